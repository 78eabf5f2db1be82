/**
 * Discord shows any character that is neither a letter, a digit nor a blank as itself after a backslash. Code is the
 * exception: there a backslash is a backslash.
 */

/** Has no width, and separates characters that must not be read together. */
export const zeroWidthSpace = '\u200B'

/** Characters with a meaning anywhere in a line: styles, spoilers, links, mentions, timestamps, emoji, commands. */
const marks = /[\\`*_~|[\]<]/g

/** The client draws `:name:` as an emoji, `:100:` too. */
const emojiName = /:(?=[\w+~-]+:)/g

/** The client finds the middle of a masked link even if it is escaped. */
const linkMiddle = /\](?=\()/g

/** The part of an address after its scheme; addresses that are meant as links are not written as text. */
const scheme = /:(?=\/\/)/g

/** Escapes the author's words, so that they are shown as they are. */
export function escapeText(text: string): string {
  if (!/[\\`*_~|[\]<@:]/.test(text)) return text
  return neutralizeMentions(text)
    .replace(marks, '\\$&')
    .replace(linkMiddle, `]${zeroWidthSpace}`)
    .replace(emojiName, '\\:')
    .replace(scheme, '\\$&')
}

/** Inserts an invisible character into each mention, so that it notifies no one. */
export function neutralizeMentions(text: string): string {
  return text
    .replace(/@(?=everyone|here)/gi, `@${zeroWidthSpace}`)
    .replace(/<(?=[@#][!&]?\w|!(?:channel|here|everyone))/gi, `<${zeroWidthSpace}`)
}

/** Headings, subtext, quotes, bullets and numbers: they mean something at the beginning of a line only. */
const lineMark = /^(\s*)(#{1,6}(?=\s|$)|-#|[-+](?=\s|$)|>|\d+(?=\.\s))/gm

/** Escapes lines that begin with the author's words, so that they do not become headings, lists or quotes. */
export function escapeLineStarts(lines: string): string {
  return lines.replace(lineMark, (_, blanks: string, mark: string) =>
    /\d/.test(mark) ? `${blanks}${mark}\\` : `${blanks}\\${mark}`,
  )
}

/** Escapes the words of a heading. The client drops a `#` at the end, and reads no heading that begins with one. */
export function headingLine(marks: '##' | '###', words: string): string {
  return words === '' ? '' : `${marks} ${words.replace(/^#/, '\\#')}${words.endsWith('#') ? zeroWidthSpace : ''}`
}

/** A code span. It holds no line breaks, so that it cannot begin a block. */
export function codeSpan(value: string): string {
  const flat = neutralizeMentions(value).replace(/\s*\n\s*/g, ' ')
  // An unpaired bracket could open or close the words of a link.
  const paired = !/[[\]]/.test(flat.replace(/\[[^[\]]*\]/g, ''))
  const line = paired ? flat : flat.replace(linkMiddle, `]${zeroWidthSpace}`)
  if (line.trim() === '') return ''
  if (!line.includes('`')) return `\`${line}\``
  // Three backticks always begin a block: runs of them are split, and two then enclose the rest.
  const apart = line.replace(/`(?=`)/g, `\`${zeroWidthSpace}`)
  return `\`\`${apart.startsWith('`') ? ' ' : ''}${apart}${apart.endsWith('`') ? ' ' : ''}\`\``
}

/** A block of code. Nothing in it can end it. */
export function codeFence(value: string, language = ''): string {
  if (value.trim() === '') return ''
  const name = /^[a-z0-9_+.#-]+$/i.test(language) ? language : ''
  const content = neutralizeMentions(value).replace(/`(?=`)/g, `\`${zeroWidthSpace}`)
  return `\`\`\`${name}\n${content}${content.endsWith('`') ? zeroWidthSpace : ''}\n\`\`\``
}
