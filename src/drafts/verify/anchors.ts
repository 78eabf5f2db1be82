import { unitOf } from './units.ts'

/** Words without a subject (stop words). */
const stopWords = new Set(
  (
    'the and for with from that this these those than then was were are been being has have had its their his her our your not but ' +
    'while where when which who whom whose what into onto over under about above below after before between among during per each ' +
    'every all any some most more less least fewer many much only just also very still yet both either neither one two three four ' +
    'five six seven eight nine ten can could may might must shall should will would did does done out off down too well such same ' +
    'other others ones another here there how why because since until unless though although however against versus compared without within ' +
    'they them you she him who it is as at by in of on or to up we us be do so if no nor an a get gets got make makes made use uses ' +
    'used using show shows shown find finds found report reports reported reach reaches reached'
  ).split(' '),
)

const hanStopWords = new Set(
  '的了在是和与或及就也都还又把被从到由比而则要有为以用能会可不没无非将对于中里那这其只每各占达约共多少个得着过给让使等名位家座张份件条项台块篇次种只需够'.split(
    '',
  ),
)

const latin = /[\p{Script=Latin}][\p{Script=Latin}\p{N}]*(?:[-./][\p{Script=Latin}\p{N}]+)*/gu
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** The anchors of a text: its content words in normalized form, for comparison. */
export function anchorsIn(text: string): ReadonlySet<string> {
  const words = (text.match(latin) ?? [])
    // A single capital letter may be a name: a driver in C.
    .map((word) => (/^[B-HJ-Z]$/.test(word) ? word : word.toLowerCase()))
    .filter(
      (word) => (word.length > 1 || /^[A-Z]$/.test(word)) && !stopWords.has(word) && (word.length > 2 || !unitOf(word)),
    )
  const han = /\p{Script=Han}/u.test(text)
    ? [...segmenter.segment(text)]
        .map(({ segment }) => segment)
        .filter((word) => /^\p{Script=Han}+$/u.test(word) && !hanStopWords.has(word))
    : []
  return new Set([...words.map(stem), ...han.filter((word) => !unitOf(word))])
}

/** In characters. Longer stems that begin alike are equal: recover and recovery, Portugal and Portuguese. */
const stemMax = 6

/** A rough stem, without plural, tense and part of speech. */
export function stem(word: string): string {
  const singular = word
    .replace(/(?:ies|y)$/, 'i')
    .replace(/(?<=\p{L}{3})(?:es|s|ed|ing|e)$/u, '')
    .replace(/(?<=\p{L}{2})([bdgmnprt])\1$/u, '$1')
  if (!/^\p{L}+$/u.test(singular)) return singular
  return singular
    .replace(/(?<=\p{L}{3})(?:ern|ial|ical|al|ic|ian|ean|an|ese|ous|ation|ion|ment|ly|er|or|ity)$/u, '')
    .replace(/(?<=p{L}{3})[aeiou]+$/, '')
    .slice(0, stemMax)
}
