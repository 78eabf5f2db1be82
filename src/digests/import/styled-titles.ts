/** The part of the DOM that is used here. */
interface StyledElement {
  readonly tagName: string
  readonly textContent: string | null
  innerHTML: string
  getAttribute(name: string): string | null
  querySelector(selector: string): unknown
}

/** Elements that hold only one line. */
const styled = ['span', 'div', 'p', 'td', 'font', 'a'].map((name) => `${name}[style], ${name}[class]`).join(', ')
const containers =
  'p, div, table, ul, ol, li, h1, h2, h3, h4, h5, h6, blockquote, img, section, article, center, b, strong'

const isBold = /(?:^|[;\s])font-weight\s*:\s*(?:bold(?:er)?|[6-9]00)\b/i
const fontSize = /(?:^|[;\s])font(?:-size)?\s*:[^;]*?\b(\d{1,3}(?:\.\d+)?)(px|pt)/i

/** A rule for one class, as word processors write one for each style of a text. */
const classRule = /(?<=^|[},\s])(?:span|div|p|td|font|a)?\.([\w-]{1,60})\s*\{([^{}]{1,2000})\}/gi

/** From this size on, in pixels, a short line is a title: the text of an e-mail has 14 to 18. */
const titleSize = 20
/** In characters. */
const titleMax = 120

/** Makes lines bold that only a style sets in bold or in large letters: e-mails have few headings. The reader view drops styles. */
export function markStyledTitles(document: { querySelectorAll(selector: string): Iterable<StyledElement> }): void {
  const sheets = [...document.querySelectorAll('style')].map(({ textContent }) => textContent ?? '')
  const rules = new Map(
    sheets.flatMap((sheet) =>
      [...sheet.matchAll(classRule)].map(([, name = '', style = '']) => [name, style] as const),
    ),
  )
  for (const element of [...document.querySelectorAll(styled)]) {
    const classes = (element.getAttribute('class') ?? '').split(/\s+/)
    const styles = [...classes.map((name) => rules.get(name) ?? ''), element.getAttribute('style') ?? '']
    if (!styles.some((style) => isBold.test(style) || sizeOf(style) >= titleSize)) continue
    const words = element.textContent?.trim() ?? ''
    if (words === '' || words.length > titleMax || element.querySelector(containers)) continue
    element.innerHTML = `<strong>${element.innerHTML}</strong>`
  }
}

/** In pixels. */
function sizeOf(style: string): number {
  const [, size = '0', unit] = fontSize.exec(style) ?? []
  return unit?.toLowerCase() === 'pt' ? (Number(size) * 4) / 3 : Number(size)
}
