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
  ind: '',
  tgl: 'ñ',
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

/** Fewer such letters are in names. */
const namesMax = 2

/** Letters of the languages of eastern Europe and of Turkish, which western languages have in names only. */
const eastern = /[ąćčďđęěğıĺľłńňőřśšşșťțűůźżžāēģīķļņūėįų]/u

/** Whether a text with these letters may be in a language. Languages of other scripts always may. */
export function hasLettersOf(code: string, { special, eastern: own }: TextLetters): boolean {
  const alphabet = alphabets[code]
  if (alphabet !== undefined && own.some((letter) => !alphabet.includes(letter))) return false
  if (alphabet === undefined || special.length === 0) return true
  if (alphabet.length < 2 && special.length <= namesMax) return true
  const needed = frequent[code]
  if (needed !== undefined && !special.includes(needed)) return false
  return special.filter((letter) => alphabet.includes(letter)).length >= special.length * shareMin
}

/** The letters of a text that only some languages have, in lower case. */
interface TextLetters {
  readonly special: readonly string[]
  /** Those of eastern Europe in words without a capital, which are no names. */
  readonly eastern: readonly string[]
}

export function lettersOf(text: string): TextLetters {
  const letters = text.toLowerCase().match(/[\p{Script=Latin}\p{Script=Cyrillic}]/gu) ?? []
  const words = text.match(/(?<!\p{L})\p{Ll}+/gu) ?? []
  return {
    special: letters.filter((letter) => !common.test(letter)),
    eastern: words.flatMap((word) => [...word]).filter((letter) => eastern.test(letter)),
  }
}

/** How words of Danish and of Norwegian are spelled that the other language spells otherwise. */
const danish =
  /^(?:af|bag|blev|blevet|bliver|dig|efter\p{L}*|gør|hvad|imellem|jer|kun|læs\p{L}*|mellem|meget|mig|mod|nogen|noget|nogle|nu|op|procent|sig|ud|uge\p{L}*|åbn\p{L}*)$|\p{L}(?:hed(?:en|er)?|tion(?:en|er|erne)?|skab(?:et|er)?|ede)$|øj|[ev]ej(?:en|e)?$/u
const norwegian =
  /^(?:av|bak|bare|ble|blir|blitt|deg|etter\p{L}*|gjør|hva|meg|mellom|mot|mye|noe|noen|nå|opp|prosent|seg|uke\p{L}*|ut|åpn\p{L}*)$|\p{L}(?:het(?:en|er)?|sjon(?:en|er|ene)?|skap(?:et|er)?)$|øy|[^d]ei(?:en|er)?$|([bdfgklmnprst])\1$/u

/** Of two languages that share most words, the one whose spelling a text has; undefined where it has neither or both alike. */
export function nordicLanguage(words: readonly string[]): 'dan' | 'nob' | undefined {
  const difference =
    words.filter((word) => danish.test(word)).length - words.filter((word) => norwegian.test(word)).length
  return difference > 0 ? 'dan' : difference < 0 ? 'nob' : undefined
}
