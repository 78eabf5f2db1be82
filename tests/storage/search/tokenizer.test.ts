import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { digestId, type Inline } from '../../../src/domain/digest.ts'
import { plainText } from '../../../src/domain/text.ts'
import { alternativesIn, withoutExcluded } from '../../../src/storage/search/alternatives.ts'
import { documentsOf } from '../../../src/storage/search/documents.ts'
import { openSearchIndex } from '../../../src/storage/search/search-index.ts'
import { snippetOf } from '../../../src/storage/search/snippets.ts'
import { placesOf, readTerms as readTermsOf, type Term } from '../../../src/storage/search/terms.ts'
import { tokenize } from '../../../src/storage/search/tokenizer.ts'
import { aDigest, aSection, day, text } from '../../builders.ts'
import { query } from '../../contracts/search.ts'
import { hostile, ordinary } from '../../hostile.ts'

const readTerms = (words: string) => readTermsOf(words, { languages: ['en'], spoken: [], words: new Set() })

const anyWord = fc.constantFrom(...hostile, ...ordinary)
const anyText = fc.array(anyWord, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '))
const operators =
  'AND OR NOT NEAR( NEAR(a,2) title: {title}: -a a* ^a "a "" " ( ) \' ; DROP -- * % _ \\ _all _t_1 _p_main'
const typed = fc.oneof(
  anyText,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.oneof(anyWord, fc.constantFrom(...operators.split(' '))), { maxLength: 8 }).map((all) => all.join(' ')),
)

const sections = fc.sample(anyText, { numRuns: 60, seed: 7 }).map((words, at) =>
  aSection(words, {
    number: String(at + 1).padStart(2, '0'),
    tag: 'Agent',
    body: [{ type: 'paragraph', children: [text(`${words} and more`)] }],
  }),
)
const digest = { ...aDigest(), date: day('2026-01-05'), sections }
const entries = new Map(documentsOf(digest).map((entry) => [entry.piece, entry]))

describe('whatever is typed', () => {
  const index = openSearchIndex(':memory:')
  index.index([{ id: digestId(digest), stamp: '1', digest }])
  afterAll(() => index.close())

  test('there is an answer, and every hit holds all phrases in double quotes, or those of one of several names', () => {
    fc.assert(
      fc.property(typed, (words) => {
        const { total, hits } = index.search(query(words), 0, 100)
        expect(hits).toHaveLength(total)
        for (const { piece } of hits) {
          const entry = entries.get(piece)
          const whole = `${entry?.title}\n${entry?.tags.join('\n')}\n${entry?.text}`
          const asked = withoutExcluded(words)
          const isHeld = (term: Term) => placesOf(term, tokenize(whole)).length > 0 || contains(whole, term.typed)
          const missing = [asked.words, ...(alternativesIn(asked.words)?.names ?? [])].map((name) =>
            readTerms(name).filter((term) => term.isPhrase && !isHeld(term)),
          )
          expect(missing).toContainEqual([])
          const unwanted = asked.excluded.flatMap(readTerms)
          expect(unwanted.filter((term) => placesOf({ ...term, isPrefix: false }, tokenize(whole)).length > 0)).toEqual(
            [],
          )
        }
        index.titles(words, 25)
        index.similar(words, 5)
      }),
      { numRuns: 300 },
    )
  })

  test('a text finds the section it was taken from', () => {
    fc.assert(
      fc.property(fc.constantFrom(...entries.values()), ({ title, piece }) => {
        fc.pre(readTerms(title).length > 0)
        expect(index.search(query(title), 0, 100).hits.map((hit) => hit.piece)).toContain(piece)
        expect(index.search(query(`"${title.replaceAll('"', ' ')}"`), 0, 100).total).toBeGreaterThan(0)
      }),
      { numRuns: 100 },
    )
  })

  test.each([
    ['4,000 letters', 'a'.repeat(4000)],
    ['4,000 Chinese characters', '模型'.repeat(2000)],
    ['the same word 570 times', 'qwertz '.repeat(570)],
    ['1,000 different words', Array.from({ length: 1000 }, (_, at) => at.toString(36)).join(' ')],
    ['1,000 different characters', Array.from({ length: 1000 }, (_, at) => String.fromCharCode(0x4e00 + at)).join(' ')],
    ['4,000 quotation marks', '"'.repeat(4000)],
    ['2,000 parentheses', '('.repeat(2000)],
    ['control characters around what is nowhere', '\0qwertz\x1b\x07'],
    ['half an emoji', '\ud83d'],
    ['nothing that is a word', '… — !!! ()'],
  ])('%s: nothing is found', (_, words) => {
    expect(index.search(query(words), 0, 5).total).toBe(0)
  })
})

const contains = (whole: string, typed: string) => whole.toLowerCase().includes(typed.trim().toLowerCase())

describe('an excerpt', () => {
  const show = (inlines: readonly Inline[]) =>
    inlines
      .map((inline) => (inline.type === 'strong' ? `*${plainText(inline.children)}*` : plainText([inline])))
      .join('')
  const long = `${'Some words before it. '.repeat(20)}The reward was hacked here, by a model. ${'Some words after it. '.repeat(20)}`

  test('shows the match in strong, with whole words around it', () => {
    const shown = show(snippetOf(long, readTerms('reward hack')))
    expect(shown).toContain('The *reward* was *hacked* here')
    expect(shown).toMatch(/^…(\w+\.? )+/)
    expect(shown.length).toBeLessThanOrEqual(160 + 2 + 4)
    expect(
      shown
        .slice(1, -1)
        .split(/[ *]+/)
        .filter((word) => !long.split(' ').includes(word)),
    ).toEqual([])
  })

  test('is the beginning where nothing is looked for, and all of a short text', () => {
    expect(show(snippetOf(long, []))).toMatch(/^Some words before it\. .*…$/)
    expect(show(snippetOf('A short text.', readTerms('short')))).toBe('A *short* text.')
  })

  test('shows words that were found inside of others', () => {
    expect(show(snippetOf('About detokenization.', readTerms('tokeniz')))).toBe('About *detokenization*.')
  })

  test('never cuts what a reader sees as one character, and loses none within', () => {
    const segmenter = new Intl.Segmenter('en')
    fc.assert(
      fc.property(
        fc.array(anyWord, { minLength: 30, maxLength: 80 }),
        anyWord,
        fc.constantFrom('', ' '),
        (words, word, glue) => {
          const whole = words.join(glue)
          const shown = plainText(snippetOf(whole, readTerms(word))).replace(/^…|…$/g, '')
          expect(whole).toContain(shown)
          const boundaries = new Set([...segmenter.segment(whole)].map(({ index }) => index)).add(whole.length)
          const occurrences = [...boundaries].filter((at) => whole.startsWith(shown, at))
          expect(occurrences.some((at) => boundaries.has(at + shown.length))).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })
})
