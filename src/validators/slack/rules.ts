import type { Violation } from './error.ts'
import { limits } from './limits.ts'

// Rules over several blocks, each of which has passed its schema.

type Node = Readonly<Record<string, unknown>>
type Path = readonly PropertyKey[]
interface Placed {
  readonly node: Node
  readonly path: Path
}

/** Every object inside a value, with its path, in reading order. */
function objectsIn(value: unknown, path: Path, found: Placed[] = []): Placed[] {
  if (typeof value !== 'object' || value === null) return found
  if (Array.isArray(value)) {
    for (const [at, inner] of value.entries()) if (isObject(inner)) objectsIn(inner, [...path, at], found)
    return found
  }
  found.push({ node: value as Node, path })
  for (const [key, inner] of Object.entries(value)) if (isObject(inner)) objectsIn(inner, [...path, key], found)
  return found
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

/** Ids that must be unique and are not. */
export function repeatedIds(blocks: readonly unknown[], at: Path): Violation[] {
  const inBlocks = blocks.map((block, index) => objectsIn(block, [...at, index]))
  return [...repeats(inBlocks.flat(), 'block_id'), ...inBlocks.flatMap((placed) => repeats(placed, 'action_id'))]
}

function repeats(placed: readonly Placed[], key: 'block_id' | 'action_id'): Violation[] {
  const seen = new Set<unknown>()
  const flaws: Violation[] = []
  for (const { node, path } of placed) {
    const id = node[key]
    if (id !== undefined && seen.has(id)) {
      flaws.push({ path: [...path, key], message: `${key} already exists: ${String(id)}` })
    }
    seen.add(id)
  }
  return flaws
}

/** The last table, if the cells of all tables are too long together. */
export function overlongTables(blocks: readonly unknown[], at: Path): Violation[] {
  const tables = tablesIn(blocks, at)
  const last = tables.at(-1)
  const total = tables.reduce((sum, { node }) => sum + textLength(node.rows), 0)
  if (!last || total <= limits.tableText) return []
  const message = `must be less than ${limits.tableText + 1} characters over all table cells of the message`
  return [{ path: last.path, message }]
}

function textLength(value: unknown): number {
  return objectsIn(value, []).reduce((sum, { node }) => sum + stringLength(node.text), 0)
}

function stringLength(value: unknown): number {
  return typeof value === 'string' ? value.length : 0
}

/** Whether there are more tables than a message may have. */
export function hasTooManyTables(blocks: readonly unknown[]): boolean {
  return tablesIn(blocks, []).length > limits.tablesPerMessage
}

function tablesIn(blocks: readonly unknown[], at: Path): Placed[] {
  return objectsIn(blocks, at).filter(({ node }) => node.type === 'table')
}

/** Counted for each block besides its text; from the same measurements as `limits.countedSize`. */
const blockOverhead = 100
const countedKeys = ['text', 'url', 'fallback', 'image_url', 'alt_text'] as const

/** The size of blocks as Slack counts it: text and addresses, with `&`, `<` and `>` as entities, and a sum a block. */
export function countedSize(blocks: readonly unknown[]): number {
  let size = blocks.length * blockOverhead
  for (const { node } of objectsIn(blocks, [])) for (const key of countedKeys) size += escapedLength(node[key])
  return size
}

function escapedLength(value: unknown): number {
  if (typeof value !== 'string') return 0
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').length
}
