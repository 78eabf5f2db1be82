import { displayWidth } from './width.ts'

/** How lines are set: at most so wide, after an indent, the first with its own. */
export interface Measure {
  readonly width: number
  readonly first?: string
  readonly indent?: string
}

/**
 * What may not be torn apart: a run of letters, or one character of a script that writes no blanks, with the
 * punctuation that must not begin a line.
 */
const unit =
  /(?:[\p{Ps}\p{Pi}]*(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]\p{M}*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[^\s\p{Ps}\p{Pi}\u3001\u3002\uFF0C\uFF1A\uFF1B\uFF01\uFF1F])+)|[\p{Ps}\p{Pi}]+)[\p{Pe}\p{Pf}\u3001\u3002\uFF0C\uFF1A\uFF1B\uFF01\uFF1F]*|[^\s]|\s+/gu

/** Words set in lines. A word wider than a line stands out: an address that is broken can no longer be followed. */
export function wrap(text: string, { width, first = '', indent = '' }: Measure): string {
  const paragraphs = text.split('\n').map((line, at) => wrapLine(line, width, at === 0 ? first : indent, indent))
  return paragraphs.join('\n')
}

function wrapLine(text: string, width: number, first: string, indent: string): string {
  const lines: string[] = []
  let line = first
  let used = displayWidth(first)
  let blank = ''
  let empty = true
  for (const [piece] of text.trim().matchAll(unit)) {
    if (/^\s+$/.test(piece)) {
      blank = ' '
      continue
    }
    const room = width - used - blank.length
    if (!empty && displayWidth(piece) > room) {
      lines.push(line)
      line = indent + piece
      used = displayWidth(line)
    } else {
      line += blank + piece
      used += blank.length + displayWidth(piece)
    }
    blank = ''
    empty = false
  }
  return [...lines, line.trimEnd()].join('\n')
}
