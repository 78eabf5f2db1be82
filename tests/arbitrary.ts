/**
 * Any digest the model allows, for property tests. Texts are as a reader would give them: no two texts side by side,
 * no blanks at the ends of a block, no line breaks in titles and table cells, no link inside a link.
 */
import fc from 'fast-check'
import { parseDay } from '../src/domain/day.ts'
import type { Block, Chapter, Digest, Highlight, ListItem, Note, Prose, Section } from '../src/domain/digest.ts'
import { type Arb, cell, inlines, oneLine, pick, type Text, wordFirst, words } from './arbitrary-inline.ts'
import { addresses, formulas, hostile, listings, unlinked } from './hostile.ts'

function paragraph(text: Text): Arb<Block> {
  return inlines(text).map((children) => ({ type: 'paragraph', children }))
}

function listItem(text: Text, depth: number): Arb<ListItem> {
  const plainItem = fc.array(block(text, depth - 1), { maxLength: 3 }).map((children) => ({ children }))
  const task = fc
    .record({ checked: fc.boolean(), first: paragraph(text), rest: fc.array(block(text, depth - 1), { maxLength: 1 }) })
    .map(({ checked, first, rest }) => ({ checked, children: [first, ...rest] }))
  const simple = paragraph(text).map((only) => ({ children: [only] }))
  return fc.oneof({ weight: 6, arbitrary: simple }, { weight: 2, arbitrary: plainItem }, { weight: 1, arbitrary: task })
}

