/** Any styled text the model allows. */
import fc from 'fast-check'
import type { Inline } from '../src/domain/digest.ts'
import { bareAddresses, codes, formulas, ordinary } from './hostile.ts'

export type Arb<T> = fc.Arbitrary<T>
/** The material of texts. */
export interface Text {
  readonly words: Arb<string>
  readonly addresses: readonly string[]
}

export const pick = <T>(values: readonly T[]): Arb<T> => fc.constantFrom(...values)

const letters = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 1, maxLength: 9 })
const longWord = fc.integer({ min: 60, max: 4500 }).map((length) => 'long'.repeat(length).slice(0, length))

/** A run of words, without blanks at its ends. */
export function words(tokens: readonly string[]): Arb<string> {
  const word = fc.oneof(
    { weight: 300, arbitrary: pick(ordinary) },
    { weight: 150, arbitrary: pick(tokens) },
    { weight: 150, arbitrary: letters },
    { weight: 1, arbitrary: longWord },
  )
  const few = fc.array(word, { minLength: 1, maxLength: 9 })
  const many = fc.array(word, { minLength: 120, maxLength: 500, size: 'max' })
  return fc.oneof({ weight: 250, arbitrary: few }, { weight: 1, arbitrary: many }).map((list) => list.join(' '))
}

export interface Allowed {
  readonly breaks: boolean
  /** Formulas may hold a bar. */
  readonly bars: boolean
  /** Styles that surround this place already: none is inside itself. */
  readonly inside: readonly Inline['type'][]
}

const everything: Allowed = { breaks: true, bars: true, inside: [] }
export const oneLine: Allowed = { ...everything, breaks: false }
export const cell: Allowed = { breaks: false, bars: false, inside: [] }

function styled(text: Text, type: 'strong' | 'emphasis' | 'strike', allowed: Allowed, depth: number): Arb<Inline> {
  return inlines(text, { ...allowed, inside: [...allowed.inside, type] }, depth - 1).map((children) => ({
    type,
    children,
  }))
}

function link(text: Text, allowed: Allowed, depth: number): Arb<Inline> {
  const children = inlines(text, { ...allowed, inside: [...allowed.inside, 'link'] }, depth - 1)
  const named = fc.record({ type: fc.constant('link' as const), url: pick(text.addresses), children })
  const bare = pick(bareAddresses).map(
    (url): Inline => ({ type: 'link', url, children: [{ type: 'text', value: url }] }),
  )
  return fc.oneof({ weight: 4, arbitrary: named }, { weight: 1, arbitrary: bare })
}

function special(text: Text, allowed: Allowed, depth: number): Arb<Inline> {
  const kinds: Arb<Inline>[] = [
    pick(codes).map((value) => ({ type: 'code', value })),
    pick(formulas.filter((value) => allowed.bars || !value.includes('|'))).map((value) => ({ type: 'math', value })),
  ]
  if (allowed.breaks) kinds.push(fc.constant({ type: 'break' }))
  if (depth > 0) {
    for (const type of ['strong', 'emphasis', 'strike'] as const) {
      if (!allowed.inside.includes(type)) kinds.push(styled(text, type, allowed, depth))
    }
    if (!allowed.inside.includes('link')) kinds.push(link(text, allowed, depth))
  }
  return fc.oneof(...kinds)
}

/** Styled text that begins and ends with a word or a styled word; a text stands between any two styled ones. */
export function inlines(text: Text, allowed: Allowed = everything, depth = 2): Arb<readonly Inline[]> {
  const leaf = text.words.map((value): readonly Inline[] => [{ type: 'text', value }])
  const between = fc.record({
    node: special(text, allowed, depth),
    text: text.words,
    before: pick([' ', '', '（']),
    after: pick([' ', '', '，', '.']),
  })
  const mixed = fc
    .record({
      first: text.words,
      rest: fc.array(between, { minLength: 1, maxLength: 3 }),
      cutFirst: fc.boolean(),
      cutLast: fc.boolean(),
    })
    .map(({ first, rest, cutFirst, cutLast }) => weave(first, rest, cutFirst, cutLast))
  return fc.oneof({ weight: 2, arbitrary: leaf }, { weight: 3, arbitrary: mixed })
}

interface Stitch {
  readonly node: Inline
  readonly text: string
  readonly before: string
  readonly after: string
}

function weave(first: string, rest: readonly Stitch[], cutFirst: boolean, cutLast: boolean): readonly Inline[] {
  const nodes: Inline[] = [{ type: 'text', value: first }]
  for (const { node, text, before, after } of rest) {
    const last = nodes.at(-1)
    // A blank beside a line break is invisible, and Markdown drops it.
    const tight = node.type === 'break'
    if (last?.type === 'text' && !tight) nodes[nodes.length - 1] = { type: 'text', value: last.value + before }
    nodes.push(node, { type: 'text', value: tight ? text : after + text })
  }
  if (cutFirst && nodes[1]?.type !== 'break') nodes.shift()
  if (cutLast && nodes.length > 1 && nodes.at(-2)?.type !== 'break') nodes.pop()
  return nodes
}

/** Styled text that begins with a plain word: what follows a number, a tag or a bold title. */
export function wordFirst(text: Text, allowed: Allowed): Arb<readonly Inline[]> {
  return inlines(text, allowed).map(([first, ...rest]) =>
    first?.type === 'text'
      ? [{ type: 'text', value: `Why ${first.value}` }, ...rest]
      : [{ type: 'text', value: 'Why ' }, ...(first ? [first] : []), ...rest],
  )
}
