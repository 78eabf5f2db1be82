import { validateSlack } from '../../src/validators/slack/validate.ts'
import { broadcast, cells, inner, outer } from './render-probe.ts'

/** The bodies of the messages that a renderer makes of a text. */
export type Rendered = readonly Readonly<Record<string, unknown>>[]

/** The content that a renderer loses, computed from its output. */
export interface Losses {
  /** Words of the text that are in none of the messages. */
  readonly words: number
  readonly table: string
  readonly nesting: string
  readonly mentions: string
  /** Whether Slack takes the messages. */
  readonly verdict: string
}

export function lossesOf(markdown: string, digest: Rendered, probed: Rendered): Losses {
  const lines = probed.flatMap(linesOf)
  return {
    words: missing(wordsOf(readable(markdown)), wordsOf(digest.flatMap(linesOf).join('\n'))),
    table: tableIn(lines),
    nesting: nestingIn(lines),
    mentions: probed.some(callsEverybody) ? `sends ${broadcast}` : 'defused',
    verdict: verdictOn(digest),
  }
}

/** Less what is syntax: front matter, headings of chapters, labels, languages of code, addresses. */
function readable(markdown: string): string {
  return markdown
    .replace(/^---\n.*?\n---\n/s, '')
    .replace(/^## .*$/gm, '')
    .replace(/^(Key takeaways|Source):/gm, '')
    .replace(/^```\w+/gm, '')
    .replace(/\]\([^)]*\)/g, ']')
}

function wordsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]{2,}/gu)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function missing(wanted: ReadonlyMap<string, number>, found: ReadonlyMap<string, number>): number {
  return [...wanted].reduce((sum, [word, count]) => sum + Math.max(0, count - (found.get(word) ?? 0)), 0)
}

/** The words of a message as lines: a row of a table is one, and an item of a list begins as deep as it is shown. */
function linesOf(node: unknown): string[] {
  if (typeof node === 'string') return node.split('\n')
  if (Array.isArray(node)) return node.flatMap(linesOf)
  if (typeof node !== 'object' || node === null) return []
  const fields = node as Readonly<Record<string, unknown>>
  if (fields.type === 'table' && Array.isArray(fields.rows)) {
    return fields.rows.map((row: unknown) => (row as unknown[]).map((cell) => textOf(cell)).join(' | '))
  }
  if (fields.type === 'rich_text_list') {
    return (fields.elements as unknown[]).map((item) => `${'  '.repeat(Number(fields.indent ?? 0))}• ${textOf(item)}`)
  }
  if (String(fields.type).startsWith('rich_text_')) return textOf(fields).split('\n')
  return leavesOf(fields).flatMap(linesOf)
}

/** All that is read in one line. */
function textOf(node: unknown): string {
  if (typeof node === 'string') return node
  if (Array.isArray(node)) return node.map(textOf).join('')
  if (typeof node !== 'object' || node === null) return ''
  const fields = node as Readonly<Record<string, unknown>>
  const text = leavesOf(fields).map(textOf).join('')
  // A tag is shown as a label of its own.
  return fields.type === 'tag' ? ` ${text} ` : text
}

/** Fields that readers do not see. */
const machinery = new Set([
  'type',
  'action_id',
  'block_id',
  'value',
  'metadata',
  'url',
  'style',
  'color',
  'language',
  'options',
])

function leavesOf(fields: Readonly<Record<string, unknown>>): unknown[] {
  // Where there are blocks, the text is only what notifications show.
  const isMessage = 'blocks' in fields
  return Object.entries(fields).flatMap(([name, value]) =>
    machinery.has(name) || (isMessage && name === 'text') ? [] : [value],
  )
}

function tableIn(lines: readonly string[]): string {
  const rows = cells.map((row) => lines.findIndex((line) => new RegExp(row.join('[^\\p{L}\\p{N}]+'), 'u').test(line)))
  if (rows.every((row) => row >= 0) && new Set(rows).size === rows.length) return 'kept'
  return cells.flat().every((cell) => lines.some((line) => line.includes(cell))) ? 'run together' : 'lost'
}

function nestingIn(lines: readonly string[]): string {
  const depth = (word: string) => lines.find((line) => line.includes(word))?.search(/\S/)
  const [shallow, deep] = [depth(outer), depth(inner)]
  if (shallow === undefined || deep === undefined) return 'lost'
  return deep > shallow ? 'kept' : 'flat'
}

/** Slack reads control sequences in `text` and in `mrkdwn`, and nowhere else. */
function callsEverybody(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(callsEverybody)
  if (typeof node !== 'object' || node === null) return false
  const { type, text, ...rest } = node as Readonly<Record<string, unknown>>
  const isRead = type === undefined || type === 'mrkdwn'
  if (typeof text === 'string' && isRead && text.includes(broadcast)) return true
  return type === 'broadcast' || callsEverybody(Object.values({ ...rest, text }))
}

function verdictOn(messages: Rendered): string {
  for (const message of messages) {
    const refusal = validateSlack('chat.postMessage', { channel: 'C0000000000', ...message })
    if (refusal) return `refuses: ${refusal.message}`.slice(0, 90)
  }
  return messages.length === 1 ? 'takes it' : `takes all ${messages.length}`
}
