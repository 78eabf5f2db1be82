import { truncate } from '../../domain/truncate.ts'
import type { Dialect } from '../../i18n/en/problems-digests.ts'
import { problemText } from '../../i18n/problems.ts'
import type { ParseContext } from './context.ts'
import { endsSentence, placeOfTag, stretchesOf } from './template-lines.ts'
import { expression, mdxValues, onlyExpression, shownBy } from './template-values.ts'

/** A tag of another program, apart from the text around it. */
interface Tag {
  readonly name: string
  readonly values: Readonly<Record<string, string>>
  /** Arguments without a name, in order. */
  readonly bare: readonly string[]
  /** Those of them in quotes. */
  readonly quoted: readonly string[]
}

const shortcode =
  /\{\{[<%](?!\/\*)-?\s*(\/?)\s*([\w./-]{1,60})([^"{}]{0,2000}(?:"[^"]{0,2000}"[^"{}]{0,2000}){0,40}?)\/?-?[>%]\}\}/
const liquid =
  /\{%-?\s*()([\w-]{1,40})\b([^"'%]{0,2000}(?:(?:"[^"]{0,2000}"|'[^'\n]{0,2000}')[^"'%]{0,2000}){0,40}?)-?%\}/
const component =
  /<(\/?)((?=[A-Z]\w{0,59}[a-z])[A-Z][\w.]{0,60})((?:\s+[\w:-]{1,60}(?:=(?:"[^"]{0,2000}"|'[^']{0,2000}'|\{(?:[^{}]|\{[^{}]{0,2000}\}){0,2000}\}))?){0,30})\s*\/?>/
const expressionComment = /\{\/\*[\s\S]{0,2000}?\*\/\}/
/** Inline code stays unchanged. */
const anyTag = new RegExp(
  `\`[^\`\\n]*\`|${[shortcode, liquid, component, expressionComment, expression].map(({ source }) => `(?:${source})`).join('|')}`,
  'g',
)

const moduleLine =
  /^(?:import\b[^\n]*\bfrom\s+['"][^\n]*['"]|import\s+['"][^\n]*['"]|export\s+(?:const|let|default)\b[^\n]*[^\s{([,]);?[ \t]*$/gm

/** Only MDX imports from the folders of Docusaurus, or a component. */
const componentImport =
  /^import\b[^\n]{0,200}\bfrom\s+['"](?:@(?:theme|site)\/|[^'"\n]{0,200}\.(?:astro|jsx|tsx|mdx|svelte|vue)['"])/m

/** Control statements of templates, which stay as written: they decide what readers get. */
const control = /^(?:if|elsif|elif|else|unless|for|case|when|capture|endif|endfor|endunless|endcase|endcapture)$/

/** Arguments with words for readers. */
const wordKeys = [
  'title',
  'summary',
  'heading',
  'label',
  'caption',
  'alt',
  'text',
  'content',
  'description',
  'message',
  'value',
]
const addressKeys = ['href', 'to', 'url', 'link']

/** The addresses of embedded films and posts, by the name of the tag. */
const places: Readonly<Record<string, (tag: Tag) => string>> = {
  youtube: (tag) => `https://www.youtube.com/watch?v=${idOf(tag)}`,
  vimeo: (tag) => `https://vimeo.com/${idOf(tag)}`,
  tweet: (tag) => `https://x.com/${tag.values.user ?? 'i'}/status/${tag.values.id ?? tag.bare.at(-1) ?? ''}`,
  twitter: (tag) => `https://x.com/${tag.values.user ?? 'i'}/status/${tag.values.id ?? tag.bare.at(-1) ?? ''}`,
  gist: ({ bare }) => `https://gist.github.com/${bare.join('/')}`,
  github: ({ bare }) => (/^https:/.test(bare[0] ?? '') ? (bare[0] ?? '') : `https://github.com/${bare[0] ?? ''}`),
  embed: ({ bare, values }) => bare[0] ?? values.url ?? values.src ?? '',
}

/**
 * Text with the tags of Hugo, Liquid and MDX in Markdown: pictures, links, films and code are what they stand for, a frame around a
 * text is its text, and what draws a part of a page is left out, with a warning. Lines keep their numbers. Code stays as it is.
 */
export function readTemplateTags(text: string, context: ParseContext): string {
  if (!/\{\{[<%]|\{%|\{\/\*|<[A-Z]|^import |^export /m.test(text)) return text
  const reader: Reader = {
    context,
    open: [],
    depth: 0,
    reported: new Set(),
    closed: new Set([...text.matchAll(closing)].map(([, hugo, liquid, mdx]) => hugo ?? liquid ?? `<${mdx}`)),
    values: mdxValues(text),
    isMdx: /<[A-Z][\w.]{0,60}(?:\s[^<>]{0,2000})?\/>|<\/[A-Z]/.test(text) || componentImport.test(text),
  }
  let line = 1
  const read = stretchesOf(text).map(({ lines, isText }) => {
    const own = lines.join('\n')
    const result = isText ? replaceTags(own, line, reader) : own
    line += lines.length
    return result
  })
  return read.join('\n')
}

interface Reader {
  /** What the front matter and constants name. */
  readonly values: ReadonlyMap<string, string>
  readonly context: ParseContext
  /** The text that each open tag ends with. */
  readonly open: string[]
  /** The names of tags that are closed somewhere, those of MDX behind a bracket. */
  readonly closed: ReadonlySet<string>
  readonly isMdx: boolean
  /** How many components are open. */
  depth: number
  /** The tags that have been left out. */
  readonly reported: Set<string>
}

const closing = /\{\{[<%]-?\s*\/\s*([\w./-]{1,60})|\{%-?\s*end([\w-]{1,40})|<\/([A-Z][\w.]{0,60})/g

function replaceTags(given: string, line: number, reader: Reader): string {
  const text = reader.isMdx ? outdent(given, reader).replace(moduleLine, (found) => `{/*${found}*/}`) : given
  return text.replace(anyTag, (found: string, ...groups) => {
    const offset = groups.at(-2) as number
    const isExpression = onlyExpression.test(found)
    if (isExpression && reader.isMdx) return showExpression(found, text, offset, line, reader)
    const result = found.startsWith('`') || isExpression ? found : wordsFor(found, reader)
    if (result === undefined && !found.startsWith('{/*') && !isAlone(text, offset, offset + found.length)) return found
    const dialect = dialectOf(found)
    // Comments and imports of MDX have nothing for readers.
    const kind = found.startsWith('{/*') ? dialect : found
    if (result === undefined && !reader.reported.has(kind)) {
      reader.reported.add(kind)
      const short = truncate(found.replace(/^\{\/\*|\*\/\}$/g, ''), 40)
      const place = { ...placeOfTag(text, offset, line), column: 1 }
      reader.context.warn('template-tag', problemText('template-left-out', short, dialect), place)
    }
    return (result ?? '') + '\n'.repeat(found.split('\n').length - 1)
  })
}

/** What an expression of MDX shows. */
function showExpression(found: string, text: string, offset: number, line: number, reader: Reader): string {
  const value = shownBy(found, reader.values)
  const unknown = problemText('template-unknown', found, 'mdx')
  if (value === undefined) reader.context.error('template-tag', unknown, placeOfTag(text, offset, line))
  return value ?? found
}

/** How far is looked for words beside a tag, in characters. */
const besideMax = 200

/** Whether a tag stands alone or behind the last sentence: in a sentence it may be the subject of the text. */
function isAlone(text: string, start: number, end: number): boolean {
  const before =
    text
      .slice(Math.max(0, start - besideMax), start)
      .split('\n')
      .at(-1) ?? ''
  const [after = '', next = ''] = text.slice(end, end + besideMax).split('\n')
  const isBehind = endsSentence.test(before) && `${after}${next}`.trim() === ''
  return isBehind || !/[\p{L}\p{N}]/u.test(`${before} ${after}`.replace(anyTag, ''))
}

/** Removes the indent of lines inside components, which Markdown would take for code. */
function outdent(text: string, reader: Reader): string {
  const lines = text.split('\n').map((line) => {
    const depth = reader.depth
    for (const [tag, slash] of line.matchAll(componentTag)) {
      const [, name = ''] = /([A-Z][\w.]*)/.exec(tag) ?? []
      if (slash) reader.depth = Math.max(0, reader.depth - 1)
      else if (!tag.endsWith('/>') && reader.closed.has(`<${name}`)) reader.depth += 1
    }
    // Nested list items keep their indent.
    const blanks = (/^\s*(?:[-*+]|\d+\.)\s/.test(line) ? 2 : 4) * Math.min(depth, depthMax)
    return line.slice(0, blanks).trimStart() + line.slice(blanks)
  })
  return lines.join('\n')
}

const componentTag = /<(\/?)[A-Z][\w.]{0,60}[^<>]{0,500}>/g

/** Deeper components indent their lines no further. */
const depthMax = 4

function dialectOf(found: string): Dialect {
  return found.startsWith('{{') ? 'hugo' : found.startsWith('{%') ? 'liquid' : 'mdx'
}

/** The content of a tag for readers; undefined if it has none. */
function wordsFor(found: string, { open, closed }: Reader): string | undefined {
  if (found.startsWith('{/*')) return undefined
  const dialect = dialectOf(found)
  const [, slash, called = '', args = ''] =
    { hugo: shortcode, liquid, mdx: component, template: component }[dialect].exec(found) ?? []
  if (dialect === 'liquid' && control.test(called)) return found
  if (slash || (dialect === 'liquid' && called.startsWith('end'))) return open.pop() ?? ''
  const tag: Tag = { name: called.toLowerCase(), ...valuesOf(args) }
  const { values, bare, quoted, name } = tag
  const isPaired = !/\/\s*[>%]?\}?\}?>?$/.test(found) && closed.has(dialect === 'mdx' ? `<${called}` : called)
  // `Vec<String>` and `Dear <Name>` are not tags.
  if (dialect === 'mdx' && !isPaired && !/\/>$/.test(found)) return found
  const spoken = quoted.filter((each) => /\p{L}\s+\S/u.test(each) && !/\.[a-z]{2,5}$/i.test(each))
  const written = [...wordKeys.flatMap((key) => (values[key]?.trim() ? [values[key]] : [])), ...spoken]
  const [words = '', ...more] = [...new Set(written)]
  const [address] = addressKeys.flatMap((key) => (values[key]?.trim() ? [values[key]] : []))
  if (name === 'highlight' && isPaired) {
    open.push('```')
    return `\`\`\`${bare[0] ?? ''}`
  }
  const film = places[name]?.(tag) ?? ''
  if (/^https:\/\/[^\s/]+\/\S*[^/=\s]$/.test(film)) return words ? `[${words}](${film})` : film
  if (isPaired) {
    // `{{< details "More" >}}`, and not `{{< hint "info" >}}`.
    const title = words || (quoted.find((each) => /[\p{Lu}\p{Lo}]|\s/u.test(each)) ?? '')
    const isLink = address !== undefined && title === ''
    open.push(isLink ? `](${address})` : '')
    if (isLink) return '['
    return title && `${withMore(address ? `[**${title}**](${address})` : `**${title}**`, more)} `
  }
  const src = values.src ?? bare.find((each) => /\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(each))
  if (src && /\.(?:png|jpe?g|gif|webp|avif|svg)(?:[?#]|$)|^https:/i.test(src)) {
    const shown = values.alt?.trim() || words
    const others = [...new Set(written)].filter((each) => each !== shown)
    return withMore(`![${shown}](${src})`, others.map(asCaption))
  }
  const place = bare.find((each) => /^https:\/\/\S+$/.test(each)) ?? ''
  return withMore(address && words ? `[${words}](${address})` : words || place, more) || undefined
}

/** On the same line: lines keep their numbers. */
function withMore(start: string, more: readonly string[]): string {
  return [start, ...more].join(' ')
}

/** In italics: beside other words, a picture would be a link in a sentence. */
function asCaption(words: string): string {
  return /[*_`[\]]/.test(words) ? words : `*${words}*`
}

function valuesOf(args: string): Pick<Tag, 'values' | 'bare' | 'quoted'> {
  const values: Record<string, string> = {}
  const bare: string[] = []
  const quoted: string[] = []
  for (const [, key, double, single, braced, plain] of args.matchAll(
    /(?:([\w-]{1,60})\s*(?:=|:(?=\s*["'\w{]))\s*)?(?:"([^"]*)"|'([^']*)'|\{([^{}]*)\}|([^\s"'{}=]+))/g,
  )) {
    const value = double ?? single ?? braced?.replace(/^\s*["'`]|["'`]\s*$/g, '') ?? plain ?? ''
    if (key) values[key.toLowerCase()] = value
    else {
      bare.push(value)
      if (double !== undefined || single !== undefined) quoted.push(value)
    }
  }
  return { values, bare, quoted }
}

function idOf({ values, bare }: Tag): string {
  return values.id ?? values.videoid ?? bare[0] ?? ''
}
