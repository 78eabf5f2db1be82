import { unitOf } from './units.ts'

/** Words that say nothing about a subject. */
const stopWords = new Set(
  (
    'the and for with from that this these those than then was were are been being has have had its their his her our your not but ' +
    'while where when which who whom whose what into onto over under about above below after before between among during per each ' +
    'every all any some most more less least fewer many much only just also very still yet both either neither one two three four ' +
    'five six seven eight nine ten can could may might must shall should will would did does done out off down too well such same ' +
    'other another here there how why because since until unless though although however against versus compared without within ' +
    'they them you she him who it is as at by in of on or to up we us be do so if no nor an a get gets got make makes made use uses ' +
    'used using show shows shown find finds found report reports reported reach reaches reached'
  ).split(' '),
)

const latin = /[\p{Script=Latin}][\p{Script=Latin}\p{N}]*(?:[-./][\p{Script=Latin}\p{N}]+)*/gu
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** What a text is about: its words in a form in which they are compared, without those that occur everywhere. */
export function anchorsIn(text: string): ReadonlySet<string> {
  const words = (text.match(latin) ?? [])
    // One capital letter may be a name: a driver in C.
    .map((word) => (/^[B-HJ-Z]$/.test(word) ? word : word.toLowerCase()))
    .filter((word) => (word.length > 1 || /^[A-Z]$/.test(word)) && !stopWords.has(word) && !unitOf(word))
  const han = /\p{Script=Han}/u.test(text)
    ? [...segmenter.segment(text)].map(({ segment }) => segment).filter((word) => /^\p{Script=Han}{2,}$/u.test(word))
    : []
  return new Set([...words.map(stem), ...han.filter((word) => !unitOf(word))])
}

/** A rough stem: plural and tense do not matter. */
export function stem(word: string): string {
  return word.replace(/(?:ies|y)$/, 'i').replace(/(?<=\p{L}{3})(?:es|s|ed|ing|e)$/u, '')
}
