import type { Heading, RootContent } from 'mdast'
import { wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { isIssueTitle } from './issue-title.ts'
import { readCount } from './title-number.ts'

/** With fewer of them, a line in bold is emphasis, and a number belongs to a sentence. */
const titlesMin = 2

/**
 * Gives the headings that were lines their levels: the title of the digest, chapters right above other titles, and titles. What
 * stands at the end, with nothing below it, is no title. Undefined if fewer than two titles have a text.
 */
export function rankTitles(
  pieces: readonly RootContent[],
  hasTitle: boolean,
  context: ParseContext,
): RootContent[] | undefined {
  const content = pieces.filter(({ type }) => type !== 'thematicBreak' && type !== 'definition')
  const places = new Map(content.map((piece, at) => [piece, at]))
  const end = content.findLastIndex(({ type }) => type !== 'heading')
  const placeOf = (piece: RootContent) => places.get(piece) ?? 0
  const hasText = (piece: RootContent) => (content[placeOf(piece) + 1]?.type ?? 'heading') !== 'heading'
  const isLast = (piece: RootContent) => placeOf(piece) > end
  const titles = pieces.filter((piece): piece is Heading => piece.type === 'heading' && !isLast(piece))
  if (titles.filter(hasText).length < titlesMin) return undefined
  const numbered = countTitles(titles, context)
  const [first] = titles
  const isFirst = !hasTitle && first === content[0] && first !== undefined && !numbered.has(first)
  const isCounted = numbered.size >= titlesMin
  // Two lines without a text on top of each other are a title and a chapter; one may be the first of several chapters.
  const [, second] = titles
  const isAlone = isCounted || titles.filter((each) => !hasText(each)).length === 1 || (second && !hasText(second))
  const isTitle = isFirst && (hasText(first) ? isIssueTitle(wordsOf(first)) || hasByline(content) : isAlone)
  const title = isTitle ? first : undefined
  const others = titles.filter((each) => each !== title)
  const between = others.slice(
    others.findIndex((each) => numbered.has(each)),
    others.findLastIndex((each) => numbered.has(each)),
  )
  const isUpper = isCounted ? (each: Heading) => numbered.has(each) : (each: Heading) => !hasText(each)
  const hasLower = isCounted ? between.some((each) => !numbered.has(each)) : others.some(isUpper)
  // A line such as the subject of a mail, above the first chapter, opens the text.
  const [top, below] = others
  const subject = !isCounted && top && below && isUpper(top) && isUpper(below) ? top : undefined
  const depthOf = (each: Heading) => (each === title ? 1 : hasLower && !isUpper(each) ? 3 : 2)
  return pieces.map((piece): RootContent => {
    if (piece.type !== 'heading') return piece
    return isLast(piece) || piece === subject ? { ...piece, type: 'paragraph' } : { ...piece, depth: depthOf(piece) }
  })
}

/** The titles that count from one on. */
function countTitles(titles: readonly Heading[], context: ParseContext): ReadonlySet<Heading> {
  const counted = new Set<Heading>()
  for (const title of titles)
    if (readCount(wordsOf(title).trim(), context.vocabulary, counted.size + 1) === counted.size + 1) counted.add(title)
  return counted
}

/** In characters. */
const bylineMax = 100

/** Whether only a line with a date, or in italics, stands between the first two titles. */
function hasByline([, line, next]: readonly RootContent[]): boolean {
  if (line?.type !== 'paragraph' || next?.type !== 'heading') return false
  const [only, ...others] = line.children
  const words = wordsOf(line)
  const isStyled = only?.type === 'emphasis' && others.length === 0
  return words.length <= bylineMax && (isStyled || /^[^.!?]*\b(?:19|20)\d\d\b[^.!?]*$/.test(words))
}
