const address = /https?:\/\/[^\s<>"]+/
const bullet = /^(\s*)(?:[•◦▪‣·*–-]|\d{1,3}[.)、])\s+/

/**
 * Notes in plain text as a Markdown list: a line or a paragraph with an address for each note, or lines that begin with
 * bullets. Undefined where it is not clear which lines are notes.
 */
export function notesToMarkdown(text: string): string | undefined {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n')
  const bullets = lines.filter((line) => bullet.test(line))
  if (bullets.length > 1) return withBullets(lines)
  const paragraphs = text
    .split(/\n\s*\n/)
    .map((each) => each.trim())
    .filter(Boolean)
  const [title, rest] = splitTitle(paragraphs)
  const items = rest.length > 1 ? rest : (rest[0] ?? '').split('\n')
  if (items.length < 2 || !items.every((item) => address.test(item))) return undefined
  return [...(title ? [`# ${title}`, ''] : []), ...items.map(noteLine)].join('\n')
}

/** The same bullets for all, and a first line without one as the title. */
function withBullets(lines: readonly string[]): string {
  const written = lines.map((line) =>
    /^\s*\d/.test(line) ? line.replace(/^(\s*\d{1,3})[.)、]\s+/, '$1. ') : line.replace(bullet, '$1- '),
  )
  const first = written.findIndex((line) => line.trim() !== '')
  const next = written.slice(first + 1).find((line) => line.trim() !== '') ?? ''
  const isTitle = !bullet.test(written[first] ?? '') && bullet.test(next) && (written[first] ?? '').trim().length <= 120
  return isTitle
    ? [`# ${(written[first] ?? '').trim()}`, '', ...written.slice(first + 1)].join('\n')
    : written.join('\n')
}

/** A first paragraph of one short line without an address is the title. */
function splitTitle(paragraphs: readonly string[]): [title: string | undefined, rest: readonly string[]] {
  const [first = '', ...rest] = paragraphs
  const isTitle = rest.length > 0 && !address.test(first) && !first.includes('\n') && first.length <= 120
  return isTitle ? [first, rest] : [undefined, paragraphs]
}

/** `Title https://…` as a list item whose title is the link; more lines follow as text. */
function noteLine(item: string): string {
  const words = item.replace(/\s*\n\s*/g, ' ').trim()
  const url = address.exec(words)?.[0].replace(/[.,;:!?)\]]+$/, '') ?? ''
  const [before = '', after = ''] = words.split(url).map((part) => part.trim())
  const title = before.replace(/[\s:：–—-]+$/, '')
  if (title === '') return `- <${url}> ${after}`.trimEnd()
  return `- [${title.replace(/[[\]]/g, '\\$&')}](<${url}>) ${after}`.trimEnd()
}
