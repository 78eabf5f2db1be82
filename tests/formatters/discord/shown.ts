import type { ClientNode } from '../../../src/formatters/discord/client-node.ts'
import { readMarkdown } from '../../../src/formatters/discord/read-markdown.ts'

/** What Discord's client makes of markdown: the words shown, where links lead, and markup that the bot never writes. */
export interface Shown {
  readonly text: string
  readonly links: string[]
  readonly stray: string[]
}

const stray = ['underline', 'spoiler', 'user', 'role', 'channel', 'everyone']

export function shown(content: string): Shown {
  const result: Shown = { text: '', links: [], stray: [] }
  return { ...result, text: textOf(readMarkdown(content), result) }
}

function textOf(nodes: readonly ClientNode[], result: Shown): string {
  return nodes.map((node) => nodeText(node, result)).join('')
}

function nodeText(node: ClientNode, result: Shown): string {
  if (stray.includes(node.type)) result.stray.push(node.type)
  if (node.type === 'link') result.links.push(node.url)
  if (node.type === 'list') return node.items.map((item) => `${textOf(item, result).replace(/^[☑☐] /, '')}\n`).join('')
  if (node.type === 'time') return ' '
  if ('value' in node) return node.type === 'fence' ? `${node.value}\n` : node.value
  if (!('children' in node)) return ''
  const isBlock = node.type === 'heading' || node.type === 'subtext' || node.type === 'quote'
  return `${textOf(node.children, result)}${isBlock ? '\n' : ''}`
}
