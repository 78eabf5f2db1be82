import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Block, Inline } from '../../../src/domain/digest.ts'
import { blocksMarkdown } from '../../../src/formatters/discord/blocks.ts'
import { inlineMarkdown } from '../../../src/formatters/discord/inlines.ts'
import { renderDiscord } from '../../../src/formatters/discord/render.ts'
import { aDigest, aSection } from '../../builders.ts'
import { vocabulary } from '../../digests/markdown/digest-fixture.ts'
import { type Letter, lettersOf, lettersShown, nodesDrawn } from './client.ts'
import { markdownOf } from './content.ts'

const pieces = fc.constantFrom(
  ...['*', '**', '***', '_', '__', '~', '~~', '|', '||', '`', '``', '\\', '[', ']', '](', '(', ')', '[x](y)', '<', '>'],
  ...[
    '# ',
    '#',
    '-# ',
    '- ',
    '+ ',
    '> ',
    '1. ',
    '12. ',
    '<@1>',
    '<@&2>',
    '<#3>',
    '<t:5:R>',
    '<:a:1>',
    '@everyone',
    ':',
  ],
  ...[
    'word',
    'a',
    'llama_index',
    'C#',
    'f(*args, **kw)',
    'x',
    ' ',
    '  ',
    '字',
    '重点（注）',
    '，',
    'é',
    '🚀',
    '™',
    '1',
    '.',
  ],
)
const words = fc.array(pieces, { minLength: 1, maxLength: 8 }).map((all) => all.join(''))
const url = fc.constantFrom('https://e.org/x', 'https://e.org/a_(b)_*c*', 'https://e.org/?q=a|b', 'https://e.org/a)b')

const text: fc.Arbitrary<Inline> = words.map((value) => ({ type: 'text', value }))
const leaf: fc.Arbitrary<Inline> = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 1, arbitrary: words.map((value): Inline => ({ type: 'code', value })) },
  { weight: 1, arbitrary: fc.constant<Inline>({ type: 'break' }) },
)
const styles = ['strong', 'emphasis', 'strike'] as const
const styled = (inside: fc.Arbitrary<Inline>) =>
  fc.oneof(
    { weight: 3, arbitrary: inside },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...styles), fc.array(inside, { minLength: 1, maxLength: 3 }))
        .map(([type, children]): Inline => ({ type, children })),
    },
  )
const unlinked = styled(styled(leaf))
const linked: fc.Arbitrary<Inline> = fc.oneof(
  { weight: 2, arbitrary: unlinked },
  {
    weight: 1,
    arbitrary: fc
      .tuple(url, fc.array(unlinked, { minLength: 1, maxLength: 3 }))
      .map(([url, children]): Inline => ({ type: 'link', url, children })),
  },
)

const looks = { strong: 'strong', emphasis: 'em', strike: 'strike' } as const

/** The letters that the author wrote; addresses aside, which may stand behind the words. */
function written(inlines: readonly Inline[], look: readonly string[] = []): Letter[] {
  return inlines.flatMap((node): Letter[] => {
    if (node.type === 'break') return []
    if (node.type === 'code' || node.type === 'math') {
      return node.value.trim() === '' ? [] : lettersOf(node.value, ['inlineCode'])
    }
    if (node.type === 'text') return lettersOf(node.value, look)
    if (node.type === 'channel') throw new Error('Texts of authors name no channels')
    return written(node.children, node.type === 'link' ? look : [...look, looks[node.type]])
  })
}

/** Without the addresses in parentheses behind words that cannot be linked. */
function read(markdown: string): string[] {
  const shown = lettersShown(markdown)
  const isAddress = (at: number) => shown[at]?.look === 'address'
  const isBehindWords = (at: number) => shown[at - 1]?.letter === '(' && isAddress(at) && shown[at + 1]?.letter === ')'
  const kept = shown.filter((_, at) => !isAddress(at) && !isBehindWords(at - 1) && !isBehindWords(at + 1))
  return kept.map(({ letter, look }) => `${letter}${look && ` ${look}`}`)
}

const expected = (inlines: readonly Inline[]) =>
  written(inlines).map(({ letter, look }) => `${letter}${look && ` ${look}`}`)

function forEvery<T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void): void {
  let runs = 0
  fc.assert(
    fc.property(arbitrary, (value) => {
      runs += 1
      check(value)
    }),
    { numRuns: 2_000 },
  )
  expect(runs).toBeGreaterThanOrEqual(2_000)
}

test.each([
  ['with links', linked],
  ['without links', unlinked],
])('an independent parser reads the words and styles of any text %s', (_, inline) => {
  forEvery(fc.array(inline, { minLength: 1, maxLength: 5 }), (inlines) => {
    expect(read(inlineMarkdown(inlines))).toEqual(expected(inlines))
  })
})

const line = fc.array(unlinked, { minLength: 1, maxLength: 3 }).map((children) => children.filter(isNoBreak))
const isNoBreak = (node: Inline) => node.type !== 'break'
const item: fc.Arbitrary<Block> = line.map((children) => ({ type: 'paragraph', children }))
const heading: fc.Arbitrary<Block> = line.map((children) => ({ type: 'heading', depth: 1, children }))
const listOf = (child: fc.Arbitrary<Block>): fc.Arbitrary<Block> =>
  fc
    .record({
      ordered: fc.boolean(),
      start: fc.constantFrom(1, 9, 99),
      items: fc.array(
        fc.tuple(item, fc.array(child, { maxLength: 2 })).map(([first, more]) => ({ children: [first, ...more] })),
        { minLength: 1, maxLength: 3 },
      ),
    })
    .map((list) => ({ type: 'list', ...list }))
const block = fc.oneof(item, heading, listOf(listOf(listOf(item))))

function lettersOfBlock(node: Block): Letter[] {
  if (node.type === 'paragraph' || node.type === 'heading') return written(node.children)
  return node.type === 'list' ? node.items.flatMap(({ children }) => children.flatMap(lettersOfBlock)) : []
}

test('an independent parser reads the words and styles of headings and lists', () => {
  forEvery(block, (node) => {
    const expected = lettersOfBlock(node).map(({ letter, look }) => `${letter}${look && ` ${look}`}`)
    expect(read(blocksMarkdown([node]))).toEqual(expected)
  })
})

const dense: readonly (readonly [string, (at: number) => Inline])[] = [
  ['bold words', (at) => ({ type: 'strong', children: [{ type: 'text', value: `b${at}` }] })],
  ['code', (at) => ({ type: 'code', value: `c${at}` })],
  ['links', (at) => ({ type: 'link', url: `https://e.org/${at}`, children: [{ type: 'text', value: `l${at}` }] })],
  ['emoji', () => ({ type: 'text', value: '🚀 ' })],
  [
    'styles within styles',
    (at) => ({ type: 'emphasis', children: [{ type: 'strike', children: [{ type: 'text', value: `s${at}` }] }] }),
  ],
]

test.each(dense)('no message has more than the 200 nodes that the client draws: %s', (_, node) => {
  const gap: Inline = { type: 'text', value: ' ' }
  const children = Array.from({ length: 900 }, (_, at) => [node(at), gap]).flat()
  const section = aSection('Dense', { number: '01', body: [{ type: 'paragraph', children }], takeaways: [] })
  const parts = renderDiscord({ ...aDigest(), sections: [section] }, 'sections', vocabulary)
  expect(parts.length).toBeGreaterThan(4)
  for (const part of parts) expect(nodesDrawn(markdownOf(part))).toBeLessThanOrEqual(200)
})
