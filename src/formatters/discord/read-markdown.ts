import { readList } from './read-list.ts'

/**
 * Markdown as Discord's desktop client reads it: https://support.discord.com/hc/en-us/articles/210298617, and where
 * that says nothing, the behaviour that https://github.com/LyricLy/parse-discord found by trying the client.
 */
export type ClientNode =
  | { readonly type: 'text' | 'emoji' | 'code'; readonly value: string }
  | { readonly type: 'fence'; readonly value: string }
  | { readonly type: StyleType; readonly children: readonly ClientNode[] }
  | { readonly type: 'link'; readonly url: string; readonly children: readonly ClientNode[] }
  | { readonly type: 'time'; readonly seconds: number; readonly style: string }
  | { readonly type: 'user' | 'role' | 'channel' | 'everyone'; readonly id: string }
  | { readonly type: 'heading'; readonly level: number; readonly children: readonly ClientNode[] }
  | { readonly type: 'subtext' | 'quote'; readonly children: readonly ClientNode[] }
  | { readonly type: 'list'; readonly start?: number; readonly items: readonly (readonly ClientNode[])[] }

type StyleType = 'strong' | 'emphasis' | 'underline' | 'strike' | 'spoiler'

interface Context {
  /** What stands before it on its line. */
  readonly line: 'start' | 'blank' | 'text'
  readonly quoted: boolean
  readonly listDepth: number
  /** The words of a link: only styles, code, times and emoji; backslashes escape nothing and are shown. */
  readonly inLabel: boolean
  /** While the words of a link are checked, backslashes escape nothing either. */
  readonly checking: boolean
}

interface Found {
  readonly length: number
  readonly nodes: readonly ClientNode[]
}

/** The client draws lists within lists to this depth. */
const listDepthMax = 11

/** The text of a message or of one text display. */
export function readMarkdown(text: string): ClientNode[] {
  return read(text, { line: 'start', quoted: false, listDepth: 0, inLabel: false, checking: false })
}

/** The words of a masked link; undefined where the client shows the link's source instead. */
export function readLabel(label: string): ClientNode[] | undefined {
  const words = label.replace(removedInLabels, '')
  const context: Context = { line: 'text', quoted: false, listDepth: 0, inLabel: false, checking: true }
  if (serverInvite.test(words) || !isAllowed(read(plainScheme(words), context))) return undefined
  return read(words, { ...context, inLabel: true })
}

/** The client takes invisible characters and unusual blanks out of the words of a link. */
const removedInLabels = /[\p{Cf}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0]|\u034F|(?!\n)\p{Cc}|(?! )\p{Zs}/gu

const serverInvite = /discord(?:app)?\.(?:gg|com\/invite)\/\w/i

/** Letters that look like those of `http://`, as these. */
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

/** Whether words may stand in a link: no address, mention, fence or emoji in them, and something to see. */
function isAllowed(nodes: readonly ClientNode[], emoji = false): boolean {
  const fits = (node: ClientNode): boolean => {
    if (node.type === 'code') return isAllowed(readMarkdown(node.value), true)
    // The client does not look into lists.
    if (node.type === 'list' || (node.type === 'emoji' && emoji)) return true
    return inLinks.includes(node.type) && (!('children' in node) || node.children.every(fits))
  }
  return nodes.every(fits) && shownText(nodes).trim() !== ''
}

