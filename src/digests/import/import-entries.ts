import type { BlockContent, Heading, RootContent } from 'mdast'
import type { Day } from '../../domain/day.ts'
import type { ProblemText } from '../../domain/problem.ts'
import { dayAt } from '../../domain/time-zone.ts'
import { problemText } from '../../i18n/problems.ts'
import { formatMarkdown } from '../markdown/write-blocks.ts'
import { importMarkdown, refusal } from './import-markdown.ts'
import type { Import, ImportOptions } from './import-page.ts'

/** An entry of a feed. */
export interface FeedItem {
  readonly title: string
  /** Its own page, if it names one. */
  readonly url?: string
  /** The longest of its texts, as HTML unless `isPlain`. */
  readonly content: string
  readonly isPlain: boolean
  /** In milliseconds since 1970. */
  readonly publishedAt?: number
}

/** From this length on the text of an entry is an issue of its own, in characters of HTML. */
const issueMin = 1_500

/** How many days are named where none fits. */
const daysNamed = 3

/**
 * The digest of a day in a feed. One entry of that day with a whole issue in it is read like a page; several, or short
 * ones, are one section each. The day is that in UTC.
 */
export async function importEntries(entries: readonly FeedItem[], options: ImportOptions): Promise<Import> {
  const dayOf = ({ publishedAt }: FeedItem): Day | undefined =>
    publishedAt === undefined ? undefined : dayAt(publishedAt, 'UTC')
  const chosen = entries.filter((entry) => dayOf(entry) === options.date)
  const [first, ...others] = chosen
  if (!first)
    return refusal('no-entry', whyNone([...new Set(entries.flatMap((entry) => dayOf(entry) ?? []))], options), options)
  const html = await import('./import-html.ts')
  if (others.length === 0 && !first.isPlain && first.content.length >= issueMin) {
    return html.importFragment(first.content, { title: first.title, ...(first.url && { url: first.url }) }, options)
  }
  const { featured, source } = options.vocabulary.headings
  const sections = chosen.flatMap((entry): RootContent[] => [
    { type: 'heading', depth: 3, children: [{ type: 'text', value: entry.title || 'Untitled' }] },
    ...(entry.isPlain ? plainBlocks(entry.content) : below(html.fragmentNodes(entry.content, entry.url), 3)),
    ...(entry.url ? [sourceLine(source[0] ?? 'Source', entry.title || entry.url, entry.url)] : []),
  ])
  const chapter: Heading = { type: 'heading', depth: 2, children: [{ type: 'text', value: featured[0] ?? 'Featured' }] }
  const reading = importMarkdown(formatMarkdown([chapter, ...sections]), {}, options)
  return { ...reading, problems: reading.problems.map((problem) => ({ ...problem, line: 1, column: 1 })) }
}

function whyNone(days: readonly Day[], { date }: ImportOptions): ProblemText {
  if (days.length === 0) return problemText('undated-feed')
  const latest = days.toSorted().toReversed().slice(0, daysNamed)
  return problemText('no-entry', date, latest)
}

function plainBlocks(text: string): BlockContent[] {
  return text
    .split(/\n\s*\n/)
    .filter((each) => each.trim() !== '')
    .map((value) => ({ type: 'paragraph', children: [{ type: 'text', value: value.trim() }] }))
}

/** Headings inside an entry go below its title. */
function below(nodes: readonly RootContent[], depth: number): RootContent[] {
  return nodes.map((node) =>
    node.type === 'heading' ? { ...node, depth: Math.min(6, node.depth + depth) as Heading['depth'] } : node,
  )
}

function sourceLine(label: string, title: string, url: string): RootContent {
  return {
    type: 'paragraph',
    children: [
      { type: 'text', value: `${label}: ` },
      { type: 'link', url, children: [{ type: 'text', value: title }] },
    ],
  }
}
