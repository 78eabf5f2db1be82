import { type ClientNode, shownText } from './client-node.ts'
import { readList } from './read-list.ts'
import {
  type Context,
  type FoundNode,
  fence,
  found,
  isLinked,
  type ReadInside,
  readAddress,
  readMention,
  readSmallNode,
  styled,
  type TakeMatch,
} from './read-rules.ts'

/** The client draws lists within lists to this depth. */
const listDepthMax = 11

/** The text of a message or of one text display. */
export function readMarkdown(text: string): ClientNode[] {
  return read(text, { line: 'start', quoted: false, listDepth: 0, inLabel: false, checking: false })
}

/** The words of a masked link; undefined where the client shows the link's source instead. */
function readLabel(label: string): ClientNode[] | undefined {
  const words = label.replace(removedInLabels, '')
  const context: Context = { line: 'text', quoted: false, listDepth: 0, inLabel: false, checking: true }
  if (serverInvite.test(words) || !isAllowed(read(plainScheme(words), context))) return undefined
  return read(words, { ...context, inLabel: true })
}

/** The client takes invisible characters and unusual blanks out of the words of a link. */
const removedInLabels = /[\p{Cf}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0]|\u034F|(?!\n)\p{Cc}|(?! )\p{Zs}/gu

const serverInvite = /discord(?:app)?\.(?:gg|com\/invite)\/\w/i

/** Characters that look like those of `http://`, which the client treats like them. */
function plainScheme(words: string): string {
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ː˸։׃∶꞉]/g, ':')
    .replace(/[⁄∕╱⧸]/g, '/')
    .replace(/[һհ]/g, 'h')
    .replace(/[ρр]/g, 'p')
    .replace(/ѕ/g, 's')
}

const inLinks = ['text', 'strong', 'emphasis', 'underline', 'strike', 'spoiler', 'time', 'heading', 'subtext', 'quote']

/** Whether the client accepts words in a link: visible ones without an address, a mention, a fence or an emoji. */
function isAllowed(nodes: readonly ClientNode[], emoji = false): boolean {
  const fits = (node: ClientNode): boolean => {
    if (node.type === 'code') return isAllowed(readMarkdown(node.value), true)
    if (node.type === 'list') return node.items.every((item) => item.every(fits))
    if (node.type === 'emoji') return emoji
    return inLinks.includes(node.type) && (!('children' in node) || node.children.every(fits))
  }
  return nodes.every(fits) && shownText(nodes).trim() !== ''
}

/** Counts nodes as the client does: everything but plain text. */
export function countNodes(text: string): number {
  const count = (nodes: readonly ClientNode[]): number =>
    nodes.reduce((sum, node) => {
      const inner = 'children' in node ? count(node.children) : node.type === 'list' ? count(node.items.flat()) : 0
      return sum + inner + (node.type === 'text' ? 0 : 1)
    }, 0)
  return count(readMarkdown(text))
}

function read(source: string, context: Context): ClientNode[] {
  const nodes: ClientNode[] = []
  let plain = ''
  const flush = (end: string) => {
    const value = (plain + end).replace(/ +(?=\n)/g, '')
    if (value !== '') nodes.push({ type: 'text', value })
    plain = ''
  }
  for (let at = 0; at < source.length; ) {
    special.lastIndex = at
    const next = special.exec(source)?.index ?? source.length
    plain += source.slice(at, next)
    at = next
    if (at === source.length) break
    const found = match(source, at, context)
    if (found?.nodes.every(({ type }) => type === 'text')) plain += shownText(found.nodes)
    else if (found) {
      flush('')
      nodes.push(...found.nodes)
    } else plain += source[at]
    at += found?.length ?? 1
  }
  flush('')
  return nodes
}

/**
 * What a rule may begin with; everything else is plain: letters other than those of an address, and digits within a word
 * that are neither a key (`1️⃣`) nor the number of an item.
 */
