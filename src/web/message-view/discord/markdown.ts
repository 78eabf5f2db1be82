import { html } from 'hono/html'
import type { ClientNode } from '../../../formatters/discord/client-node.ts'
import { readMarkdown } from '../../../formatters/discord/read-markdown.ts'
import type { Html } from '../../html.ts'
import { linkTo, mention, type RenderContext } from '../context.ts'
import { stampTime } from './time.ts'

/** https://github.com/discord/discord-api-docs/issues/8501: beyond it the client shows `...` and nothing else. */
const nodesMax = 200

/** A message's text as Discord's client draws it; each paragraph has the direction of its first letters. */
export function markdown(text: string, context: RenderContext): Html {
  return html`${blocks(limited(readMarkdown(text), { left: nodesMax }), context)}`
}

/** Counts all nodes but plain text. */
function limited(nodes: readonly ClientNode[], room: { left: number }): ClientNode[] {
  const shown: ClientNode[] = []
  for (const node of nodes) {
    if (node.type !== 'text') room.left -= 1
    if (room.left < 0) return room.left === -1 ? [...shown, { type: 'text', value: '...' }] : shown
    if ('children' in node) shown.push({ ...node, children: limited(node.children, room) })
    else shown.push(node.type === 'list' ? { ...node, items: node.items.map((item) => limited(item, room)) } : node)
  }
  return shown
}

const blockTypes = ['heading', 'subtext', 'quote', 'list', 'fence']

/** Blocks stay as they are; the text between them becomes paragraphs. */
function blocks(nodes: readonly ClientNode[], context: RenderContext): Html[] {
  const out: Html[] = []
  for (let at = 0; at < nodes.length; ) {
    const end = nodes.findIndex((node, index) => index >= at && blockTypes.includes(node.type))
    const line = trimmed(nodes.slice(at, end < 0 ? undefined : end))
    if (line.length > 0) out.push(html`<p dir="auto">${inlines(line, context)}</p>`)
    const block = nodes[end]
    if (block) out.push(draw(block, context))
    at = end < 0 ? nodes.length : end + 1
  }
  return out
}

/** Without line breaks at the ends, because blocks have margins of their own. */
function trimmed(nodes: readonly ClientNode[]): ClientNode[] {
  const cut = nodes.map((node, at) => {
    if (node.type !== 'text') return node
    const value = at === 0 ? node.value.replace(/^\n+/, '') : node.value
    return { ...node, value: at === nodes.length - 1 ? value.trimEnd() : value }
  })
  return cut.filter((node) => node.type !== 'text' || node.value !== '')
}

function inlines(nodes: readonly ClientNode[], context: RenderContext): Html[] {
  return nodes.map((node) => draw(node, context))
}

function draw(node: ClientNode, context: RenderContext): Html {
  switch (node.type) {
    case 'text':
    case 'emoji':
      return html`${node.value}`
    case 'code':
      return html`<code>${node.value}</code>`
    case 'fence':
      return html`<pre tabindex="0"><code>${node.value}</code></pre>`
    case 'strong':
      return html`<strong>${inlines(node.children, context)}</strong>`
    case 'emphasis':
      return html`<em>${inlines(node.children, context)}</em>`
    case 'underline':
      return html`<u>${inlines(node.children, context)}</u>`
    case 'strike':
      return html`<s>${inlines(node.children, context)}</s>`
    case 'spoiler':
      return html`<span class="spoiler" tabindex="0">${inlines(node.children, context)}</span>`
    case 'link':
      return linkTo(context, node.url, html`${inlines(node.children, context)}`)
    case 'time':
      return time(node.seconds, node.style)
    case 'user':
      return mention(`@${context.userName(node.id)}`)
    case 'role':
      return mention(`@${context.groupName(node.id)}`)
    case 'channel':
      return channel(node.id, context)
    case 'everyone':
      return mention(node.id)
    case 'heading':
      return heading(node.level, inlines(node.children, context))
    case 'subtext':
      return html`<p dir="auto" class="subtext">${inlines(node.children, context)}</p>`
    case 'quote':
      return html`<blockquote dir="auto">${blocks(node.children, context)}</blockquote>`
    case 'list':
      return list(node, context)
  }
}

/** Headings of a message stand below those of the page: the channel's name is the third. */
function heading(level: number, words: Html[]): Html {
  if (level < 3) return html`<h4 dir="auto" class="level-${level}">${words}</h4>`
  return html`<h5 dir="auto" class="level-3">${words}</h5>`
}

function list({ start, items }: Extract<ClientNode, { type: 'list' }>, context: RenderContext): Html {
  const entries = items.map((item) => {
    const words = item.map((node, at) =>
      node.type === 'text' && blockTypes.includes(item[at + 1]?.type ?? '')
        ? { ...node, value: node.value.replace(/\n$/, '') }
        : node,
    )
    return html`<li>${inlines(words, context)}</li>`
  })
  return start === undefined
    ? html`<ul dir="auto">${entries}</ul>`
    : html`<ol dir="auto" start="${start}">${entries}</ol>`
}

function time(seconds: number, style: string): Html {
  const at = new Date(seconds * 1000)
  if (Number.isNaN(at.getTime())) return html`${`<t:${seconds}:${style}>`}`
  return html`<time class="stamp" datetime="${at.toISOString()}">${stampTime(at, style)}</time>`
}

function channel(id: string, context: RenderContext): Html {
  const [name, local] = [`# ${context.channelName(id)}`, context.local(`https://discord.com/channels/@me/${id}`)]
  return local ? html`<a class="mention" href="${local}" data-go>${name}</a>` : mention(name)
}
