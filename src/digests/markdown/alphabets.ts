/** The letters of languages beside a to z, or beside those that all languages in Cyrillic have, by ISO 639-3. */
const alphabets: Readonly<Record<string, string>> = {
  fra: 'àâæçéèêëîïôœùûüÿ',
  deu: 'äöüß',
  spa: 'áéíñóúü',
  por: 'áâãàçéêíóôõúü',
  ita: 'àèéìíîòóùú',
  nld: 'áéëèïíóöü',
  pol: 'ąćęłńóśźż',
  ces: 'áčďéěíňóřšťúůýž',
  slk: 'áäčďéíĺľňóôŕšťúýž',
  slv: 'čšž',
  hrv: 'čćđšž',
  hun: 'áéíóöőúüű',
  ron: 'ăâîșşțţ',
  swe: 'åäöé',
  dan: 'æøåé',
  nob: 'æøåéèòôó',
  fin: 'äöåšž',
  est: 'äõöüšž',
  lav: 'āčēģīķļņšūž',
  lit: 'ąčęėįšųūž',
  tur: 'çğıöşüâî',
  cat: 'àçéèíïóòúü',
  rus: 'ёйщъыьэюя',
  ukr: 'йщьюяґєії',
  bul: 'йщъьюя',
  srp: 'ђјљњћџ',
}

/** Letters so frequent in a language that a text without them is in another one. */
const frequent: Readonly<Record<string, string>> = { ukr: 'і', srp: 'ј' }

/** Letters that all languages of a script have. */
const common = /[a-zабвгдежзиклмнопрстуфхцчш]/

/** A language fits if it has this share of the special letters of a text: names bring in some of other languages. */
const shareMin = 0.8

/** Whether a text with these letters, in lower case, may be in a language. Languages of other scripts always may. */
export function hasLettersOf(code: string, special: readonly string[]): boolean {
  const alphabet = alphabets[code]
  if (alphabet === undefined || special.length === 0) return true
  const needed = frequent[code]
  if (needed !== undefined && !special.includes(needed)) return false
  return special.filter((letter) => alphabet.includes(letter)).length >= special.length * shareMin
}

/** The letters of a text that only some languages have, in lower case. */
export function specialLetters(text: string): string[] {
  const letters = text.toLowerCase().match(/[\p{Script=Latin}\p{Script=Cyrillic}]/gu) ?? []
  return letters.filter((letter) => !common.test(letter))
}
