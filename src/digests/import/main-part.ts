import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import type { ProblemText } from '../../domain/problem.ts'
import { problemText } from '../../i18n/problems.ts'
import { markStyledTitles } from './styled-titles.ts'

/** The HTML of the part of a page that is its own text; or why that part cannot be distinguished from the rest. */
type MainPart = { readonly html: string } | { readonly doubt: ProblemText }

/** The part of the DOM that is used here. */
interface PageElement {
  readonly textContent: string | null
  readonly tagName: string
  innerHTML: string
  closest(selector: string): PageElement | null
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement> & { readonly length: number }
  remove(): void
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
  removeAttribute(name: string): void
  readonly parentElement: PageElement | null
  contains(other: PageElement): boolean
}
type PageDocument = PageElement & { readonly body: PageElement }

/** Elements of the site rather than of the page. */
const siteParts =
  'script, style, noscript, template, nav, aside, footer, form, iframe, button, input, select, textarea, svg, [hidden], [aria-hidden="true"]'

/** Comments, teasers of other pages and notices: always removed. */
const otherTexts = ['comment', 'disqus', 'related', 'recommend', 'sidebar', 'widget', 'cookie', 'subscribe', 'signup']
  .flatMap((word) => [`[class*="${word}" i]`, `[id*="${word}" i]`])
  .map((selector) => `${selector}:not(body):not(html)`)
  .join(', ')

/** The same by class names and ids that never mean the text itself. */
const certainlyOther = ['comments', 'disqus', 'cookie', 'subscri', 'signup', 'share', 'social', 'byline', 'related-']
  .flatMap((word) => [`[class*="${word}" i]`, `[id*="${word}" i]`])
  .join(', ')

/** Elements that hold text of their own. */
const textBlocks = 'p, li, td, th, dt, dd, blockquote, pre, figcaption, h1, h2, h3, h4, h5, h6, div, section'

/** The attribute that numbers blocks, so that the result of the reader view can be compared with the page. */
const blockNumber = 'data-block'

/** In characters without blanks. Longer texts are content: menus, captions and notices are shorter. */
const textMin = { spaced: 80, unspaced: 40 }

/** The share of the content that may be missing without doubt, such as a comment or the teaser of a related article. */
const leftOutMax = 0.25

/**
 * Finds the page's own text with the library behind the reader view of Firefox. What it leaves out is checked: if that
 * is text for readers, too, a page that is an e-mail is taken as a whole, and any other is in doubt.
 */
export function findMainPart(html: string, isMail = false): MainPart {
  const whole = /<html[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`
  const page = openPage(whole)
  for (const part of [...page.querySelectorAll(siteParts)]) part.remove()
  for (const part of [...page.querySelectorAll('[style]')]) if (isHidden(part)) part.remove()
  const all = textsIn(page.body)
  if (all.length === 0 && lengthOf(page.body) === 0) return { doubt: problemText('empty-page') }
  // The reader view takes the longest of the cells of an e-mail, and short ones are lost.
  if (isMail || isDocument(page)) return { html: page.body.innerHTML }
  // The reader view changes the document that it is given.
  const article = new Readability(openPage(whole), { keepClasses: true }).parse()
  const kept = squeeze(article?.textContent ?? '')
  const lost = all.filter((text) => !kept.includes(text))
  const sum = (texts: readonly string[]) => texts.reduce((total, text) => total + text.length, 0)
  if (article?.content && sum(lost) <= leftOutMax * sum(all)) return { html: withoutGaps(article.content, page) }
  const share = Math.round((sum(lost) / Math.max(1, sum(all))) * 100)
  return { doubt: problemText('unclear-part', share) }
}

function openPage(html: string): ReturnType<typeof parseHTML>['document'] {
  const page = parseHTML(html).document
  markStyledTitles(page)
  const own: PageDocument = page
  const length = lengthOf(own.body)
  // Some sites hide the text until their scripts run.
  for (const part of own.querySelectorAll('[style]'))
    if (isHidden(part) && lengthOf(part) > length / 2) part.removeAttribute('style')
  for (const part of [...own.querySelectorAll(certainlyOther)])
    if (part.parentElement && lengthOf(part) <= leftOutMax * length) part.remove()
  for (const [at, block] of [...own.querySelectorAll(textBlocks)].entries()) block.setAttribute(blockNumber, String(at))
  return page
}

/**
 * The reader view goes by the names of classes and leaves out a heading that its site calls `header`. If anything is
 * missing between the first and the last text that it kept, or behind these, the part of the page around these is taken as it is.
 */
function withoutGaps(content: string, page: PageDocument): string {
  const kept = new Set([...content.matchAll(/ data-block="(\d+)"/g)].map(([, number]) => number))
  const blocks = [...page.body.querySelectorAll(textBlocks)].filter(
    (block) => lengthOf(block) > 0 && ![...block.querySelectorAll(textBlocks)].some((inner) => lengthOf(inner) > 0),
  )
  const isKept = (block: PageElement) => kept.has(block.getAttribute(blockNumber) ?? '')
  const last = blocks.findLastIndex(isKept)
  let first = blocks.findIndex(isKept)
  while (/^H[2-6]$/.test(blocks[first - 1]?.tagName ?? '')) first -= 1
  const [start, end] = [blocks[first], blocks[last]]
  if (!start || !end) return content
  let part = start
  while (part.parentElement && (!part.contains(end) || /^T(?:ABLE|BODY|HEAD|R)$/.test(part.tagName)))
    part = part.parentElement
  // A list of links at the end looks like a menu.
  const isLast = (block: PageElement) => /^(?:H[2-6]|LI|D[TD]|T[DH])$/.test(block.tagName) && part.contains(block)
  const isWhole = blocks.slice(first, last).every(isKept) && !blocks.slice(last + 1).some(isLast)
  return isWhole ? content : part.innerHTML
}

/** The texts of blocks without blanks, for comparison. */
function textsIn(body: PageElement): string[] {
  const blocks = [...body.querySelectorAll('p, li, td, dd, blockquote, h1, h2, h3, h4, h5, h6, div')]
  return blocks
    .filter((block) => !block.querySelector('p, li, td, dd, blockquote, div, table') && !block.closest(otherTexts))
    .map((block) => squeeze(block.textContent ?? ''))
    .filter((text) => text.length >= (/\p{Script=Han}/u.test(text) ? textMin.unspaced : textMin.spaced))
}

function lengthOf({ textContent }: PageElement): number {
  return squeeze(textContent ?? '').length
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '')
}

/** Mail programs show the first words of an e-mail beside its subject; some tools hide such words in the e-mail itself. */
function isHidden(part: PageElement): boolean {
  return /(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0|font-size\s*:\s*0)(?![.\d]*[1-9])/i.test(
    part.getAttribute('style') ?? '',
  )
}

/** Marks of tables that are used for layout only. */
const layoutTables = 'table table, table[role="presentation"], table[cellpadding], table[cellspacing]'

/** Elements that word processors put around the pages of a text. */
const wordProcessors = '[class^="WordSection"], [class*="MsoNormal"], .doc-content'

/** Whether a page is an e-mail or a file of a word processor: e-mails are laid out in tables, and neither has menus. */
function isDocument(page: PageDocument): boolean {
  return (
    page.querySelector('nav, main, article') === null &&
    page.querySelector(`${layoutTables}, ${wordProcessors}`) !== null
  )
}
