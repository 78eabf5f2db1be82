import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import type { ProblemText } from '../../domain/problem.ts'
import { emptyPage } from './import-page.ts'
import { markStyledTitles } from './styled-titles.ts'

/** The HTML of the part of a page that is its own text; or why that part cannot be distinguished from the rest. */
type MainPart = { readonly html: string } | { readonly doubt: ProblemText }

/** What is used of the DOM. */
interface PageElement {
  readonly textContent: string | null
  readonly tagName: string
  innerHTML: string
  closest(selector: string): PageElement | null
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement> & { readonly length: number }
  remove(): void
  getAttribute(name: string): string | null
}
type PageDocument = PageElement & { readonly body: PageElement }

/** What belongs to a site and not to a page. */
const siteParts =
  'script, style, noscript, template, nav, aside, footer, form, iframe, button, input, select, textarea, svg, [hidden], [aria-hidden="true"]'

/** What other pages and other people wrote: left out without a doubt. */
const otherTexts = ['comment', 'disqus', 'related', 'recommend', 'sidebar', 'widget', 'cookie', 'subscribe', 'signup']
  .flatMap((word) => [`[class*="${word}" i]`, `[id*="${word}" i]`])
  .map((selector) => `${selector}:not(body):not(html)`)
  .join(', ')

/** Text from this length on is written for readers: menus, captions and notices are shorter. In characters without blanks. */
const textMin = { spaced: 80, unspaced: 40 }

/** Left out may be: a comment, a related article's teaser. */
const leftOutMax = 0.25

/**
 * Finds the page's own text with the library behind the reader view of Firefox. What it leaves out is checked: if that
 * is text for readers, too, a page that is an e-mail is taken as a whole, and any other is in doubt.
 */
export function findMainPart(html: string): MainPart {
  const whole = /<html[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`
  const page: PageDocument = parseHTML(whole).document
  markStyledTitles(page)
  for (const part of [...page.querySelectorAll(siteParts)]) part.remove()
  for (const part of [...page.querySelectorAll('[style]')]) if (isHidden(part)) part.remove()
  const all = textsIn(page.body)
  if (all.length === 0 && squeeze(page.body.textContent ?? '') === '') return { doubt: emptyPage }
  // The reader view changes the document that it is given.
  const { document } = parseHTML(whole)
  markStyledTitles(document)
  const article = new Readability(document, { keepClasses: true }).parse()
  const kept = squeeze(article?.textContent ?? '')
  const lost = all.filter((text) => !kept.includes(text))
  const lengthOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + text.length, 0)
  if (article?.content && lengthOf(lost) <= leftOutMax * lengthOf(all)) return { html: article.content }
  if (isEmail(page)) return { html: page.body.innerHTML }
  const share = Math.round((lengthOf(lost) / Math.max(1, lengthOf(all))) * 100)
  const message = `It is not clear which part of this page is the digest: ${share} % of its text is outside the part that looks like it.`
  return { doubt: { message, fix: 'Save that part alone as HTML, or copy it as Markdown.' } }
}

/** Texts for readers, without blanks, for comparison. */
function textsIn(body: PageElement): string[] {
  const blocks = [...body.querySelectorAll('p, li, td, dd, blockquote, h1, h2, h3, h4, h5, h6, div')]
  return blocks
    .filter((block) => !block.querySelector('p, li, td, dd, blockquote, div, table') && !block.closest(otherTexts))
    .map((block) => squeeze(block.textContent ?? ''))
    .filter((text) => text.length >= (/\p{Script=Han}/u.test(text) ? textMin.unspaced : textMin.spaced))
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

/** What only a table that is there for the layout has. */
const layoutTables = 'table table, table[role="presentation"], table[cellpadding], table[cellspacing]'

/** E-mails are laid out in tables and have no menus. */
function isEmail(page: PageDocument): boolean {
  return page.querySelectorAll(layoutTables).length > 0 && page.querySelector('nav, main, article') === null
}
