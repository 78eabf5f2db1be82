import { stringify } from 'yaml'
import type { Day } from '../domain/day.ts'

const fence = /^(\uFEFF?)(---|\+\+\+)[ \t]*(\r\n|\r|\n)/

/** How a reason is written in a kind of front matter, and where it stands in one. */
const kinds = {
  '---': {
    end: /^---[ \t]*$/m,
    // The whole reason on one line, quoted: blanks, colons and quotes in it are text.
    write: (reason: string) =>
      `withdrawn: ${stringify(reason, { defaultStringType: 'QUOTE_DOUBLE', lineWidth: 0 }).trim()}`,
    before: /^(?:withdrawn|"withdrawn"|'withdrawn')[ \t]*:.*(?:\r\n|\r|\n)(?:[ \t]+.*(?:\r\n|\r|\n))*/m,
  },
  '+++': {
    end: /^\+\+\+[ \t]*$/m,
    write: (reason: string) => `withdrawn = ${JSON.stringify(reason)}`,
    before: /^(?:withdrawn|"withdrawn"|'withdrawn')[ \t]*=.*(?:\r\n|\r|\n)/m,
  },
} as const

/** The Markdown of a digest with a reason why it is withdrawn in its front matter; the rest stays as it is. */
export function withdrawMarkdown(markdown: string, reason: string): string {
  const [opening, mark = '', sign = '---', lineEnd = '\n'] = fence.exec(markdown) ?? []
  const { end: closing, write, before } = kinds[sign as keyof typeof kinds]
  const line = write(reason)
  if (opening === undefined) return `---\n${line}\n---\n\n${markdown.replace(/^\uFEFF/, '')}`
  const rest = markdown.slice(opening.length)
  const end = closing.exec(rest)?.index ?? 0
  const others = rest.slice(0, end).replace(before, '')
  return `${mark}${sign}${lineEnd}${line}${lineEnd}${others}${rest.slice(end)}`
}

/** A withdrawn digest without content, for a file whose own text cannot be kept. Its name may not say the day. */
export function withdrawnMarkdown(language: string, date: Day, reason: string): string {
  return withdrawMarkdown(`---\n${stringify({ language, date })}---\n`, reason)
}
