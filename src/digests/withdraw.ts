import { stringify } from 'yaml'

const fence = /^(\uFEFF?)---[ \t]*(\r\n|\r|\n)/

/** The Markdown of a digest with a reason why it is withdrawn in its front matter; the rest stays as it is. */
export function withdrawMarkdown(markdown: string, reason: string): string {
  // The whole reason on one line, quoted: blanks, colons and quotes in it are text.
  const line = `withdrawn: ${stringify(reason, { defaultStringType: 'QUOTE_DOUBLE', lineWidth: 0 }).trim()}`
  const [opening, mark = '', lineEnd = '\n'] = fence.exec(markdown) ?? []
  if (opening === undefined) return `---\n${line}\n---\n\n${markdown.replace(/^\uFEFF/, '')}`
  const rest = markdown.slice(opening.length)
  const end = /^---[ \t]*$/m.exec(rest)?.index ?? 0
  const others = rest
    .slice(0, end)
    .replace(/^(?:withdrawn|"withdrawn"|'withdrawn')[ \t]*:.*(?:\r\n|\r|\n)(?:[ \t]+.*(?:\r\n|\r|\n))*/m, '')
  return `${mark}---${lineEnd}${line}${lineEnd}${others}${rest.slice(end)}`
}

/** A withdrawn digest without content, for a file whose own text cannot be kept. */
export function withdrawnMarkdown(language: string, reason: string): string {
  return withdrawMarkdown(`---\n${stringify({ language })}---\n`, reason)
}
