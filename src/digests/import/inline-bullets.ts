import type { Takeaway } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import type { Position } from '../markdown/context.ts'
import { type Diagnostics, quote } from './diagnostics.ts'
import { cutOut } from './text.ts'

/** The points that a page shows on one line: `- First point - Second point`. */
export function splitInlineBullets(line: Takeaway, at: Position, diagnostics: Diagnostics): Takeaway[] {
  const words = plainText(line)
  const [, mark = '-'] = /^\s*([-•*·▪–])\s/.exec(words) ?? []
  const gap = new RegExp(`(?:^\\s*|\\s+)\\${mark}\\s+`, 'g')
  const gaps = [...words.matchAll(gap)].map(({ 0: { length }, index }) => ({ index, length }))
  const first = words.slice(gaps[0]?.index === 0 ? gaps[0].length : 0)
  const chosen = gaps.filter(({ index, length }) => {
    const doubt = index > 0 ? doubtAbout(words.charAt(index - 1), words.slice(index + length), first) : undefined
    if (doubt) {
      const message = `The hyphen before ${quote(words.slice(index + length))} may begin a takeaway or stand inside one; ${doubt}, so it was left where it is.`
      diagnostics.warn('undecided-point', message, at)
    }
    return !doubt
  })
  return cutOut(line, chosen).filter((point) => plainText(point) !== '')
}

/** Why a hyphen between blanks may be one that its author wrote. Points of one list begin alike. */
function doubtAbout(before: string, after: string, first: string): string | undefined {
  if (/\d$/.test(before) && /^\d/.test(after)) return 'numbers stand on both sides'
  const isLower = (words: string) => /^[a-z]{2,}(?=[\s,;:.]|$)/.test(words)
  return isLower(after) && !isLower(first) ? 'a word in lower case follows' : undefined
}
