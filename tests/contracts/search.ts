import { afterEach, describe, expect, test } from 'vitest'
import { type Digest, type DigestId, digestId, type Inline } from '../../src/domain/digest.ts'
import type { SearchHit, SearchIndex, SearchQuery } from '../../src/domain/search.ts'
import { plainText } from '../../src/domain/text.ts'
import { aDigest, aSection, day, text } from '../builders.ts'

/** An archive, and what the library feeds it. */
export type FedArchive = SearchIndex & {
  index(changes: readonly { id: DigestId; stamp: string; digest?: Digest }[]): void
  indexed(): ReadonlyMap<DigestId, string>
  close(): void
}

export function feed(index: FedArchive, ...digests: readonly Digest[]): void {
  index.index(digests.map((digest) => ({ id: digestId(digest), stamp: '1', digest })))
}

export function query(words: string, rest: Partial<SearchQuery> = {}): SearchQuery {
  return { publications: [], tags: [], words, ...rest }
}

const paragraph = (value: string) => ({ type: 'paragraph' as const, children: [text(value)] })
const dated = (date: string, ...titles: string[]): Digest => ({ ...aDigest(...titles), date: day(date) })
const places = (hits: readonly SearchHit[]) => hits.map(({ digest, piece }) => `${digest} ${piece}`)
const strong = (excerpt: readonly Inline[]) =>
  excerpt.flatMap((inline) => (inline.type === 'strong' ? plainText(inline.children) : []))

/** A digest with a word of its own in every corner. */
const everything: Digest = {
  ...aDigest(),
  url: 'https://example.org/monday',
  overview: [{ headline: [text('Headline walnut.')], text: [text('Bullet chestnut.')] }],
  sections: [
    aSection('Title hazel', {
      tag: 'Image Gen',
      body: [paragraph('Body almond')],
      takeaways: [[text('Point pecan')]],
      source: [{ type: 'link', url: 'https://example.org/paper', children: [text('Paper cashew')] }],
    }),
  ],
  notes: [
    { tag: 'Agent', title: [text('Note acorn')], text: [text('Remark macadamia')] },
    { tag: 'Robotics', title: [text('Note quince')], text: [text('Remark pistachio')] },
  ],
  observation: [paragraph('Thought coconut')],
  prose: [{ before: 'end', title: [text('Colophon')], blocks: [paragraph('Thanks to filbert')] }],
}

