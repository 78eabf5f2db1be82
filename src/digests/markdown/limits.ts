import type { Nodes, Root } from 'mdast'

/** Deeper than any text that can be read in a chat; Markdown parsers need seconds for hundreds of levels. */
const maxNesting = 20

/**
 * Characters without a blank line among them. Markdown parsers need time in proportion to the square of a paragraph; this
 * is ten times what a chat message holds.
 */
const maxRun = 16_000

/**
 * Paragraphs, headings, quotes and list items: a text of fewer characters for each holds no sentences, except where it has
 * few of them.
 */
const [fewBlocks, charactersPerBlock] = [2_000, 32]

/** Paragraphs in quotes, and footnotes: Markdown parsers need time in proportion to their number's square. */
const maxQuotes = 2_000

/** Why a text is too costly to parse, and the line of the cause, from 1. */
export interface ExceededLimit {
  readonly rule: string
  readonly message: string
  readonly line: number
}

/** Checks a text before it is parsed. Takes time in proportion to the text. */
export function findExceededLimit(text: string): ExceededLimit | undefined {
  const lines = text.split('\n')
  const deep = findDeepLine(lines)
  if (deep) return tooDeep(deep)
  const many = findManyBlocks(lines, Math.max(fewBlocks, Math.ceil(text.length / charactersPerBlock)))
  if (many) {
    const message = `There are more than ${many.max} ${many.of} in this file up to here; a digest may have no more.`
    return { rule: 'too-many-blocks', message, line: many.line }
  }
  const long = findLongRun(lines)
  const message = `There are more than ${maxRun} characters from here on without a blank line between them.`
  return long ? { rule: 'too-long', message, line: long } : undefined
}

function tooDeep(line: number): ExceededLimit {
  const message = `Lists, quotes or styles are nested more than ${maxNesting} deep in this line; write it flatter.`
  return { rule: 'too-deep', message, line }
}

function findManyBlocks(
  lines: readonly string[],
  maxBlocks: number,
): { line: number; max: number; of: string } | undefined {
  let [blocks, quotes, before] = [0, 0, '']
  for (const [at, line] of lines.entries()) {
    const content = line.replace(/^[\s>]+/, '')
    const isStart = content !== '' && (before === '' || marker.test(content) || /^#{1,6}\s/.test(content))
    // `- - - x` begins three items, and each mark of a quote is a quote of its own to a parser.
    if (isStart) blocks += Math.max(1, markersIn(line))
    if (blocks > maxBlocks) return { line: at + 1, max: maxBlocks, of: 'paragraphs, headings and list items' }
    if (isStart && /^(?:[\s>]*>|\s*\[\^)/.test(line) && ++quotes > maxQuotes)
      return { line: at + 1, max: maxQuotes, of: 'paragraphs in quotes and footnotes' }
    before = content
  }
  return undefined
}

/** How many quotes and list items a line is in or begins. */
function markersIn(line: string): number {
  let [count, rest] = [0, line.trimStart()]
  for (let found = marker.exec(rest)?.[0]; found !== undefined; found = marker.exec(rest)?.[0]) {
    count += 1
    rest = rest.slice(found.length).trimStart()
  }
  return count
}

function findLongRun(lines: readonly string[]): number | undefined {
  let [start, run, inTable] = [1, 0, false]
  for (const [at, line] of lines.entries()) {
    const content = line.replace(/^[\s>]+/, '')
    inTable = content !== '' && (inTable || tableRule.test(content))
    // The rows of a table and the items of a list are read one by one.
    if (content === '' || inTable || marker.test(content)) [start, run] = [content === '' ? at + 2 : at + 1, 0]
    run += content.length
    if (run > maxRun) return start
  }
  return undefined
}

/** The line between the head of a table and its rows. */
const tableRule = /^\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$/

/** A quote or list marker at the start of what is left of a line. */
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

/** Checks a parsed text: styles can be nested without a marker at the start of a line. */
export function findDeepNode(root: Root): ExceededLimit | undefined {
  const waiting: { node: Nodes; depth: number }[] = [{ node: root, depth: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, depth } = next
    // A list and its item are one step each, and so are a paragraph and its text.
    if (depth > 3 * maxNesting) return tooDeep(node.position?.start.line ?? 1)
    if ('children' in node) for (const child of node.children) waiting.push({ node: child, depth: depth + 1 })
  }
  return undefined
}
