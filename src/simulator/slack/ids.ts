import { randomBytes } from 'node:crypto'

const interactive = /_select$|^(button|overflow)$/

/** Adds the ids that Slack generates for blocks without one. */
export function withIds(blocks: readonly unknown[]): unknown[] {
  return blocks.map((block) => ({ block_id: madeUp(), ...withActionIds(block as Node) }))
}

type Node = Record<string, unknown>

function withActionIds(node: Node): Node {
  const inner = Object.entries(node).map(([key, value]) => [key, /^elements?$/.test(key) ? named(value) : value])
  return Object.fromEntries(inner)
}

function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named)
  if (typeof value !== 'object' || value === null) return value
  const node = withActionIds(value as Node)
  return interactive.test(String(node.type)) ? { action_id: madeUp(), ...node } : node
}

function madeUp(): string {
  return randomBytes(4).toString('base64url').slice(0, 5)
}
