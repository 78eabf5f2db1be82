import type { Nodes, RootContent } from 'mdast'
import type { Day } from '../../domain/day.ts'
import { wordsOf } from './chapters.ts'
import { normalizeTitle } from './vocabulary-match.ts'
import { isOnlyDay } from './written-day.ts'

/** What stands above a list of the headings. */
const contentsName =
  /^\W*(?:(?:table of )?contents|toc|on this page|目录|目錄|目次|차례|목차|inhalt(?:sverzeichnis)?|sommaire|table des matières|índice|sumário|indice|sommario|содержание|оглавление|المحتويات|inhoud|spis treści)\W*$/iu

/** Where a program puts such a list. */
const contentsPlace = /^\s*(?:\[toc\]|\[\[_?toc_?\]\]|\$\{toc\}|\{\{\s*toc\s*\}\}|@\[toc\].*)\s*$/i

const backToTop =
  /^[^\p{L}]*(?:back to (?:the )?top|(?:return|go) to (?:the )?top|top|返回顶部|回到顶部|返回目录|回到目录|nach oben|haut de page|retour en haut|volver arriba|voltar ao topo|torna su|наверх|トップへ戻る|맨 위로)[^\p{L}]*$/iu

/** How many blocks from the start the date of an issue may stand, and how long its line is, in characters. */
const [headBlocks, dateMax] = [5, 40]

/**
 * A text without what leads around a page, which a message does not have: its list of contents, if that only repeats headings, links
 * back to the top, separators of a menu, and the line with the date of the issue, which every post shows.
 */
export function withoutNavigation(nodes: readonly RootContent[], date: Day | undefined): RootContent[] {
  const headings = new Set(nodes.flatMap((node) => (node.type === 'heading' ? [bare(wordsOf(node))] : [])))
  const isContents = nodes.map((node) => leadsToHeadings(node, headings))
  const isLabel = (at: number) => contentsName.test(wordsOf(nodes[at] as RootContent)) && isContents[at + 1] === true
  const isDate = (node: RootContent, at: number) => {
    const words = node.type === 'paragraph' && at < headBlocks ? wordsOf(node).trim() : ''
    if (date === undefined || words === '' || words.length > dateMax || linksOf(node).length > 0) return false
    return isOnlyDay(words, date)
  }
  return nodes.filter((node, at) => !isContents[at] && !isLabel(at) && !isMenu(node) && !isDate(node, at))
}

/** Whether a program would put the list of contents in the place of a block. Its marks are not read yet. */
export function isContentsPlace(node: RootContent): boolean {
  if (node.type === 'list') return /\{:\s*toc\b[^}\n]*\}\s*$/.test(wordsOf(node))
  return node.type === 'paragraph' && contentsPlace.test(wordsOf(node))
}

/** Whether all words of a block are links to headings of the same text. */
function leadsToHeadings(node: RootContent, headings: ReadonlySet<string>): boolean {
  if (node.type !== 'list' && node.type !== 'paragraph') return false
  const words = wordsOf(node)
  const links = linksOf(node)
  const linked = links.map(wordsOf)
  return (
    links.length > 0 &&
    links.every(({ url }) => url.startsWith('#')) &&
    linked.every((each) => headings.has(bare(each)) || headings.has(bare(each.replace(/\s+\d+\s*$/, '')))) &&
    bare(words).length <= bare(linked.join('')).length
  )
}

/** A link back to the top, or the line between two links. */
function isMenu(node: RootContent): boolean {
  if (node.type !== 'paragraph') return false
  const words = wordsOf(node).trim()
  const links = linksOf(node)
  return (
    /^[|·•]$/.test(words) || (backToTop.test(words) && links.length > 0 && links.every(({ url }) => url[0] === '#'))
  )
}

function bare(words: string): string {
  return normalizeTitle(words).replaceAll(' ', '')
}

function linksOf(node: Nodes): Extract<Nodes, { type: 'link' }>[] {
  if (node.type === 'link') return [node]
  return 'children' in node ? node.children.flatMap((child) => linksOf(child)) : []
}
