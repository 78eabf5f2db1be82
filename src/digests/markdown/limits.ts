import type { Nodes, Root } from 'mdast'
import type { ProblemText } from '../../domain/problem.ts'
import type { CostlyPart, RunPart } from '../../i18n/en/problems-files.ts'
import { problemText } from '../../i18n/problems.ts'

/** Deeper than any text that can be read in a chat; Markdown parsers need seconds for hundreds of levels. */
const maxNesting = 20

/**
 * Characters without a blank line among them. Markdown parsers need time in proportion to the square of a paragraph; this
 * is ten times what a chat message holds.
 */
const maxRun = 16_000

/** Marks of Markdown among those: each may begin or end something, and parsers try them against each other. */
const [markup, maxMarks] = [/[*_~`|[\]<&\\]/g, 4_000]

/**
 * What takes longest to lay out for a chat, several times more than a daily digest needs: of 2,044 newsletters, the one
 * with most has 535 links and styles, and another 36 cells.
 */
const [maxStyled, maxCells] = [2_000, 6_000]
const styled: ReadonlySet<string> = new Set<Nodes['type']>([
  ...(['break', 'delete', 'emphasis', 'footnoteReference', 'html', 'image', 'imageReference'] as const),
  ...(['inlineCode', 'inlineMath', 'link', 'linkReference', 'strong'] as const),
])

/**
 * Paragraphs, headings, quotes and list items: a text of fewer characters for each holds no sentences, except where it has
 * few of them.
 */
const [fewBlocks, charactersPerBlock] = [2_000, 32]

/** Paragraphs in quotes, and footnotes: Markdown parsers need time in proportion to their number's square. */
const maxQuotes = 2_000

/** Blank lines: Markdown parsers need time for each of them, and no digest of 512 KB has as many for a reason. */
const maxBlanks = 20_000

/** Why a text is too costly to parse, and the line of the cause, from 1. */
type ExceededLimit = ProblemText & { readonly rule: string; readonly line: number }

/** Checks a text before it is parsed. Takes time in proportion to the text. */
export function findExceededLimit(text: string): ExceededLimit | undefined {
  const lines = text.split(/\r\n|\r|\n/)
  const deep = findDeepLine(lines)
  if (deep) return tooDeep(deep)
  const many = findManyBlocks(lines, Math.max(fewBlocks, Math.ceil(text.length / charactersPerBlock)))
  if (many) return tooMany('too-many-blocks', many.max, many.of, many.line)
  const idle = findIdleLines(lines)
  if (idle) return tooMany('too-many-pieces', idle.max, idle.of, idle.line)
  const long = findLongRun(lines)
  return long && { rule: 'too-long', ...problemText('long-run', long.max, long.of), line: long.line }
}

function tooDeep(line: number): ExceededLimit {
  return { rule: 'too-deep', ...problemText('too-deep', maxNesting), line }
}

function findManyBlocks(
  lines: readonly string[],
  maxBlocks: number,
): { line: number; max: number; of: CostlyPart } | undefined {
  let [blocks, quotes, before] = [0, 0, '']
  for (const [at, line] of lines.entries()) {
    const content = line.replace(/^[\s>]+/, '')
    const isStart = content !== '' && (before === '' || marker.test(content) || /^#{1,6}\s/.test(content))
    // `- - - x` begins three items, and each mark of a quote is a quote of its own to a parser.
    if (isStart) blocks += Math.max(1, markersIn(line))
    if (blocks > maxBlocks) return { line: at + 1, max: maxBlocks, of: 'blocks' }
    if (isStart && /^(?:[\s>]*>|\s*\[\^)/.test(line) && ++quotes > maxQuotes)
      return { line: at + 1, max: maxQuotes, of: 'quotes' }
    before = content
  }
  return undefined
}

/** The number of quotes and list items that a line is in or begins. */
function markersIn(line: string): number {
  let [count, rest] = [0, line.trimStart()]
  for (let found = marker.exec(rest)?.[0]; found !== undefined; found = marker.exec(rest)?.[0]) {
    count += 1
    rest = rest.slice(found.length).trimStart()
  }
  return count
}

/**
 * Counts blank lines and cells of tables. Cells are counted by their bars, up to twice the limit: a bar may be part of
 * the text.
 */
function findIdleLines(lines: readonly string[]): { line: number; max: number; of: CostlyPart } | undefined {
  let [blanks, cells, inTable] = [0, 0, false]
  for (const [at, line] of lines.entries()) {
    const content = line.replace(/^[\s>]+/, '')
    if (content === '' && ++blanks > maxBlanks) return { line: at + 1, max: maxBlanks, of: 'blanks' }
    inTable = content !== '' && (inTable || tableRule.test(content))
    if (inTable) cells += content.replace(/^\||\|\s*$/g, '').split('|').length
    if (cells > 2 * maxCells) return { line: at + 1, max: maxCells, of: 'cells' }
  }
  return undefined
}

function findLongRun(lines: readonly string[]): { line: number; max: number; of: RunPart } | undefined {
  let [start, run, marks, inTable] = [1, 0, 0, false]
  for (const [at, line] of lines.entries()) {
    const content = line.replace(/^[\s>]+/, '')
    inTable = content !== '' && (inTable || tableRule.test(content))
    // The rows of a table and the items of a list are read one by one.
    if (content === '' || inTable || marker.test(content))
      [start, run, marks] = [content === '' ? at + 2 : at + 1, 0, 0]
    // Leading blanks count if the line has more of them than a paragraph may have characters: they would be posted as
    // code.
    run += content !== '' && line.length > maxRun ? line.length : content.length
    marks += content.match(markup)?.length ?? 0
    if (run > maxRun) return { line: start, max: maxRun, of: 'characters' }
    if (marks > maxMarks) return { line: start, max: maxMarks, of: 'marks' }
  }
  return undefined
}

/** The delimiter row of a table. */
const tableRule = /^\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$/

/** A quote or list marker at the start of the rest of a line. */
const marker = /^(?:>|[-+*](?=\s|$)|\d{1,9}[.)](?=\s|$))/

/** A line such as `- - - -`, which draws a rule. */
const rule = /^[\s>]*([-*])(?:\s*\1){2,}\s*$/

function findDeepLine(lines: readonly string[]): number | undefined {
  // The column at which each open list or quote continues.
  let open: number[] = []
  for (const [at, line] of lines.entries()) {
    if (rule.test(line)) continue
    let column = 0
    let rest = line
    for (;;) {
      const blank = rest.length - rest.trimStart().length
      column += width(rest.slice(0, blank))
      rest = rest.slice(blank)
      const found = marker.exec(rest)?.[0]
      if (!found) break
      open = open.filter((continues) => continues <= column)
      column += found.length
      open.push(column)
      if (open.length > maxNesting) return at + 1
      rest = rest.slice(found.length)
    }
  }
  return undefined
}

function width(blank: string): number {
  return blank.replaceAll('\t', '    ').length
}

/** Checks a parsed text: styles can be nested without a marker at the start of a line, and cells be left empty. */
export function findCostlyNode(root: Root): ExceededLimit | undefined {
  const waiting: { node: Nodes; depth: number }[] = [{ node: root, depth: 0 }]
  let [pieces, cells] = [0, 0]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, depth } = next
    const line = node.position?.start.line ?? 1
    // A list and its item are one step each, and so are a paragraph and its text.
    if (depth > 3 * maxNesting) return tooDeep(line)
    pieces += styled.has(node.type) ? 1 : node.type === 'text' ? (node.value.match(emoji)?.length ?? 0) : 0
    if (pieces > maxStyled) return tooMany('too-many-pieces', maxStyled, 'pieces', line)
    cells += node.type === 'tableCell' ? 1 : 0
    if (cells > maxCells) return tooMany('too-many-pieces', maxCells, 'cells', line)
    if ('children' in node)
      for (const child of node.children.toReversed()) waiting.push({ node: child, depth: depth + 1 })
  }
  return undefined
}

const emoji = /\p{Extended_Pictographic}/gu

function tooMany(rule: string, max: number, of: CostlyPart, line: number): ExceededLimit {
  return { rule, ...problemText('too-many-parts', max, of), line }
}
