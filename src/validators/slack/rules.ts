import type { Flaw } from './error.ts'
import { limits } from './limits.ts'

// What no schema of one block can see. All of it is about blocks that have passed theirs.

type Node = Readonly<Record<string, unknown>>
type Path = readonly PropertyKey[]
interface Placed {
  readonly node: Node
  readonly path: Path
}

/** Every object inside a value, with the way to it, in reading order. */
function* objectsIn(value: unknown, path: Path): Generator<Placed> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield { node: value as Node, path }
  for (const [key, inner] of Object.entries(value)) {
    yield* objectsIn(inner, [...path, Array.isArray(value) ? Number(key) : key])
  }
}

/** Ids that are used twice where Slack wants them once. */
export function repeatedIds(blocks: readonly unknown[], at: Path): Flaw[] {
  const all = [...objectsIn(blocks, at)]
  return [
    ...repeats(all, 'block_id'),
    ...blocks.flatMap((block, index) => repeats([...objectsIn(block, [...at, index])], 'action_id')),
  ]
}

function repeats(placed: readonly Placed[], key: 'block_id' | 'action_id'): Flaw[] {
  const seen = new Set<unknown>()
  return placed.flatMap(({ node, path }) => {
    const id = node[key]
    if (id === undefined || !seen.has(id)) {
      seen.add(id)
      return []
    }
    return [{ path: [...path, key], message: `${key} already exists: ${String(id)}` }]
  })
}

/** Markdown and table cells that are too long together. */
export function overlongTogether(blocks: readonly unknown[], at: Path): Flaw[] {
  const placed = [...objectsIn(blocks, at)]
  const totals = [
    { parts: placed.filter(({ node }) => node.type === 'markdown'), max: limits.markdownText, of: 'markdown' },
    {
      parts: placed.filter(({ node }) => node.type === 'table' || node.type === 'data_table'),
      max: limits.tableText,
      of: 'all table cells',
    },
  ]
  return totals.flatMap(({ parts, max, of }) => {
    const last = parts.at(-1)
    const total = parts.reduce((sum, { node }) => sum + textLength(node.type === 'markdown' ? node : node.rows), 0)
    return last && total > max
      ? [{ path: last.path, message: `must be less than ${max + 1} characters over ${of} of the message` }]
      : []
  })
}

function textLength(value: unknown): number {
  return [...objectsIn(value, [])].reduce((sum, { node }) => sum + stringLength(node.text), 0)
}

function stringLength(value: unknown): number {
  return typeof value === 'string' ? value.length : 0
}

/** Whether there are more tables than a message may have. */
export function hasTooManyTables(blocks: readonly unknown[]): boolean {
  return placesOf(blocks, [], 'table').length > limits.tablesPerMessage
}

/** The charts beyond those that a message may have. */
export function chartsTooMany(blocks: readonly unknown[], at: Path): Flaw[] {
  const message = `no more than ${limits.chartsPerMessage} data_visualization blocks allowed`
  return placesOf(blocks, at, 'data_visualization')
    .slice(limits.chartsPerMessage)
    .map(({ path }) => ({ path, message }))
}

function placesOf(blocks: readonly unknown[], at: Path, type: string): Placed[] {
  return [...objectsIn(blocks, at)].filter(({ node }) => node.type === type)
}

/** What a block costs besides its text; from the same measurements as `limits.countedSize`. */
const blockOverhead = 100
const countedKeys = ['text', 'url', 'alt_text', 'image_url', 'fallback', 'caption', 'title'] as const

/** The size of blocks as Slack counts it: text and addresses, with `&`, `<` and `>` as entities, and a sum a block. */
export function countedSize(blocks: readonly unknown[]): number {
  const text = [...objectsIn(blocks, [])].flatMap(({ node }) => countedKeys.map((key) => escapedLength(node[key])))
  return text.reduce((sum, length) => sum + length, blocks.length * blockOverhead)
}

function escapedLength(value: unknown): number {
  if (typeof value !== 'string') return 0
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').length
}
