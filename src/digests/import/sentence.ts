/** A full stop after one of these ends no sentence. */
const abbreviations =
  /(?:^|[\s(])(?:e\.g|i\.e|vs|cf|ca|approx|resp|al|fig|figs|eq|sec|tab|ch|pp|vol|dr|mr|mrs|ms|prof|st|inc|ltd|co|jr|sr)\.$/i
const longestAbbreviation = 12
/** Nor after the initial of a name or in `U.S.`; `Plan B.` is rarer than `J. Smith`. */
const initial = /(?:^|[\s.(])\p{Lu}\.$/u
const closing = `["'”’»)\\]）】」』》]*`
const ends = new RegExp(`[.!?]+${closing}(?=\\s)|[。！？]+${closing}`, 'gu')

/**
 * How long the first sentence of a text is, or undefined when there is only one. A full stop inside a word or number
 * (`Three.js`, `1.84x`, `AgentDoG 1.5`) ends nothing, nor one before a word in lower case.
 */
export function firstSentence(words: string): number | undefined {
  for (const { 0: mark, index } of words.matchAll(ends)) {
    const end = index + mark.length
    const rest = words.slice(end).trimStart()
    if (rest === '') return undefined
    if (mark.startsWith('.') && isAbbreviated(words.slice(Math.max(0, index - longestAbbreviation), index + 1), rest))
      continue
    if (!/^[。！？]/.test(mark) && continues(rest)) continue
    return end
  }
  return undefined
}

function isAbbreviated(sentence: string, rest: string): boolean {
  return abbreviations.test(sentence) || initial.test(sentence) || (/(?:^|\s)No\.$/.test(sentence) && /^\d/.test(rest))
}

/** Whether a text goes on in the middle of a sentence: a word in lower case, but not `vLLM` or `iPhone`. */
function continues(rest: string): boolean {
  const word = /^[\p{L}\p{N}-]+/u.exec(rest)?.[0] ?? ''
  return (/^\p{Ll}/u.test(word) && !/[\p{Lu}\p{N}]/u.test(word)) || /^[,;:)—–]/.test(rest)
}
