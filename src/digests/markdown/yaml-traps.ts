import { problemText } from '../../i18n/problems.ts'
import type { ParseContext } from './context.ts'

/** A key on a line of its own, with an unquoted text behind it. */
const plainLine = /^([a-z]+):[ \t]+(?!["'|>])(\S.*?)[ \t]*$/

/** YAML takes `#42` in a text for a comment. `# a remark`, with a blank after the sign, is meant as one. */
const hashInText = /(?:^|[ \t])#[^\s#]/
const remark = /(?:^|[ \t])#(?:[ \t]|$)/
/** The keys whose values are texts for readers. */
const sentences = ['title', 'withdrawn']
/** YAML takes `!important` for a tag and `&more` for an anchor, and drops both from the text. */
const mark = /^(?!!!)[!&][ \t]*\S/

/**
 * The front matter with quotes around texts of which YAML would silently drop a part, and a warning for each. Lines stay
 * where they are, except those that continue such a text; `firstLine` is the number of the first one, in the file.
 */
export function quoteAmbiguousValues(
  yaml: string,
  keys: readonly string[],
  firstLine: number,
  context: ParseContext,
): string {
  const lines = yaml.split('\n')
  return lines
    .map((line, at) => {
      const [, key = '', own = ''] = plainLine.exec(line) ?? []
      const more = sentences.includes(key) ? continuation(lines.slice(at + 1)) : []
      const text = [own, ...more].join(' ')
      const isContinued = more.length === 0 && /^[ \t]+\S/.test(lines[at + 1] ?? '')
      const place = { line: firstLine + at, column: line.indexOf(own, key.length + 1) + 1 }
      const isTrap = hashInText.test(text) || mark.test(text)
      if (!isTrap && sentences.includes(key) && remark.test(text)) {
        context.warn('unquoted-text', problemText('yaml-remark', `${key}: ${quote(text)}`), place)
      }
      if (!keys.includes(key) || isContinued || !isTrap) return line
      const sign = mark.exec(text)?.[0][0] ?? '#'
      const quoted = `${key}: ${quote(text)}`
      context.warn('unquoted-text', problemText('yaml-sign', sign, quoted), place)
      // They are part of the quoted text now; later iterations see them as empty lines.
      lines.fill('', at + 1, at + 1 + more.length)
      return quoted
    })
    .join('\n')
}

/** The indented lines that continue a text. */
function continuation(lines: readonly string[]): string[] {
  const end = lines.findIndex((line) => !/^[ \t]+\S/.test(line))
  return lines.slice(0, end < 0 ? lines.length : end).map((line) => line.trim())
}

/** A corrected form of a line that YAML rejects; undefined if quotes do not help. */
export function quotedLine(line: string, keys: readonly string[]): string | undefined {
  // The colon may be that of a Chinese keyboard, or lack its blank.
  const [, key = '', text = ''] = /^([a-z]+)[:：][ \t]*(\S.*?)[ \t]*$/.exec(line) ?? []
  const isClosed = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')$/.test(text)
  return keys.includes(key) && !isClosed ? `${key}: ${quote(text.replace(openQuote, '$1$2'))}` : undefined
}

/** A quote that is never closed. */
const openQuote = /^(?:"([^"]*)|'([^']*))$/

/** The last of these lines that opens a quote and does not close it. */
export function unclosedLine(lines: readonly string[]): string | undefined {
  return lines.findLast((line) => openQuote.test(/^[a-z]+:[ \t]+(\S.*?)[ \t]*$/.exec(line)?.[1] ?? ''))
}

function quote(text: string): string {
  return text.includes('"') && !text.includes("'") ? `'${text}'` : `"${text.replace(/[\\"]/g, '\\$&')}"`
}
