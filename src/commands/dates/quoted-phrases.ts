import type { TakenDays } from './periods.ts'

const quoted = /["“„][^"“”„]*["“”]/gu

/** Stands for a phrase. It is a word, so that it is no filler. */
const mask = '\u{e000}phrase\u{e001}'

/** Takes days out of the words around phrases, which stay as they are: `"the day after tomorrow" since march`. */
export function outsidePhrases(text: string, take: (text: string) => TakenDays): TakenDays {
  const phrases = text.match(quoted)
  if (!phrases) return take(text)
  const taken = take(text.replace(quoted, mask))
  const inOrder = phrases.values()
  const words = taken.words.replaceAll(mask, () => inOrder.next().value ?? '')
  return { ...taken, words, ...(taken.typed !== undefined && { typed: text }) }
}