/** The contract of every archive. `restart` closes it and opens it again. */
export function archiveContract(name: string, open: () => { index: FedArchive; restart: () => FedArchive }): void {
  describe(name, () => {
    const opened: FedArchive[] = []
    const start = (...digests: Digest[]) => {
      const { index, restart } = open()
      opened.push(index)
      feed(index, ...digests)
      return { archive: index, restart, find: (words: string, rest = {}) => index.search(query(words, rest), 0, 10) }
    }
    afterEach(() => {
      for (const index of opened.splice(0)) index.close()
    })

    test.each([
      ['monday', 'overview'],
      ['walnut', 'overview'],
      ['chestnut', 'overview'],
      ['hazel', 'section-01'],
      ['image', 'section-01'],
      ['almond', 'section-01'],
      ['pecan', 'section-01'],
      ['cashew', 'section-01'],
      ['acorn', 'notes'],
      ['robotics', 'notes'],
      ['pistachio', 'notes'],
      ['coconut', 'observation'],
      ['colophon', 'prose-1'],
      ['filbert', 'prose-1'],
    ])('%s is found where it stands: %s', (word, piece) => {
      const { find } = start(everything)
      expect(places(find(word).hits)[0]).toBe(`main/2026-01-05 ${piece}`)
    })

    test('a hit names its title, tag and source; of the notes, those of the note that is meant', () => {
      const { find } = start(everything)
      const [section] = find('pecan').hits
      expect(section).toMatchObject({ title: 'Title hazel', tag: 'Image Gen', url: 'https://example.org/paper' })
      expect(find('pistachio').hits[0]).toMatchObject({ title: 'Note quince', tag: 'Robotics' })
      expect(find('', { tags: ['agent'] }).hits[0]).toMatchObject({ title: 'Note acorn', tag: 'Agent' })
    })

    test('all words must be there, and the last may go on', () => {
      const { find } = start(aDigest('Reward hacking in the wild', 'Reward models'))
      expect(places(find('hacking reward').hits)).toEqual(['main/2026-01-05 section-01'])
      expect(places(find('reward hack').hits)).toEqual(['main/2026-01-05 section-01'])
      expect(find('reward hacking').isGuess).toBe(false)
      // Nothing has both.
      expect(find('hacking models')).toMatchObject({ isGuess: true, parts: { found: ['hacking', 'models'] } })
    })

    test('a phrase in double quotes stays one, straight or curled', () => {
      const { find } = start(aDigest('A model collapses', 'The collapse of a model', 'Model collapse'))
      for (const typed of ['"model collapse"', '“model collapse”']) {
        expect(places(find(typed).hits)).toEqual(['main/2026-01-05 section-03'])
      }
    })

    test.each(['anderung', 'ÄNDERUNG', 'Änderung', 'A\u0308nderung', 'Ånderung'])('%s finds Änderung', (typed) => {
      const { find } = start(aDigest('Eine Änderung', 'Etwas anderes'))
      expect(strong(find(typed).hits[0]?.excerpt ?? [])).toEqual([])
      expect(places(find(typed).hits)).toEqual(['main/2026-01-05 section-01'])
    })

    test('Chinese, Japanese and Korean are found by one character, by two, and never across a comma', () => {
      const { find } = start(aDigest('今天，气温下降', '明天天气很好', 'サーバーが落ちた', '강화학습은'))
      const pieces = (typed: string) => find(typed).hits.map(({ piece }) => piece.slice(-1))
      expect(pieces('气').sort()).toEqual(['1', '2'])
      expect(pieces('天气')).toEqual(['2'])
      expect(pieces('ーバ')).toEqual(['3'])
      expect(pieces('か')).toEqual([])
      expect(pieces('が')).toEqual(['3'])
      expect(pieces('학습')).toEqual(['4'])
    })

    test('what is no beginning of a word is found inside words when nothing else is', () => {
      const { find } = start(aDigest('Detokenization revisited', 'Signs %_ of wear'))
      const { total, hits } = find('tokeniz')
      expect({ total, places: places(hits) }).toEqual({ total: 1, places: ['main/2026-01-05 section-01'] })
      expect(find('okeni_ation').total).toBe(0)
    })

    test('emoji and signs are words, too', () => {
      const { find } = start(aDigest('Learning C++ 👩‍👩‍👧‍👦 together', 'Learning C'))
      expect(places(find('c++').hits)).toEqual(['main/2026-01-05 section-01'])
      expect(places(find('👩‍👩‍👧‍👦').hits)).toEqual(['main/2026-01-05 section-01'])
      expect(find('👨‍👩‍👧').total).toBe(0)
    })

    test('a match in the title comes before one in the text', () => {
      const inText = aSection('Birds', { number: '01', body: [paragraph('About lighthouses and their keepers')] })
      const inTitle = aSection('Lighthouses', { number: '02', body: [paragraph('About towers and their keepers')] })
      const { find } = start({ ...aDigest(), sections: [inText, inTitle] })
      expect(find('lighthouses').hits.map(({ title }) => title)).toEqual(['Lighthouses', 'Birds'])
    })

    test('without words the newest come first, each digest in reading order, from the first day to the last', () => {
      const { find } = start(dated('2026-01-06', 'C', 'D'), dated('2026-01-05', 'A', 'B'), dated('2026-01-07', 'E'))
      const titles = (rest: Partial<SearchQuery>) =>
        find('', rest).hits.flatMap(({ piece, title }) => (piece === 'overview' ? [] : title))
      expect(titles({})).toEqual(['E', 'C', 'D', 'A', 'B'])
      expect(titles({ until: day('2026-01-06') })).toEqual(['C', 'D', 'A', 'B'])
      expect(titles({ since: day('2026-01-06') })).toEqual(['E', 'C', 'D'])
      expect(titles({ since: day('2026-01-06'), until: day('2026-01-06') })).toEqual(['C', 'D'])
      expect(titles({ since: day('2026-01-07'), until: day('2026-01-06') })).toEqual([])
    })

    test('a long passage is compared to its end', () => {
      const passage = Array.from({ length: 40 }, (_, at) => `word${at}`).join(' ')
      const { find } = start(aDigest(passage))
      expect(find(`"${passage}"`).total).toBe(1)
      expect(find(`"${passage.replace('word39', 'word0')}"`).total).toBe(0)
      expect(find(passage).total).toBe(1)
    })

    test('days narrow words', () => {
      const { find } = start(dated('2026-01-05', 'Same'), dated('2026-01-06', 'Same'))
      expect(places(find('same', { since: day('2026-01-06') }).hits)).toEqual(['main/2026-01-06 section-01'])
    })

    test('publications are kept apart, or searched together', () => {
      const weekly = { ...aDigest('Same'), publication: 'week-ly' }
      const { find } = start(aDigest('Same'), weekly, { ...weekly, publication: 'week' })
      expect(places(find('same', { publications: ['week-ly'] }).hits)).toEqual(['week-ly/2026-01-05 section-01'])
      expect(find('same', { publications: ['week', 'main'] }).total).toBe(2)
      expect(find('same').total).toBe(3)
      expect(find('same', { publications: ['nowhere'] }).total).toBe(0)
    })

    test('a tag is the same in any case and spacing, and one of several is enough', () => {
      const { find } = start(everything)
      expect(find('', { tags: ['IMAGE  gen'] }).total).toBe(1)
      expect(find('', { tags: ['image gen', 'agent', 'nothing'] }).total).toBe(2)
      expect(find('', { tags: ['image'] }).total).toBe(0)
      expect(find('pecan', { tags: ['agent'] }).total).toBe(0)
    })

    test('pages follow one another, and the total is that of all', () => {
      const { archive: index } = start(
        dated('2026-01-05', ...Array.from({ length: 12 }, (_, at) => `Same number${at}`)),
      )
      const pages = [0, 5, 10, 15].map((offset) => index.search(query('same'), offset, 5))
      expect(pages.map(({ total }) => total)).toEqual([12, 12, 12, 12])
      expect(pages.map(({ hits }) => hits.length)).toEqual([5, 5, 2, 0])
      expect(new Set(pages.flatMap(({ hits }) => places(hits))).size).toBe(12)
    })

    test('tags are counted, the most frequent first, again after every change', () => {
      const { archive: index } = start(everything)
      const counted = () => index.tags([]).map(({ tag, count }) => `${tag} ${count}`)
      expect(counted()).toEqual(['Agent 1', 'Image Gen 1', 'Robotics 1'])
      feed(index, { ...aDigest(), publication: 'zh', sections: [aSection('x', { tag: 'robotics' })] })
      expect(counted()).toEqual(['Robotics 2', 'Agent 1', 'Image Gen 1'])
      expect(index.tags(['zh'])).toEqual([{ tag: 'Robotics', count: 1 }])
    })

    test('titles are found as they are typed, the newest first', () => {
      const { archive: index } = start(
        dated('2026-01-04', 'Reward hacking'),
        dated('2026-01-06', 'On rewards'),
        everything,
      )
      const titles = (typed: string) => index.titles(typed, 9).map(({ title }) => title)
      expect(titles('reward')).toEqual(['On rewards', 'Reward hacking'])
      expect(titles('reward h')).toEqual(['Reward hacking'])
      expect(titles('r')).toEqual(['On rewards', 'Reward hacking'])
      expect(titles('')[0]).toBe('Monday')
      expect(index.titles('acor', 1)).toEqual([{ digest: 'main/2026-01-05', piece: 'notes', title: 'Note acorn' }])
    })

    test('words that are nowhere lead to the nearest titles', () => {
      const { archive: index } = start(aDigest('Lighthouses', 'Diffusion models', '扩散模型'))
      const near = (words: string) => index.similar(words, 1).map(({ title }) => title)
      expect(near('lihgthouses')).toEqual(['Lighthouses'])
      expect(near('difusion modles')).toEqual(['Diffusion models'])
      expect(near('扩散 xyz')).toEqual(['扩散模型'])
      expect(near('qqqqqqqq')).toEqual([])
    })

    test('a correction replaces what was said, and a digest that went is gone', () => {
      const { archive: index, find } = start(aDigest('Wrong'), dated('2026-01-06', 'Other'))
      feed(index, aDigest('Right'))
      expect([find('wrong').total, find('right').total, index.titles('wrong', 5).length]).toEqual([0, 1, 0])
      index.index([{ id: 'main/2026-01-05' as DigestId, stamp: '' }])
      expect([find('right').total, find('other').total]).toEqual([0, 1])
      expect([...index.indexed().keys()]).toEqual(['main/2026-01-06'])
    })

    test('after a restart it knows what it holds, and finds it', () => {
      const { archive: index, restart } = start(everything)
      index.close()
      opened.splice(0)
      const again = restart()
      opened.push(again)
      expect([...again.indexed()]).toEqual([['main/2026-01-05', '1']])
      expect(again.search(query('pecan'), 0, 5).total).toBe(1)
      feed(again, aDigest('Corrected'))
      expect(again.search(query('pecan'), 0, 5).total).toBe(0)
      expect(again.similar('corected', 1)).toHaveLength(1)
    })
  })
}