function list(text: Text, depth: number): Arb<Block> {
  const items = fc.oneof(
    { weight: 40, arbitrary: fc.array(listItem(text, depth), { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.array(listItem(text, 0), { minLength: 15, maxLength: 40, size: 'max' }) },
  )
  return fc
    .record({ ordered: fc.boolean(), start: pick([0, 1, 2, 9, 120]), items })
    .map(({ ordered, start, items }) => ({ type: 'list', ordered, start: ordered ? start : 1, items }))
}

function table(text: Text): Arb<Block> {
  const anyCell = fc.oneof({ weight: 5, arbitrary: inlines(text, cell, 1) }, { weight: 1, arbitrary: fc.constant([]) })
  const height = fc.oneof(
    { weight: 30, arbitrary: fc.nat({ max: 4 }) },
    { weight: 1, arbitrary: fc.integer({ min: 30, max: 110 }) },
  )
  const width = fc.oneof(
    { weight: 15, arbitrary: fc.integer({ min: 1, max: 5 }) },
    { weight: 1, arbitrary: pick([22]) },
  )
  return fc.tuple(width, height).chain(([columns, rows]) => {
    const row = fc.array(anyCell, { minLength: columns, maxLength: columns, size: 'max' })
    return fc.record({
      type: fc.constant('table' as const),
      align: fc.array(pick(['left', 'center', 'right'] as const), {
        minLength: columns,
        maxLength: columns,
        size: 'max',
      }),
      header: row,
      rows: fc.array(row, { minLength: rows, maxLength: rows, size: 'max' }),
    })
  })
}

function block(text: Text, depth: number): Arb<Block> {
  const flat: fc.MaybeWeightedArbitrary<Block>[] = [
    { weight: 12, arbitrary: paragraph(text) },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('heading' as const),
        depth: fc.integer({ min: 1, max: 3 }),
        children: inlines(text, oneLine),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record(
        { type: fc.constant('code' as const), language: pick(['ts', 'python', 'c++', 'text']), value: pick(listings) },
        { requiredKeys: ['type', 'value'] },
      ),
    },
    { weight: 1, arbitrary: pick([...formulas, 'a\nb', '$$']).map((value) => ({ type: 'math' as const, value })) },
    { weight: 2, arbitrary: table(text) },
    { weight: 1, arbitrary: fc.constant({ type: 'rule' }) },
  ]
  if (depth <= 0) return fc.oneof(...flat)
  const quote = fc
    .array(block(text, depth - 1), { minLength: 1, maxLength: 3 })
    .map((children) => ({ type: 'quote' as const, children }))
  return fc.oneof(...flat, { weight: 4, arbitrary: list(text, depth) }, { weight: 2, arbitrary: quote })
}

/** Images are in no other block. */
const image: Arb<Block> = fc
  .record({
    url: pick(['https://example.org/a.png', 'https://example.org/b?c=(d)&e=%20', 'https://example.org/@everyone.png']),
    alt: pick(['A chart', '<!here> & *more*', '图一', '[a](b) `c`']),
  })
  .map((rest) => ({ type: 'image', ...rest }))

/** What stands below one heading: no rule at its ends, where authors draw them between the parts. */
function blocks(text: Text, minLength: number, maxLength: number): Arb<readonly Block[]> {
  const any = fc.oneof({ weight: 9, arbitrary: block(text, 2) }, { weight: 1, arbitrary: image })
  return fc
    .array(any, { minLength, maxLength })
    .filter((made) => made[0]?.type !== 'rule' && made.at(-1)?.type !== 'rule')
}

const tags = pick([
  'Training',
  'Agent',
  'Image Gen',
  'AI for Science',
  '训练优化',
  '推理',
  'Brand New',
  'Q&A',
  '<!here>',
])
const numbers = (count: number, from = 1) =>
  Array.from({ length: count }, (_, at) => String(from + at).padStart(2, '0'))

function section(text: Text): Arb<Omit<Section, 'number'>> {
  const takeaways = fc.oneof(
    { weight: 12, arbitrary: fc.array(inlines(text), { maxLength: 5 }) },
    { weight: 1, arbitrary: fc.array(inlines(text), { minLength: 20, maxLength: 30, size: 'max' }) },
  )
  return fc.record(
    {
      tag: tags,
      title: wordFirst(text, oneLine),
      body: blocks(text, 0, 4),
      takeaways,
      source: inlines(text, oneLine),
    },
    { requiredKeys: ['title', 'body', 'takeaways'] },
  )
}

function highlight(text: Text): Arb<Highlight> {
  const headline = fc.oneof(
    { weight: 4, arbitrary: inlines(text, { ...oneLine, inside: ['strong'] }) },
    fc.constant([]),
  )
  return fc.record({ headline, text: wordFirst(text, oneLine) })
}

function note(text: Text): Arb<Omit<Note, 'number'> & { numbered: boolean }> {
  return fc.record(
    {
      numbered: fc.boolean(),
      tag: tags,
      title: wordFirst(text, { ...oneLine, inside: ['strong'] }),
      text: fc.oneof({ weight: 6, arbitrary: wordFirst(text, oneLine) }, fc.constant([])),
    },
    { requiredKeys: ['numbered', 'title', 'text'] },
  )
}

const places: readonly Prose['before'][] = ['overview', 'featured', 'notes', 'observation', 'end']

function prose(text: Text): Arb<Prose> {
  return fc.record({
    before: pick(places),
    title: wordFirst(text, oneLine),
    blocks: blocks(text, 1, 3),
  })
}

function digest(text: Text): Arb<Digest> {
  const parts = fc.record(
    {
      publication: pick(['main', 'zh', 'weekly-2']),
      date: pick(['2024-02-29', '2026-03-12', '2026-12-31']),
      title: text.words.map((value) => value.slice(0, 300).trim()),
      language: pick(['en', 'zh', 'de', 'zh-Hant']),
      url: pick(text.addresses.filter((url) => url.startsWith('http'))),
      overview: fc.array(highlight(text), { minLength: 1, maxLength: 5 }),
      sections: fc.array(section(text), { minLength: 1, maxLength: 5 }),
      notes: fc.array(note(text), { maxLength: 10 }),
      observation: blocks(text, 1, 4),
      prose: fc.array(prose(text), { maxLength: 2 }),
    },
    { requiredKeys: ['publication', 'date', 'language', 'sections', 'prose'] },
  )
  return parts.map(({ date, sections, notes, prose, ...rest }) => {
    const noteNumbers = numbers(notes?.length ?? 0, sections.length + 1)
    const here = (place: Prose['before']) =>
      place === 'end' ||
      place === 'featured' ||
      (place === 'notes' ? notes : rest[place as Exclude<Chapter, 'featured' | 'notes'>]) !== undefined
    return {
      ...rest,
      date: parseDay(date) as Digest['date'],
      sections: sections.map((one, at) => ({ ...one, number: numbers(sections.length)[at] ?? '' })),
      ...(notes && {
        notes: notes.map(({ numbered, ...one }, at) => ({
          ...one,
          ...(numbered && { number: noteNumbers[at] ?? '' }),
        })),
      }),
      prose: places.flatMap((place) => prose.filter(({ before }) => before === place && here(place))),
    }
  })
}

/** Whatever the model allows, bare addresses in texts included. */
export const arbitraryDigest: Arb<Digest> = digest({ words: words([...hostile, ...unlinked]), addresses })

const tidyAddresses = addresses.map((url) => (/[<>"\\^`{|}]/.test(url) ? new URL(url).href : url))

/** The digests that come back the same from Markdown, which links bare addresses and tidies awkward ones. */
export const arbitraryMarkdownDigest: Arb<Digest> = digest({ words: words(hostile), addresses: tidyAddresses })
