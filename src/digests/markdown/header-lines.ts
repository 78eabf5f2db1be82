import type { RootContent } from 'mdast'
import type { ParseContext } from './context.ts'
import type { FrontMatterEntry } from './front-matter-entries.ts'

/** Keys with a value at the top of a text that has no front matter, and the node that they were. */
export interface HeaderLines {
  readonly node: RootContent
  readonly entries: readonly FrontMatterEntry[]
}

const field = /^(\p{L}[\p{L}\p{N} _-]{0,30}?)[ \t]*(?:::?[ \t]+|：[ \t]*)(\S.*)$/u

/** Other names for keys of the front matter. */
const names: Readonly<Record<string, string>> = {
  subject: 'title',
  betreff: 'title',
  objet: 'title',
  asunto: 'title',
  assunto: 'title',
  oggetto: 'title',
  件名: 'title',
  제목: 'title',
  标题: 'title',
  主题: 'title',
  from: 'author',
  by: 'author',
  作者: 'author',
  发件人: 'author',
  日期: 'date',
  日付: 'date',
  날짜: 'date',
  data: 'date',
  fecha: 'date',
  datum: 'date',
  sent: 'date',
  keywords: 'tags',
  标签: 'tags',
}

/** Properties that note-taking programs write below a title. Other lines with a colon are text of the author. */
const properties =
  /^(?:created(?: (?:by|time|at))?|(?:last )?(?:edited|updated|modified)(?: (?:by|time|at))?|status|tags?|date|authors?|published(?: on| at)?|publish date|url|slug|type|owner|category|categories)$/i

/**
 * The lines before a text that give its title, author or date: MultiMarkdown's `Title: …`, the headers of an e-mail,
 * Pandoc's `% Title`, front matter without its first fence, and the properties that Notion writes below the title.
 */
export function findHeaderLines(nodes: readonly RootContent[], context: ParseContext): HeaderLines | undefined {
  const [first, second, ...others] = nodes
  if (!first || !second) return undefined
  if (first.type === 'heading' && first.depth === 1 && others.length > 0) {
    const entries = second.type === 'paragraph' ? readFields(second, context) : undefined
    if (!entries || entries.length < 2 || !entries.every(({ key }) => properties.test(key))) return undefined
    return { node: second, entries: entries.map(named) }
  }
  if (first.type !== 'paragraph' && first.type !== 'heading') return undefined
  const entries = readPercents(first, context) ?? readFields(first, context)?.map(named)
  return entries?.some(({ key }) => key === 'title') ? { node: first, entries } : undefined
}

/** The lines of a node as keys with values, if all of them are such. */
function readFields(node: RootContent, context: ParseContext): FrontMatterEntry[] | undefined {
  const entries: FrontMatterEntry[] = []
  for (const { line, words } of linesOf(node, context)) {
    const [, key, value] = field.exec(words) ?? []
    const last = entries.at(-1)
    if (key !== undefined && value !== undefined)
      entries.push(entry(key, value.trim().replace(/^\[\[([^[\]]+)\]\]$/, '$1'), line, words.indexOf(value) + 1))
    else if (last && /^[ \t]+\S/.test(words)) entries.splice(-1, 1, { ...last, value: `${last.value} ${words.trim()}` })
    else return undefined
  }
  return entries
}

/** Pandoc's lines of a title, authors and a date. */
function readPercents(node: RootContent, context: ParseContext): FrontMatterEntry[] | undefined {
  const lines = linesOf(node, context)
  if (lines.length > 3 || !lines.every(({ words }) => /^% .*[^.!?]$/.test(words))) return undefined
  return lines.map(({ line, words }, at) =>
    entry(['title', 'author', 'date'][at] ?? '', words.slice(2).trim(), line, 3),
  )
}

/** The lines of a node as they are written, without the one below that makes them a heading. */
function linesOf({ type, position }: RootContent, { lines }: ParseContext): { line: number; words: string }[] {
  const { start, end } = position ?? {}
  if (!start || !end || (type === 'heading' && start.line === end.line)) return []
  const last = type === 'heading' ? end.line - 1 : end.line
  return lines.slice(start.line - 1, last).map((words, at) => ({ line: start.line + at, words: words.trimEnd() }))
}

function entry(key: string, value: string, line: number, column: number): FrontMatterEntry {
  return { key, value, keyAt: { line, column: 1 }, valueAt: { line, column } }
}

/** An entry by the name that it has in front matter. The address of a sender is not for readers. */
function named({ key, value, ...place }: FrontMatterEntry): FrontMatterEntry {
  const name = key.toLowerCase()
  const own = names[name] ?? name
  if (own !== 'author') return { key: own, value, ...place }
  const bare = String(value)
    .replace(/\s*<?[^<>\s]+@[^<>\s]+>?/g, '')
    .replace(/^"(.*)"$/, '$1')
  return bare === '' ? { key: name, value: '', ...place } : { key: own, value: bare, ...place }
}
