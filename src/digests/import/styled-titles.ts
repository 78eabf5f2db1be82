/** What is used of the DOM. */
interface StyledElement {
  readonly tagName: string
  readonly textContent: string | null
  innerHTML: string
  getAttribute(name: string): string | null
  querySelector(selector: string): unknown
}

/** Elements that hold no more than a line. */
const styled = 'span[style], div[style], p[style], td[style], font[style], a[style]'
const containers =
  'p, div, table, ul, ol, li, h1, h2, h3, h4, h5, h6, blockquote, img, section, article, center, b, strong'

const isBold = /(?:^|[;\s])font-weight\s*:\s*(?:bold(?:er)?|[6-9]00)\b/i
const fontSize = /(?:^|[;\s])font(?:-size)?\s*:[^;]*?\b(\d{1,3}(?:\.\d+)?)px/i

/** From this size on, in pixels, a short line is a title: the text of an e-mail has 14 to 18. */
const titleSize = 20
/** In characters. */
const titleMax = 120

/** Makes lines bold that only a style sets in bold or in large letters: e-mails have few headings. The reader view drops styles. */
export function markStyledTitles(document: { querySelectorAll(selector: string): Iterable<StyledElement> }): void {
  for (const element of [...document.querySelectorAll(styled)]) {
    const style = element.getAttribute('style') ?? ''
    if (!isBold.test(style) && Number(fontSize.exec(style)?.[1] ?? 0) < titleSize) continue
    const words = element.textContent?.trim() ?? ''
    if (words === '' || words.length > titleMax || element.querySelector(containers)) continue
    element.innerHTML = `<strong>${element.innerHTML}</strong>`
  }
}
