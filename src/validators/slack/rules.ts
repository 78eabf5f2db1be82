import type { Violation } from './error.ts'
import { limits } from './limits.ts'

// Rules over several blocks, each of which has passed its schema.

type Node = Readonly<Record<string, unknown>>
type Path = readonly PropertyKey[]

/** Visits every object inside a value, in reading order. The path changes afterwards: copy what is kept. */
function visitObjects(value: object, path: PropertyKey[], visit: (node: Node, path: Path) => void): void {
  const isList = Array.isArray(value)
  if (!isList) visit(value as Node, path)
  for (const key of Object.keys(value)) {
    const inner = (value as Node)[key]
    if (typeof inner !== 'object' || inner === null) continue
    path.push(isList ? Number(key) : key)
    visitObjects(inner, path, visit)
    path.pop()
  }
}

/** Ids that must be unique and are not: those of blocks in the message, those of actions in their block. */
export function repeatedIds(blocks: readonly unknown[], at: Path): Violation[] {
  const [ofBlocks, ofActions]: [Violation[], Violation[]] = [[], []]
  const blockIds = new Set<unknown>()
  for (const [index, block] of blocks.entries()) {
    const actionIds = new Set<unknown>()
    visitObjects(block as object, [...at, index], (node, path) => {
      noteId(node, 'block_id', path, blockIds, ofBlocks)
      noteId(node, 'action_id', path, actionIds, ofActions)
    })
  }
  return [...ofBlocks, ...ofActions]
}

function noteId(node: Node, key: 'block_id' | 'action_id', path: Path, seen: Set<unknown>, flaws: Violation[]): void {
  const id = node[key]
  if (id === undefined) return
  if (seen.has(id)) flaws.push({ path: [...path, key], message: `${key} already exists: ${String(id)}` })
  seen.add(id)
}

/** The last table, if the cells of all tables are too long together. */
export function overlongTables(blocks: readonly unknown[], at: Path): Violation[] {
  const last = blocks.findLastIndex(isTable)
  const total = blocks.filter(isTable).reduce((sum: number, table) => sum + textLength(table), 0)
  if (total <= limits.tableText) return []
  const message = `must be less than ${limits.tableText + 1} characters over all table cells of the message`
  return [{ path: [...at, last], message }]
}

function textLength(value: object): number {
  let length = 0
  visitObjects(value, [], ({ text }) => {
    if (typeof text === 'string') length += text.length
  })
  return length
}

/** Whether there are more tables than a message may have. */
export function hasTooManyTables(blocks: readonly unknown[]): boolean {
  return blocks.filter(isTable).length > limits.tablesPerMessage
}

/** Tables stand in no other block. */
function isTable(block: unknown): block is Node {
  return (block as Node).type === 'table'
}

/** Counted for each block besides its text; from the same measurements as `limits.countedSize`. */
const blockOverhead = 100
const countedKeys = ['text', 'url', 'fallback', 'image_url', 'alt_text'] as const

/** The size of blocks as Slack counts it: text and addresses, with `&`, `<` and `>` as entities, and a sum a block. */
export function countedSize(blocks: readonly unknown[]): number {
  let size = blocks.length * blockOverhead
  visitObjects(blocks, [], (node) => {
    for (const key of countedKeys) size += escapedLength(node[key])
  })
  return size
}

function escapedLength(value: unknown): number {
  if (typeof value !== 'string') return 0
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').length
}
