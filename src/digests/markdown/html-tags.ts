import { parseMarkdown } from './parse.ts'

/** A piece of HTML, as it is written. */
export type HtmlToken =
  | { readonly type: 'text'; readonly raw: string }
  | { readonly type: 'comment'; readonly raw: string }
  | HtmlTag

export interface HtmlTag {
  readonly type: 'open' | 'close'
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  /** Whether it is a void element, which has no content. */
  readonly isVoid: boolean
  readonly raw: string
}

const voidTags = new Set(['br', 'img', 'hr', 'input', 'source', 'wbr', 'meta', 'link', 'embed', 'col'])

const markup =
  /<!--[\s\S]*?(?:-->|$)|<!doctype[^>]*>|<!\[(?:if|endif)[^>]*>|<\?[\s\S]*?\?>|<(\/?)([A-Za-z][\w:-]*)((?:[\s/](?:"[^"]*"|'[^']*'|[^"'<>])*)?)>/gi

/** Cuts HTML into tags, comments and text. Takes time in proportion to the text. */
export function tokenizeHtml(html: string): HtmlToken[] {
  const tokens: HtmlToken[] = []
  let end = 0
  for (const found of html.matchAll(markup)) {
    const [raw, slash, name, rest = ''] = found
    if (found.index > end) tokens.push({ type: 'text', raw: html.slice(end, found.index) })
    end = found.index + raw.length
    if (name === undefined) {
      tokens.push({ type: 'comment', raw })
      continue
    }
    const tag = name.toLowerCase()
    const isVoid = voidTags.has(tag) || /\/\s*$/.test(rest)
    const type = slash ? 'close' : 'open'
    tokens.push({ type, tag, attributes: slash ? {} : attributesOf(rest), isVoid, raw })
  }
  if (end < html.length) tokens.push({ type: 'text', raw: html.slice(end) })
  return tokens
}

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [, name = '', double, single, bare] of text.matchAll(
    /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g,
  ))
    attributes[name.toLowerCase()] ??= decodeEntities(double ?? single ?? bare ?? '')
  return attributes
}

const entities: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', mdash: '—', ndash: '–', hellip: '…' },
  ...{ copy: '©', reg: '®', trade: '™', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bull: '•', middot: '·' },
  ...{ laquo: '«', raquo: '»', times: '×', rarr: '→', larr: '←', euro: '€', deg: '°', para: '¶', sect: '§' },
}

/** Text of HTML with its entities as characters; unknown names stay as they are. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,31}));/gi, (written, decimal, hex, name) => {
    if (name) return entities[String(name)] ?? namedCharacter(written)
    const code = Number.parseInt(decimal ?? hex, decimal ? 10 : 16)
    const isCharacter = code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    return isCharacter ? String.fromCodePoint(code) : written
  })
}

/** Resolves the rare entities: Markdown knows all 2,125 of them. */
function namedCharacter(entity: string): string {
  const [paragraph] = parseMarkdown(entity).children
  const [text] = paragraph?.type === 'paragraph' ? paragraph.children : []
  return text?.type === 'text' ? text.value : entity
}
