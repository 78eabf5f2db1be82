import type { ClientNode, StyleType } from './client-node.ts'

export interface Context {
  /** The text before it on its line. */
  readonly line: 'start' | 'blank' | 'text'
  readonly quoted: boolean
  readonly listDepth: number
  /** The words of a link: only styles, code, times and emoji; backslashes escape nothing and are shown. */
  readonly inLabel: boolean
  /** While the words of a link are checked, backslashes escape nothing either. */
  readonly checking: boolean
}

export interface FoundNode {
  readonly length: number
  readonly nodes: readonly ClientNode[]
}

/** The match of a pattern at the current position. */
export type TakeMatch = (pattern: RegExp) => RegExpExecArray | null
/** Parses the content of a node. */
export type ReadInside = (text: string, more?: Partial<Context>) => ClientNode[]

export function found(all: string, ...nodes: ClientNode[]): FoundNode {
  return { length: all.length, nodes }
}

export function fence(take: TakeMatch): FoundNode | undefined {
  const [all, value] = take(/```(?:[\w+.#-]*\n)?([\s\S]*?[^\n][\s\S]*?)```/y) ?? []
  return all && value !== undefined ? found(all, { type: 'fence', value: value.replace(/^\n+|\n+$/g, '') }) : undefined
}

/** The styles by their first character. If two styles begin at one position, the longer one counts. */
const styles: Readonly<Record<string, readonly (readonly [type: StyleType, pattern: RegExp])[]>> = {
  '*': [
    ['emphasis', /\*(?!\s)((?:\\[\s\S]|\*\*|[^*\\])+?)(?<!\s) {0,2}\*(?!\*)/y],
    ['strong', /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y],
  ],
  _: [
    ['emphasis', /_((?:\\[\s\S]|__|[^_\\])+?)_(?![a-zA-Z0-9_])/y],
    ['underline', /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y],
  ],
  '~': [['strike', /~~([\s\S]+?)~~(?!_)/y]],
  '|': [['spoiler', /\|\|([\s\S]+?)\|\|/y]],
}

/** `sign` is the character where `take` matches. */
export function styled(sign: string, take: TakeMatch, inside: ReadInside): FoundNode | undefined {
  let best: { type: StyleType; all: string; words: string } | undefined
  for (const [type, pattern] of styles[sign] ?? []) {
    const [all, words = ''] = take(pattern) ?? []
    if (all && all.length > (best?.all.length ?? 0)) best = { type, all, words }
  }
  return best && found(best.all, { type: best.type, children: inside(best.words) })
}

/** Characters that the client does not replace by an image of its own. */
const plainSigns = /^[™©®]\uFE0F?$/

/** Code, timestamps and emoji, which are also allowed among the words of a link. */
export function readSmallNode(take: TakeMatch): FoundNode | undefined {
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

export function readMention(take: TakeMatch): FoundNode | undefined {
  const [all, sign = '', id = ''] = take(/<(@!?|@&|#)(\d+)>/y) ?? []
  if (all) return found(all, { type: sign === '#' ? 'channel' : sign === '@&' ? 'role' : 'user', id })
  const [everyone] = take(/@(?:everyone|here)/y) ?? []
  return everyone ? found(everyone, { type: 'everyone', id: everyone }) : undefined
}

export function readAddress(take: TakeMatch): FoundNode | undefined {
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

export function isLinked(url: string): boolean {
  return URL.canParse(url) && /^(?:https?|discord):$/.test(new URL(url).protocol)
}
