import { readFileSync } from 'node:fs'

let known: ReadonlySet<string> | undefined

/** Whether a lower-case English word is common, in any of its forms, and so is not a name. */
export function isCommonWord(word: string): boolean {
  known ??= readWords()
  const words = known
  return baseForms(word).some((form) => words.has(form))
}

/** The words of the list, which begins with its origin and licence in lines with a #. */
function readWords(): ReadonlySet<string> {
  const text = readFileSync(new URL('./common-words.txt', import.meta.url), 'utf8')
  return new Set(text.replace(/^#.*$/gm, '').split(/\s+/))
}

const endings: readonly (readonly [string, readonly string[]])[] = [
  ['ies', ['y']],
  ['es', ['', 'e']],
  ['s', ['']],
  ['ied', ['y']],
  ['ed', ['', 'e']],
  ['ing', ['', 'e']],
  ['ly', ['', 'le']],
  ['er', ['', 'e']],
  ['ness', ['']],
]

const prefixes = /^(?:re|un|non|over|under|pre|mis|dis|in)(?=\p{L}{4})/u

/** The word and its possible bases: `retrained` gives `retrain` and `train`. */
export function baseForms(word: string): string[] {
  const forms = [word]
  // Two endings at most: build, builder, builders.
  for (const form of [word, ...shorter(word)]) forms.push(...shorter(form))
  return [...forms, ...forms.map((form) => form.replace(prefixes, ''))]
}

function shorter(word: string): string[] {
  return endings.flatMap(([ending, replacements]) => {
    if (!word.endsWith(ending) || word.length - ending.length < 3) return []
    const stem = word.slice(0, -ending.length)
    return [...replacements.map((end) => stem + end), ...(stem.at(-1) === stem.at(-2) ? [stem.slice(0, -1)] : [])]
  })
}
