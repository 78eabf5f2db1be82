import type { Literal, RootContent } from 'mdast'
import { parse as parseToml, TomlError } from 'smol-toml'
import { type Document, isMap, isNode, isScalar, LineCounter, type Pair, parseDocument } from 'yaml'
import type { Position } from '../../domain/digest-repository.ts'
import { problemText } from '../../i18n/problems.ts'
import type { ParseContext } from './context.ts'
import { quoteAmbiguousValues, quotedLine, unclosedLine } from './yaml-traps.ts'

/** A key of the front matter with its value, as plain data. */
export interface FrontMatterEntry {
  readonly key: string
  readonly value: unknown
  /** The value as it is written, where it is a word without quotes. */
  readonly source?: string
  readonly keyAt: Position
  readonly valueAt: Position
}

/** YAML between lines of `---`, or TOML between lines of `+++`. */
export interface FrontMatterNode extends Literal {
  readonly type: 'yaml' | 'toml'
}

/** The front matter of a file, if it begins with any. */
export function findFrontMatter(nodes: readonly RootContent[]): FrontMatterNode | undefined {
  const [first] = nodes as readonly (RootContent | FrontMatterNode)[]
  return first?.type === 'yaml' || first?.type === 'toml' ? first : undefined
}

/** The front matter of Hugo in JSON, which to Markdown is text, and the text with blank lines in its place. */
export function takeJsonMatter(text: string): { text: string; matter?: FrontMatterNode } {
  const [value = ''] = /^\{\n[\s\S]*?\n\}(?=[ \t]*(?:\n|$))/.exec(text) ?? []
  if (!isJson(value)) return { text }
  const lines = value.split('\n').length
  const end = { line: lines, column: 2, offset: value.length }
  // JSON is YAML, whose first line is the one below a fence.
  const matter: FrontMatterNode = {
    type: 'yaml',
    value,
    position: { start: { line: 0, column: 1, offset: 0 }, end },
  }
  return { text: '\n'.repeat(lines - 1) + text.slice(value.length), matter }
}

function isJson(text: string): boolean {
  try {
    return text !== '' && typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

/** All keys of the front matter; undefined, with a problem, if it cannot be parsed. `known` are the keys with a meaning. */
export function readEntries(
  node: FrontMatterNode,
  known: readonly string[],
  context: ParseContext,
): FrontMatterEntry[] | undefined {
  // It begins on the line below the fence.
  const firstLine = (node.position?.start.line ?? 1) + 1
  return node.type === 'toml'
    ? readToml(node.value, firstLine, context)
    : readYaml(node.value, firstLine, known, context)
}

function readYaml(
  text: string,
  firstLine: number,
  known: readonly string[],
  context: ParseContext,
): FrontMatterEntry[] | undefined {
  const yaml = quoteAmbiguousValues(text, known, firstLine, context)
  const counter = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: counter })
  const place = (offset = 0): Position => {
    const { line, col } = counter.linePos(offset)
    return { line: line + firstLine - 1, column: col }
  }
  const [broken] = document.errors
  if (broken) {
    const reason = broken.message.split(/ at line \d+|:\n/)[0]
    const lines = yaml.split('\n').slice(0, counter.linePos(broken.pos[0]).line)
    // The parser reports an unclosed quote at the end of the text.
    const open = broken.code === 'MISSING_CHAR' ? unclosedLine(lines) : undefined
    if (broken.code === 'DUPLICATE_KEY') {
      const key = /[^\s:]+/.exec(yaml.slice(broken.pos[0]))?.[0] ?? ''
      context.error('front-matter', problemText('front-matter-twice', key), place(broken.pos[0]))
      return undefined
    }
    const quoted = quotedLine(open ?? lines.at(-1) ?? '', known)
    context.error('front-matter', problemText('front-matter-yaml', reason ?? '', quoted ?? ''), place(broken.pos[0]))
    return undefined
  }
  if (document.contents === null) return []
  if (!isMap(document.contents)) {
    context.error('front-matter', problemText('front-matter-no-keys'), place())
    return undefined
  }
  return document.contents.items.map((pair) => yamlEntry(pair, document, place))
}

/** The maximum number of aliases: more would make a value much longer than its text. */
const maxAliases = 10

function yamlEntry({ key, value }: Pair, document: Document, place: (offset?: number) => Position): FrontMatterEntry {
  return {
    key: isScalar(key) ? String(key.value) : String(key),
    value: plainValue(value, document),
    ...(isScalar(value) && value.source !== undefined && value.type === 'PLAIN' && { source: value.source }),
    keyAt: place(isNode(key) ? key.range?.[0] : undefined),
    valueAt: place(isNode(value) ? value.range?.[0] : undefined),
  }
}

/** The value as in JSON. One with too many aliases is left as it is, and fits no key. */
function plainValue(value: unknown, document: Document): unknown {
  if (isScalar(value)) return value.value
  if (!isNode(value)) return value
  try {
    return value.toJS(document, { maxAliasCount: maxAliases })
  } catch {
    return value
  }
}

function readToml(toml: string, firstLine: number, context: ParseContext): FrontMatterEntry[] | undefined {
  try {
    const lines = toml.split('\n')
    const table = JSON.parse(JSON.stringify(parseToml(toml))) as Record<string, unknown>
    return Object.entries(table).map(([key, value]) => {
      const at = lines.findIndex((line) => /^\s*\[*["']?([^"'=.\]]+?)["']?\s*[=.\]]/.exec(line)?.[1] === key)
      const line = firstLine + Math.max(0, at)
      const column = (/^\s*[^=]+=\s*/.exec(lines[at] ?? '')?.[0].length ?? 0) + 1
      return { key, value, keyAt: { line, column: 1 }, valueAt: { line, column } }
    })
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [, reason = error.message] = /^Invalid TOML document: (.*)/.exec(error.message) ?? []
    const at = { line: firstLine + error.line - 1, column: Math.max(1, error.column) }
    context.error('front-matter', problemText('front-matter-toml', reason), at)
    return undefined
  }
}
