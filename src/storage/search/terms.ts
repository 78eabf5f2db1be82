import { simplifiedWords } from '../../lib/simplified-chinese.ts'
import { otherNumbers } from './irregular-nouns.ts'
import { halvesOf, type KnownWords, withDigitsApart } from './joined-words.ts'
import { isStopWord, isWeakWord, stemOf, stemsOf } from './languages.ts'
import { isUnspaced, type Token, tokenize } from './tokenizer.ts'

/** A typed word or phrase as search terms. */
export interface Term {
  readonly typed: string
  /** Sequences of words: as typed, then other spellings. One match is enough. */
  readonly forms: readonly (readonly string[])[]
  /** In double quotes: only exact matches. */
  readonly isPhrase: boolean
  /** Whether its last word is a prefix. */
  readonly isPrefix: boolean
}

/** Shorter words are no prefixes: too many words begin with them. */
const shortestPrefix = 3

/** Shorter words are looked for in no longer word: `hi` stands in `this`. */
const shortestWithin = 3

/** How many words of the archive a form such as `k8s` may stand for. */
const shortenedMax = 5

/** FTS5 slows down with the length of a phrase: longer ones are looked for in stretches of this length. */
const phraseWords = 24

const synonyms: Readonly<Record<string, readonly string[]>> = {
  csharp: ['c_sharp'],
  fsharp: ['f_sharp'],
  cpp: ['c_plus'],
  dotnet: ['dot_net'],
  golang: ['go'],
  objc: ['objective', 'c'],
  js: ['javascript'],
  ts: ['typescript'],
  py: ['python'],
  pgsql: ['postgresql'],
  ml: ['machine', 'learning'],
  rl: ['reinforcement', 'learning'],
  nlp: ['natural', 'language', 'processing'],
  rag: ['retrieval', 'augmented', 'generation'],
  moe: ['mixture', 'of', 'experts'],
  cot: ['chain', 'of', 'thought'],
  sft: ['supervised', 'fine', 'tuning'],
  mcp: ['model', 'context', 'protocol'],
  asr: ['speech', 'recognition'],
  tts: ['text', 'to', 'speech'],
  llm: ['large', 'language', 'model'],
  vlm: ['vision', 'language', 'model'],
  vla: ['vision', 'language', 'action'],
  ssm: ['state', 'space', 'model'],
  sae: ['sparse', 'autoencoder'],
  tot: ['tree', 'of', 'thoughts'],
  dpo: ['direct', 'preference', 'optimization'],
  ppo: ['proximal', 'policy', 'optimization'],
  peft: ['parameter', 'efficient', 'fine', 'tuning'],
  icl: ['in', 'context', 'learning'],
  hle: ['humanity', 's', 'last', 'exam'],
}

/** Names with a sign, as they are pronounced. */
const spokenSigns: readonly (readonly [RegExp, string])[] = [
  [/(?<![\p{L}\p{N}])([cf])[ -]?sharp(?![\p{L}\p{N}])/giu, '$1#'],
  [/(?<![\p{L}\p{N}])c[ -]?plus[ -]?plus(?![\p{L}\p{N}])/giu, 'C++'],
  [/(?<![\p{L}\p{N}])dot[ -]net(?![\p{L}\p{N}])/giu, '.NET'],
]

/** With every kind of double quotation marks written as `"`. */
export function straightQuotes(text: string): string {
  return text.replace(/[“”„‟＂«»]/g, '"')
}

