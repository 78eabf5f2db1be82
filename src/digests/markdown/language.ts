import { stopwords as danish } from '@orama/stopwords/danish'
import { stopwords as dutch } from '@orama/stopwords/dutch'
import { stopwords as english } from '@orama/stopwords/english'
import { stopwords as finnish } from '@orama/stopwords/finnish'
import { stopwords as french } from '@orama/stopwords/french'
import { stopwords as german } from '@orama/stopwords/german'
import { stopwords as hungarian } from '@orama/stopwords/hungarian'
import { stopwords as indonesian } from '@orama/stopwords/indonesian'
import { stopwords as italian } from '@orama/stopwords/italian'
import { stopwords as norwegian } from '@orama/stopwords/norwegian'
import { stopwords as portuguese } from '@orama/stopwords/portuguese'
import { stopwords as romanian } from '@orama/stopwords/romanian'
import { stopwords as spanish } from '@orama/stopwords/spanish'
import { stopwords as swedish } from '@orama/stopwords/swedish'
import { stopwords as turkish } from '@orama/stopwords/turkish'
import { francAll } from 'franc'
import { hasLettersOf, lettersOf, nordicLanguage } from './alphabets.ts'

/** The detected languages; with more of them, short texts are mistaken for rare languages. */
const known =
  'eng fra deu spa por ita nld pol rus ukr bul srp hrv ces slk slv hun ron swe dan nob fin est lav lit tur ell heb arb ' +
  'pes urd hin ben tam tel mar guj kan mal pan tha vie ind kor jpn cmn tgl kat hye cat'

/** A text with fewer letters is not classified; with fewer than `sureLetters` the result must be clear. */
const fewLetters = 25
const sureLetters = 400
/** A short text is not English only if English is this unlikely, or if another language is clearly likelier. */
const englishMax = 0.7
const othersMax = 0.9

/** A text with at least this many letters such as é, and this share of them, is not English. */
const [foreignLetters, foreignShare] = [3, 0.03]

/** Words such as `the` and `of`, by the code of ISO 639-3: names and terms of the field have none of them. */
const commonWords: Readonly<Record<string, ReadonlySet<string>>> = {
  dan: new Set(danish),
  nld: new Set(dutch),
  eng: new Set(english),
  fin: new Set(finnish),
  fra: new Set(french),
  deu: new Set(german),
  hun: new Set(hungarian),
  ind: new Set(indonesian),
  ita: new Set(italian),
  nob: new Set(norwegian),
  por: new Set(portuguese),
  ron: new Set(romanian),
  spa: new Set(spanish),
  swe: new Set(swedish),
  tur: new Set(turkish),
}

/** A text with more common words of another language than of English is not English; fewer than these may be names. */
const [commonMin, commonShare] = [2, 0.15]

/** The language of a text by its script or its letters, for digests that do not give it. A BCP 47 code such as `fr`. */
export function detectLanguage(markdown: string): string {
  const text = markdown
    .replace(/^(---|\+\+\+)\n.*?\n\1\n/s, '')
    .replace(/^(`{3,}|~{3,}).*?^\1/gms, '')
    .replace(/`[^`\n]*`|\$[^$\n]*\$|https?:\S+|<\/?[a-z][^>]*>/gi, '')
    // Chapters, tags and labels are often English whatever the language.
    .replace(/^#{1,2} .*$|^[\p{L} ]{1,30}:\s*$|\[[^\]\n]*\](?!\()/gmu, '')
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const share = (script: RegExp) => (text.match(script)?.length ?? 0) / Math.max(1, letters)
  if (share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) > 0.1) return 'ja'
  if (share(/\p{Script=Hangul}/gu) > 0.2) return 'ko'
  if (share(/\p{Script=Han}/gu) > 0.2) return 'zh'
  const isLatin = share(/\p{Script=Latin}/gu) > 0.8
  if (letters === 0 || (isLatin && letters < fewLetters)) return 'en'
  const own = lettersOf(text)
  const { special } = own
  const ranked = francAll(text, { only: known.split(' '), minLength: 1 }).filter(([code]) => hasLettersOf(code, own))
  const english = ranked.find(([code]) => code === 'eng')?.[1] ?? 0
  const [[code] = ['und'], [, second] = ['und', 0]] = ranked
  const isForeign = isLatin && special.length >= letters * foreignShare && special.length >= foreignLetters
  const isClear =
    isForeign || hasWordsOf(code, text) || english <= englishMax || (english <= othersMax && second <= othersMax)
  if (code === 'und' || (letters < sureLetters && !isClear)) return 'en'
  const nordic = code === 'dan' || code === 'nob' ? nordicLanguage(wordsOf(text)) : undefined
  // Turns the three letters of ISO 639-3 into the two that are usual.
  return Intl.getCanonicalLocales(nordic ?? code)[0] ?? 'en'
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? []
}

function hasWordsOf(code: string, text: string): boolean {
  const words = wordsOf(text)
  const countOf = (language: string) => words.filter((word) => commonWords[language]?.has(word)).length
  const count = countOf(code)
  return count >= Math.max(commonMin, words.length * commonShare) && count > countOf('eng')
}
