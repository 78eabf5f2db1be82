import { francAll } from 'franc'
import { hasLettersOf, specialLetters } from './alphabets.ts'

/** The detected languages; with more of them, short texts are mistaken for rare languages. */
const known =
  'eng fra deu spa por ita nld pol rus ukr bul srp hrv ces slk slv hun ron swe dan nob fin est lav lit tur ell heb arb ' +
  'pes urd hin ben tam tel mar guj kan mal pan tha vie ind kor jpn cmn tgl kat hye cat'

/** A text with fewer letters is not classified; with fewer than `sureLetters` the result must be clear. */
const fewLetters = 40
const sureLetters = 400
/** A short text is not English only if English is this unlikely, or if another language is clearly likelier. */
const englishMax = 0.7
const othersMax = 0.9

/** A text with at least this many letters such as é, and this share of them, is not English. */
const [foreignLetters, foreignShare] = [3, 0.03]

/** The language of a text by its script or its letters, for digests that do not give it. A BCP 47 code such as `fr`. */
export function detectLanguage(markdown: string): string {
  const text = markdown
    .replace(/^---\n.*?\n---\n/s, '')
    .replace(/^(`{3,}|~{3,}).*?^\1/gms, '')
    .replace(/`[^`\n]*`|\$[^$\n]*\$|https?:\S+/g, '')
    // Chapters, tags and labels are often English whatever the language.
    .replace(/^#{1,2} .*$|^[\p{L} ]{1,30}:\s*$|\[[^\]\n]*\](?!\()/gmu, '')
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const share = (script: RegExp) => (text.match(script)?.length ?? 0) / Math.max(1, letters)
  if (share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) > 0.1) return 'ja'
  if (share(/\p{Script=Hangul}/gu) > 0.2) return 'ko'
  if (share(/\p{Script=Han}/gu) > 0.2) return 'zh'
  const isLatin = share(/\p{Script=Latin}/gu) > 0.8
  if (letters === 0 || (isLatin && letters < fewLetters)) return 'en'
  const special = specialLetters(text)
  const ranked = francAll(text, { only: known.split(' '), minLength: 1 }).filter(([code]) =>
    hasLettersOf(code, special),
  )
  const english = ranked.find(([code]) => code === 'eng')?.[1] ?? 0
  const [[code] = ['und'], [, second] = ['und', 0]] = ranked
  const isForeign = isLatin && special.length >= letters * foreignShare && special.length >= foreignLetters
  const isClear = isForeign || english <= englishMax || (english <= othersMax && second <= othersMax)
  if (code === 'und' || (letters < sureLetters && !isClear)) return 'en'
  // Turns the three letters of ISO 639-3 into the two that are usual.
  return Intl.getCanonicalLocales(code)[0] ?? 'en'
}
