import type { Flaw } from './error.ts'
import { limits } from './limits.ts'

// Rules over several blocks, each of which has passed its schema.

type Node = Readonly<Record<string, unknown>>
type Path = readonly PropertyKey[]
interface Placed {
  readonly node: Node
  readonly path: Path
}

/** Every object inside a value, with its path, in reading order. */
function* objectsIn(value: unknown, path: Path): Generator<Placed> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield { node: value as Node, path }
  for (const [key, inner] of Object.entries(value)) {
    yield* objectsIn(inner, [...path, Array.isArray(value) ? Number(key) : key])
  }
}

/** Ids that must be unique and are not. */
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

/** The last table, if the cells of all tables are too long together. */
export function overlongTables(blocks: readonly unknown[], at: Path): Flaw[] {
  const tables = tablesIn(blocks, at)
  const last = tables.at(-1)
  const total = tables.reduce((sum, { node }) => sum + textLength(node.rows), 0)
  if (!last || total <= limits.tableText) return []
  const message = `must be less than ${limits.tableText + 1} characters over all table cells of the message`
  return [{ path: last.path, message }]
}

function textLength(value: unknown): number {
  return [...objectsIn(value, [])].reduce((sum, { node }) => sum + stringLength(node.text), 0)
}

function stringLength(value: unknown): number {
  return typeof value === 'string' ? value.length : 0
}

/** Whether there are more tables than a message may have. */
export function hasTooManyTables(blocks: readonly unknown[]): boolean {
  return tablesIn(blocks, []).length > limits.tablesPerMessage
}

function tablesIn(blocks: readonly unknown[], at: Path): Placed[] {
  return [...objectsIn(blocks, at)].filter(({ node }) => node.type === 'table')
}

/** Counted for each block besides its text; from the same measurements as `limits.countedSize`. */
const blockOverhead = 100
const countedKeys = ['text', 'url', 'fallback', 'image_url', 'alt_text'] as const

/** The size of blocks as Slack counts it: text and addresses, with `&`, `<` and `>` as entities, and a sum a block. */
export function countedSize(blocks: readonly unknown[]): number {
  const text = [...objectsIn(blocks, [])].flatMap(({ node }) => countedKeys.map((key) => escapedLength(node[key])))
  return text.reduce((sum, length) => sum + length, blocks.length * blockOverhead)
}

function escapedLength(value: unknown): number {
  if (typeof value !== 'string') return 0
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').length
}