const special = /[\\¯`*_~|<[@:#>\-\u00A9-\uFFFF]|h(?=ttps?:)|s(?=team:)|(?<![a-zA-Z0-9])\d|\d(?=[\uFE0F\u20E3])/g

function match(source: string, at: number, context: Context): FoundNode | undefined {
  const inside = (text: string, more: Partial<Context> = {}) =>
    read(text, { ...context, line: lineAt(source, at, context), ...more })
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(source)
  }
  const { inLabel, checking } = context
  const sign = source[at] ?? ''
  const isDigit = sign >= '0' && sign <= '9'
  if (isDigit && !/[\uFE0F\u20E3]/.test(source[at + 1] ?? ''))
    return inLabel ? undefined : block(source, at, { ...context, line: lineAt(source, at, context) }, take, inside)
  if (!inLabel && !checking && (sign === '\\' || sign === '¯')) {
    const escaped = take(/\\([^A-Za-z0-9\s])|¯\\_\(ツ\)_\/¯/y)
    if (escaped) return found(escaped[0], { type: 'text', value: escaped[1] ?? escaped[0] })
  }
  return (
    (inLabel ? undefined : fence(take)) ??
    styled(sign, take, inside) ??
    readSmallNode(take) ??
    (inLabel ? undefined : (readMention(take) ?? readAddress(take) ?? masked(source, at, take))) ??
    (inLabel ? undefined : block(source, at, { ...context, line: lineAt(source, at, context) }, take, inside))
  )
}

/** Looks back to the first letter only, as a line may be long. */
function lineAt(source: string, at: number, context: Context): Context['line'] {
  let start = at
  while (start > 0 && source[start - 1] !== '\n') {
    if (source[start - 1]?.trim() !== '') return 'text'
    start -= 1
  }
  if (start === 0 && context.line !== 'start') return context.line
  return start === at ? 'start' : 'blank'
}

function masked(source: string, at: number, take: TakeMatch): FoundNode | undefined {
  // Searching for the end of unclosed words is slow.
  if (source[at] !== '[' || !source.includes('](', at)) return undefined
  const [all, label = '', target = ''] =
    take(
      /\[((?:\[[^\]]*\]|[^[\]]|\](?=[^[]*\]))*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\[^\n])*?)>?(?:\s+['"][\s\S]*?['"])?\s*\)/y,
    ) ?? []
  if (!all) return undefined
  const url = target.replace(/\\([^a-zA-Z0-9\s])/g, '$1')
  const children = isLinked(url) ? readLabel(label) : undefined
  return found(all, children ? { type: 'link', url, children } : { type: 'text', value: all })
}

/** Headings, subtext, quotes and lists: they begin a line, or a style that does. */
function block(
  source: string,
  at: number,
  context: Context,
  take: TakeMatch,
  inside: ReadInside,
): FoundNode | undefined {
  const { line, quoted, listDepth } = context
  if (line === 'text') return undefined
  if (line === 'start') {
    const [small, words = ''] = take(/-# +(?!-#)([^\n]+)\n?/y) ?? []
    if (small) return found(small, { type: 'subtext', children: inside(words.trimEnd()) })
    const [all, marks = '', title = ''] = listDepth > 0 ? [] : (take(/(#{1,3})\s+(?!#)([^\n]+)\n?/y) ?? [])
    const children = () => inside(title.trimEnd().replace(/#+$/, '').trimEnd())
    if (all) return found(all, { type: 'heading', level: marks.length, children: children() })
  }
  const [quote] = quoted ? [] : (take(/>>> [\s\S]*|(?:> [^\n]*(?:\n|$))+/y) ?? [])
  if (quote) {
    const words = quote.startsWith('>>>') ? quote.slice(4) : quote.replace(/^> /gm, '').replace(/\n$/, '')
    return found(quote, { type: 'quote', children: inside(words, { quoted: true }) })
  }
  const list = listDepth < listDepthMax ? readList(source, at) : undefined
  if (!list) return undefined
  const items = list.items.map((text) => inside(text, { line: 'start', listDepth: listDepth + 1 }))
  return {
    length: list.length,
    nodes: [{ type: 'list', ...(list.start !== undefined && { start: list.start }), items }],
  }
}