/** The terms of a query: words and phrases in double quotes, each once. No other character has a meaning. */
export function readTerms(typed: string, vocabulary: KnownWords): Term[] {
  const quotes = straightQuotes(typed.replace(/\p{Cc}/gu, ' '))
  const plain = spokenSigns.reduce((text, [spoken, written]) => text.replace(spoken, written), quotes)
  const terms = new Map<string, Term>()
  const pieces = [...plain.matchAll(/"([^"]*)"|[^\s"]+/g)]
  for (const [at, { 0: piece, 1: phrase }] of pieces.entries()) {
    const words = tokenize(phrase ?? piece).map(({ word }) => word)
    const last = words.at(-1)
    if (last === undefined) continue
    const isPhrase = phrase !== undefined
    const canGoOn = !isUnspaced(last) && [...last].length >= shortestPrefix
    const isPrefix = !isPhrase && at === pieces.length - 1 && canGoOn
    const forms = isPhrase ? [words] : [...formsOf(words, vocabulary), ...otherForms(piece, words, vocabulary)]
    terms.set(words.join(' '), { typed: phrase ?? piece, forms, isPhrase, isPrefix })
  }
  return [...terms.values()]
}

/** The ways to write some words that were typed as one. */
function formsOf(words: readonly string[], vocabulary: KnownWords): string[][] {
  const { languages, words: known } = vocabulary
  const [first = '', ...others] = words
  const last = words.at(-1) ?? ''
  const stems = stemsOf(last, languages).map((stem) => [...words.slice(0, -1), stem])
  if (others.length > 0)
    return [[...words], ...stems, ...joined(words, languages), ...withDigitsApart(words, vocabulary)]
  const synonym = [first, ...stems.flat()].flatMap((word) => synonyms[word] ?? [])
  const numbers = [first, ...stems.flat()].flatMap(otherNumbers).filter((word) => known.has(word))
  const irregular = numbers.flatMap((word) => [word, ...stemsOf(word, languages)]).map((word) => [word])
  return [[first], ...stems, ...irregular, ...halvesOf(first, vocabulary), ...inBothNumbers(synonym)]
}

/** `sparse autoencoder` and `sparse autoencoders` */
function inBothNumbers(words: readonly string[]): string[][] {
  const last = words.at(-1)
  return last === undefined ? [] : [[...words], [...words.slice(0, -1), `${last}s`]]
}

