/** `<https://a.example|words>`, as messages of Slack hold links. */
const slackLink = /<(https?:[^\s<>|]{1,2000})\|([^<>\n]{1,500})>/g

/** A line in Slack's bold letters. */
const slackTitle = /^\*(?! )([^*\n]{1,200})(?<! )\*[ \t]*$/gm

/** Markdown of a text in the marks of Slack; undefined if it has none that Markdown does not have. */
export function slackToMarkdown(text: string): string | undefined {
  const links = text.match(slackLink)?.length ?? 0
  const titles = text.match(slackTitle)?.length ?? 0
  if ((links === 0 && titles < 2) || text.includes('**')) return undefined
  return text
    .replace(/\r\n?/g, '\n')
    .replace(slackLink, (_, url: string, words: string) => `[${words.replace(/[[\]]/g, '\\$&')}](<${url}>)`)
    .replace(slackTitle, '\n**$1**\n')
    .replace(/(?<![*\w])\*(?![\s*])([^*\n]{1,500}?)(?<![\s*])\*(?![*\w])/g, '**$1**')
    .replace(/(?<![~\w])~(?![\s~])([^~\n]{1,500}?)(?<![\s~])~(?![~\w])/g, '~~$1~~')
    .replace(/^(\s*)[•◦]\s+/gm, '$1- ')
}

/** `[3] https://…`, below a newsletter in plain text. */
const numberedLink = /^[ \t]*\[(\d{1,3})\]:?[ \t]+<?(https?:[^\s<>]+)>?[ \t]*$/gm

/** The heading above such a list of links, with or without a rule below it. */
const linksHeading = /^(?:links|references|sources|urls)[ \t]*:?[ \t]*\n(?:[-=]{3,}[ \t]*\n)?(?=\s*\[\d)/im

/** The longest title, in characters. */
const titleMax = 200

/**
 * Markdown of a newsletter in plain text whose links are listed at its end: a line that ends with the number of a link
 * is a title, and a line of its own before titles is the name of their chapter. Undefined if there are no such titles.
 */
export function numberedLinksToMarkdown(given: string): string | undefined {
  const text = given.replace(/\r\n?/g, '\n')
  const links = new Map([...text.matchAll(numberedLink)].map(([, number = '', url = '']) => [number, url]))
  if (links.size < 2) return undefined
  const paragraphs = text
    .replace(linksHeading, '')
    .replace(numberedLink, '')
    .split(/\n\s*\n/)
    .map((each) => each.trim())
    .filter(Boolean)
  const linkOf = (paragraph = '') => {
    const [, words = '', number = ''] = /^(.*\S)\s*\[(\d{1,3})\]$/.exec(paragraph) ?? []
    return words.length > 0 && words.length <= titleMax && links.has(number)
      ? { words, url: links.get(number) }
      : undefined
  }
  if (paragraphs.filter(linkOf).length < 2) return undefined
  const isName = (at: number) => {
    const [line = '', next] = paragraphs.slice(at, at + 2)
    return !line.includes('\n') && line.length <= titleMax && !/[.!?。！？]$/.test(line) && linkOf(next) !== undefined
  }
  const first = paragraphs.findIndex(linkOf)
  return paragraphs
    .map((paragraph, at) => {
      const title = linkOf(paragraph)
      if (title) return `### [${escaped(title.words)}](<${title.url}>)`
      if (at === 0 && first > 1 && !paragraph.includes('\n')) return `# ${escaped(paragraph)}`
      if (isName(at)) return `## ${escaped(paragraph)}`
      return paragraph.replace(/\[(\d{1,3})\]/g, (mark, number: string) =>
        links.has(number) ? `[\\[${number}\\]](<${links.get(number)}>)` : mark,
      )
    })
    .join('\n\n')
}

/** `== Title ==`, in any of the marks that plain text has for it. */
const framed = /^[ \t]*([=*~-]{2,})[ \t]+(\S[^\n]{0,98}?)[ \t]+\1[ \t]*$/gm

/** Markdown of a text whose titles stand between marks, each with a text below; undefined if they are fewer than two. */
export function framedTitlesToMarkdown(given: string): string | undefined {
  const text = given.replace(/\r\n?/g, '\n')
  const [, ...below] = text.split(framed).filter((_, at) => at % 3 === 0)
  if (below.length < 2 || below.some((each) => each.trim() === '')) return undefined
  return text.replace(framed, (_, _mark: string, title: string) => `\n## ${escaped(title)}\n`)
}

/** A line in capitals, without the end of a sentence. */
const capitals = /^(?!.*\p{Ll})(?=(?:.*\p{Lu}){3})[^\n]{3,100}(?<![.!?:,;])$/u

/** Markdown of a text whose titles are lines in capitals, each with a text below; undefined if they are fewer than two. */
export function capitalTitlesToMarkdown(text: string): string | undefined {
  const paragraphs = text
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map((each) => each.trim())
  const isTitle = (at: number) => capitals.test(paragraphs[at] ?? '')
  const places = paragraphs.map((_, at) => at)
  const found = new Set(places.filter((at) => isTitle(at) && paragraphs[at + 1] && !isTitle(at + 1)))
  if (found.size < 2 || places.some((at) => isTitle(at) && !found.has(at))) return undefined
  return paragraphs.map((paragraph, at) => (found.has(at) ? `## ${escaped(paragraph)}` : paragraph)).join('\n\n')
}

function escaped(words: string): string {
  return words.replace(/[[\]]/g, '\\$&')
}
