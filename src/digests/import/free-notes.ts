const address = /https?:\/\/[^\s<>"]+/
const bullet = /^(\s*)(?:[•◦▪‣·*–-]|\d{1,3}[.)、])\s+/

/**
 * Notes in plain text as a Markdown list: a line or a paragraph with an address for each note, or lines that begin with
 * bullets. Undefined where it is not clear which lines are notes.
 */
export function notesToMarkdown(text: string): string | undefined {
  const lines = withoutFooter(
    text
      .replace(/^\uFEFF/, '')
      .replace(/\r\n?/g, '\n')
      .split('\n'),
  )
  const bullets = lines.filter((line) => bullet.test(line))
  if (bullets.length > 1) return withBullets(lines)
  const paragraphs = lines
    .join('\n')
    .split(/\n\s*\n/)
    .map((each) => each.trim())
    .filter(Boolean)
  const [title, rest] = splitTitle(paragraphs.length === 1 ? (paragraphs[0] ?? '').split('\n') : paragraphs)
  const items = rest.length > 1 ? rest : (rest[0] ?? '').split('\n')
  if (items.length < 2 || !items.every((item) => address.test(item))) return looseNotes(lines)
  return [...(title ? [`# ${title}`, ''] : []), ...items.map(noteLine)].join('\n')
}

/** A longer line is a text, in characters. */
const lineMax = 300

/** Lines of which at least half have an address, such as a list of links with a reminder below. */
function looseNotes(lines: readonly string[]): string | undefined {
  const [title, rest] = splitTitle(lines.map((line) => line.trim()).filter(Boolean))
  const linked = rest.filter((line) => address.test(line)).length
  if (linked < 2 || linked * 2 < rest.length || rest.some((line) => line.length > lineMax)) return undefined
  const items = rest.map((line) => (address.test(line) ? noteLine(line) : `- ${line}`))
  return [...(title ? [`# ${title}`, ''] : []), ...items].join('\n')
}

/** Without the signature of an e-mail, which begins with two dashes, and the line by which one unsubscribes. */
function withoutFooter(lines: readonly string[]): string[] {
  const signature = lines.findLastIndex((line) => /^--\s*$/.test(line))
  const isNearEnd = signature > 0 && lines.length - signature <= 12
  return (isNearEnd ? lines.slice(0, signature) : lines).filter(
    (line) => !/^\W*(?:unsubscribe|退订|取消订阅)\b[^.]{0,80}$/i.test(line),
  )
}

/** The same bullets for all, and a first line without one as the title. */
function withBullets(lines: readonly string[]): string {
  const written = lines.map((line) =>
    linkTitle(/^\s*\d/.test(line) ? line.replace(/^(\s*\d{1,3})[.)、]\s+/, '$1. ') : line.replace(bullet, '$1- ')),
  )
  const first = written.findIndex((line) => line.trim() !== '')
  const next = written.slice(first + 1).find((line) => line.trim() !== '') ?? ''
  const isTitle = !bullet.test(written[first] ?? '') && bullet.test(next) && (written[first] ?? '').trim().length <= 120
  return isTitle
    ? [`# ${(written[first] ?? '').trim()}`, '', ...written.slice(first + 1)].join('\n')
    : written.join('\n')
}

/** `- Title - https://…` with the title as the link, unless the address is within brackets with words of their own. */
function linkTitle(line: string): string {
  return line.replace(
    /^(\s*(?:-|\d+\.) )(\S[^[\]<>]{1,120}?)\s*[:：–—-]?\s+\(?(https?:\/\/[^\s<>()]+)\)?$/,
    (whole, mark: string, title: string, url: string) => (isOpen(title) ? whole : `${mark}[${title}](<${url}>)`),
  )
}

/** Whether a bracket is not closed: `the cache (see`. */
function isOpen(text: string): boolean {
  return text.split(/[(（]/).length > text.split(/[)）]/).length
}

/** A first paragraph of one short line without an address is the title. */
function splitTitle(paragraphs: readonly string[]): [title: string | undefined, rest: readonly string[]] {
  const [first = '', ...rest] = paragraphs
  const isTitle = rest.length > 0 && !address.test(first) && !first.includes('\n') && first.length <= 120
  return isTitle ? [first, rest] : [undefined, paragraphs]
}

/** `Title https://…` as a list item whose title is the link. Of several lines the first is the title. */
function noteLine(item: string): string {
  const url = address.exec(item)?.[0].replace(/[.,;:!?)\]]+$/, '') ?? ''
  const [before = '', after = ''] = item.split(url).map((part) => part.trim())
  const [title = '', ...text] = before.split('\n').map((line) => line.replace(/[\s:：–—-]+$/, '').trim())
  const rest = [...text, ...after.split('\n')]
    .map((line) => line.trim())
    .filter(Boolean)
    .join(' ')
  if (isOpen(title)) return `- ${item.replace(/\s+/g, ' ')}`
  if (title === '') return `- <${url}> ${rest}`.trimEnd()
  return `- [${title.replace(/[[\]]/g, '\\$&')}](<${url}>) ${rest}`.trimEnd()
}