/** The words that are seen. */
export function shownText(nodes: readonly ClientNode[]): string {
  const shown = (node: ClientNode) => {
    if ('value' in node) return node.value
    if ('children' in node) return shownText(node.children)
    if (node.type === 'list') return node.items.map(shownText).join('\n')
    return node.type === 'time' ? `<t:${node.seconds}>` : node.id
  }
  return nodes.map(shown).join('')
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
    const found = special.test(source[at] ?? '') ? match(source, at, context) : undefined
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

/** What a rule may begin with; everything else is plain. */
const special = /[\\¯`*_~|<[@:#>\-\dhs\u00A9-\uFFFF]/

function match(source: string, at: number, context: Context): Found | undefined {
  const line = lineAt(source, at, context)
  const inside = (text: string, more: Partial<Context> = {}) => read(text, { ...context, line, ...more })
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(source)
  }
  const { inLabel, checking } = context
  if (!inLabel && !checking) {
    const escaped = take(/\\([^A-Za-z0-9\s])|¯\\_\(ツ\)_\/¯/y)
    if (escaped) return found(escaped[0], { type: 'text', value: escaped[1] ?? escaped[0] })
  }
  return (
    (inLabel ? undefined : fence(take)) ??
    styled(take, inside) ??
    small(take) ??
    (inLabel ? undefined : (mention(take) ?? address(take) ?? masked(source, at, take))) ??
    (inLabel || line === 'text' ? undefined : block(source, at, { ...context, line }, take, inside))
  )
}

type Take = (pattern: RegExp) => RegExpExecArray | null
type Inside = (text: string, more?: Partial<Context>) => ClientNode[]

function found(all: string, ...nodes: ClientNode[]): Found {
  return { length: all.length, nodes }
}

function lineAt(source: string, at: number, context: Context): Context['line'] {
  const before = source.slice(source.lastIndexOf('\n', at - 1) + 1, at)
  const isFirst = !source.slice(0, at).includes('\n')
  if (before.trim() !== '' || (isFirst && context.line === 'text')) return 'text'
  return before === '' && !(isFirst && context.line === 'blank') ? 'start' : 'blank'
}

function fence(take: Take): Found | undefined {
  const [all, value] = take(/```(?:[\w+.#-]*\n)?([\s\S]*?[^\n][\s\S]*?)```/y) ?? []
  return all && value !== undefined ? found(all, { type: 'fence', value: value.replace(/^\n+|\n+$/g, '') }) : undefined
}

/** Of two styles that begin at one place the longer one counts. */
const stylePairs: readonly (readonly [type: StyleType, pattern: RegExp])[][] = [
  [
    ['emphasis', /\*(?!\s)((?:\\[\s\S]|\*\*|[^*\\])+?)(?<!\s) {0,2}\*(?!\*)/y],
    ['strong', /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y],
  ],
  [
    ['emphasis', /_((?:\\[\s\S]|__|[^_\\])+?)_(?![a-zA-Z0-9_])/y],
    ['underline', /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y],
  ],
  [['strike', /~~([\s\S]+?)~~(?!_)/y]],
  [['spoiler', /\|\|([\s\S]+?)\|\|/y]],
]

function styled(take: Take, inside: Inside): Found | undefined {
  for (const pair of stylePairs) {
    const matches = pair.flatMap(([type, pattern]) => {
      const [all, words = ''] = take(pattern) ?? []
      return all ? [{ type, all, words }] : []
    })
    const [first, second] = matches
    const best = second && first && second.all.length > first.all.length ? second : first
    if (best) return found(best.all, { type: best.type, children: inside(best.words) })
  }
  return undefined
}

/** Signs that the client does not replace by an image of its own. */
const plainSigns = /^[™©®]\uFE0F?$/

/** Code, times and emoji: what may stand among the words of a link, too. */
function small(take: Take): Found | undefined {
  const [code, , value = ''] = take(/(`+)([\s\S]+?)(?<!`)\1(?!`)/y) ?? []
  if (code) return found(code, { type: 'code', value: value.replace(/^ (?= *`)|(?<=` *) $/g, '') })
  const [time, seconds, style = 'f'] = take(/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y) ?? []
  if (time) return found(time, { type: 'time', seconds: Number(seconds), style })
  const [emoji] = take(emojiPattern) ?? []
  return emoji && !plainSigns.test(emoji) ? found(emoji, { type: 'emoji', value: emoji }) : undefined
}

/** A custom emoji, or any sign that Unicode has a picture for: more than the client's own list, which is not public. */
export const emojiPattern =
  /<a?:\w+:\d+>|[0-9#*]\uFE0F?\u20E3|\p{RI}{2}|\p{RGI_Emoji}|(?![0-9#*])\p{Extended_Pictographic}\uFE0F?/vy

function mention(take: Take): Found | undefined {
  const [all, sign = '', id = ''] = take(/<(@!?|@&|#)(\d+)>/y) ?? []
  if (all) return found(all, { type: sign === '#' ? 'channel' : sign === '@&' ? 'role' : 'user', id })
  const [everyone] = take(/@(?:everyone|here)/y) ?? []
  return everyone ? found(everyone, { type: 'everyone', id: everyone }) : undefined
}

function address(take: Take): Found | undefined {
  const [angled, inside = ''] = take(/<([^: >]+:\/[^ >]+)>/y) ?? []
  if (angled) return found(angled, isLinked(inside) ? bareLink(inside) : { type: 'text', value: inside })
  const [all = ''] = take(/(?:https?|steam):\/\/[^\s<]+[^<.,:;"'\]\s]/y) ?? []
  if (!all) return undefined
  const closing = /\)*$/.exec(all)?.[0].length ?? 0
  const url = closing > all.split('(').length - 1 ? all.slice(0, -1) : all
  return found(url, isLinked(url) ? bareLink(url) : { type: 'text', value: url })
}

function bareLink(url: string): ClientNode {
  return { type: 'link', url, children: [{ type: 'text', value: url }] }
}

function isLinked(url: string): boolean {
  return URL.canParse(url) && /^(?:https?|discord):$/.test(new URL(url).protocol)
}

function masked(source: string, at: number, take: Take): Found | undefined {
  // Looking for the end of words that have none is slow.
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
function block(source: string, at: number, context: Context, take: Take, inside: Inside): Found | undefined {
  const { line, quoted, listDepth } = context
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