/** `grpo` of `<grpo>`,  `text to speech` of `textToSpeech`, `kubernetes` of `k8s`, and 代码 of 程式碼. */
function otherForms(piece: string, words: readonly string[], { languages, words: known }: KnownWords): string[][] {
  const elided = words.length > 1 && /^\p{L}{1,2}['’ʼ＇]\p{L}{3}/u.test(piece) ? words.slice(1) : []
  const humps = /\p{Ll}\p{Lu}/u.test(piece) ? tokenize(piece.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')) : []
  const plain = words.filter(isSpoken)
  const isMarked = plain.length < words.length && plain.some((word) => /\p{L}/u.test(word))
  const [first = '', left = '', last = ''] = words.length === 3 && /^\p{L}\d+\p{L}$/u.test(piece) ? words : []
  const elsewhere = words.some(isUnspaced) ? tokenize(simplifiedWords(piece)).map(({ word }) => word) : []
  const length = Number(left) + 2
  const shortened = left
    ? [...known].filter((word) => word.length === length && word.startsWith(first) && word.endsWith(last))
    : []
  return [
    ...(isMarked
      ? [plain, ...stemsOf(plain.at(-1) ?? '', languages).map((stem) => [...plain.slice(0, -1), stem])]
      : []),
    ...(elided.length > 0
      ? [elided, ...stemsOf(elided.at(-1) ?? '', languages).map((stem) => [...elided.slice(0, -1), stem])]
      : []),
    // `H100s`
    ...(words.length > 1 && /\p{N}['’]?s$/u.test(piece) ? [words.slice(0, -1)] : []),
    ...(humps.length > 1 ? [humps.map(({ word }) => word)] : []),
    ...(elsewhere.length > 0 && elsewhere.join(' ') !== words.join(' ') ? [elsewhere] : []),
    ...shortened.slice(0, shortenedMax).map((word) => [word]),
  ]
}

/** Words joined into one: `multi agents` is `multiagents`, whose stem is `multiagent`. Only letters are joined. */
export function joined(words: readonly string[], languages: readonly string[]): string[][] {
  if (!words.every((word) => /^\p{L}+$/u.test(word) && !isUnspaced(word))) return []
  const one = words.join('')
  return [one, ...stemsOf(one, languages)].map((word) => [word])
}

/** Without stop words, unless there are no others. */
export function withoutStopWords(terms: readonly Term[], languages: readonly string[]): readonly Term[] {
  return unlessAll(terms, (word) => isStopWord(word, languages))
}

/** Without emoji and words that questions are made of, such as `happened`, unless there are no others. */
export function withoutWeakWords(terms: readonly Term[]): readonly Term[] {
  return unlessAll(terms, (word) => isWeakWord(word) || !isSpoken(word))
}

const isSpoken = (word: string) => /[\p{L}\p{N}]/u.test(word)

function unlessAll(terms: readonly Term[], isLeftOut: (word: string) => boolean): readonly Term[] {
  const telling = terms.filter(({ forms: [words = []], isPhrase, typed }) => {
    const isElided = /['’]/.test(typed) && words.every(isLeftOut)
    return isPhrase || !(isElided || isLeftOut(words.join(words.every(isUnspaced) ? '' : ' ')))
  })
  return telling.length > 0 && telling.length < terms.length ? telling : terms
}

/**
 * Whether a term may be searched for inside longer words. In scripts without spaces, every position was already
 * searched.
 */
export function canStandWithin({ forms }: Term): boolean {
  return forms[0]?.some((word) => word !== '_' && !isUnspaced(word) && word.length >= shortestWithin) ?? false
}

/** A term as FTS5 reads it: always quoted strings, https://www.sqlite.org/fts5.html#fts5_strings */
export function quoted({ forms, isPrefix }: Pick<Term, 'forms' | 'isPrefix'>): string {
  const all = forms.map(
    (words, at) => phraseOf(words) + (isPrefix && at === 0 && words.length <= phraseWords ? ' *' : ''),
  )
  return all.length === 1 ? String(all[0]) : `(${all.join(' OR ')})`
}

function phraseOf(words: readonly string[]): string {
  const stretches: string[] = []
  for (let at = 0; at === 0 || at < words.length - 1; at += phraseWords - 1) {
    stretches.push(
      `"${words
        .slice(at, at + phraseWords)
        .join(' ')
        .replaceAll('"', '""')}"`,
    )
  }
  const all = [...new Set(stretches)]
  return all.length === 1 ? String(all[0]) : `(${all.join(' AND ')})`
}

interface Place {
  readonly start: number
  readonly end: number
}

/** The place of a term in a text, from the first word's start to the last word's end. */
export function placesOf({ forms, isPrefix }: Term, text: readonly Token[], language = 'en'): Place[] {
  const places: Place[] = []
  for (const [at, { start }] of text.entries()) {
    for (const [form, words] of forms.entries()) {
      const last = words.length - 1
      const isHere = words.every((word, step) => {
        const found = text[at + step]?.word
        return found === word || (step === last && goesOn(found, word, isPrefix && form === 0, language))
      })
      const end = text[at + last]?.end
      if (isHere && end !== undefined) places.push({ start, end })
    }
  }
  return places
}

function goesOn(found: string | undefined, word: string, isPrefix: boolean, language: string): boolean {
  if (found === undefined || found[0] !== word[0] || word.length < 3) return false
  return isPrefix ? found.startsWith(word) : stemOf(found, language) === word
}

/** The words that contain a term that is neither a word nor a prefix. */
export function matchPlaces({ typed }: Term, text: string, words: readonly Token[]): Place[] {
  const literal = new RegExp(RegExp.escape(typed.trim()), 'giu')
  return [...text.matchAll(literal)].flatMap(({ 0: match, index }) =>
    words.filter(({ start, end }) => start < index + match.length && end > index && start < end),
  )
}
