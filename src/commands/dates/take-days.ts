import { addDays, type Day } from '../../domain/day.ts'
import { dayAt } from '../../domain/time-zone.ts'
import { isOnlyParticles } from '../../lib/particles.ts'
import { onlyAsks } from '../../lib/stop-words.ts'
import { isFiller } from './filler.ts'
import { germanCounts, germanMonths, germanUnits, germanWeekdays } from './german-spellings.ts'
import { takeHanDays } from './han-days.ts'
import { isHoliday } from './holidays.ts'
import { isImpossibleDay, takeImpossibleDay } from './impossible-days.ts'
import { isPlainlyDays, type LeadingDays, parseDays, parseLeadingDays } from './parse-date.ts'
import { type DaySpan, type ReaderClock, recent, type TakenDays } from './periods.ts'
import { outsidePhrases } from './quoted-phrases.ts'
import { isSeason } from './seasons.ts'
import { takeDaysAbroad } from './take-days-abroad.ts'

/** `yesterday's` and `march's` speak of days, too. */
const possessive =
  /\b(\d{1,2}(?:st|nd|rd|th)?|today|yesterday|tonight|week|month|year|weekend|quarter|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december)(?:['’]|(?<=today|yesterday|tonight))s(?=\s|$)/giu

/** Takes `since march`, `between 9 and 11 march` and `last friday` out of the words of a search. */
export function takeDays(text: string, here: ReaderClock): TakenDays {
  return outsidePhrases(text, (plain) => takeDaysOf(plain, here))
}

function takeDaysOf(text: string, here: ReaderClock): TakenDays {
  const named = text.replace(possessive, '$1').replace(/\b(?:a )?fortnight\b/giu, '2 weeks')
  const plain = withoutRecently(named)
  const whole = parseDays(plain, here) ?? parseDays(withoutEnd(plain), here)
  if (isHoliday(withoutEnd(plain)) || isSeason(withoutEnd(plain))) return { words: plain, days: {} }
  if (whole) return { words: '', days: whole }
  const missing = takeImpossibleDay(plain, here)
  if (missing?.words) return tidied({ words: missing.words, days: {}, typed: text, impossible: missing.day })
  const taken = takeBounds(plain, here)
  if (taken) return tidied(taken)
  const ways = isJapanese(plain, here)
    ? [takeDaysAbroad, takeHanDays, takeSpokenDays]
    : [takeHanDays, takeDaysAbroad, takeSpokenDays]
  const spoken = firstOf(ways, plain, here)
  if (spoken) return tidied({ ...spoken, typed: text })
  const isRecent = plain !== named && isFiller(plain)
  if (isRecent) return { words: '', days: recent(1, 'week', dayAt(here.now, here.timezone)), typed: text }
  return { words: plain === named ? text : plain, days: {} }
}

function isJapanese(text: string, { language = '' }: ReaderClock): boolean {
  return /[\p{sc=Hira}\p{sc=Kana}]/u.test(text) || /^ja(?=-|$)/i.test(language)
}

function firstOf(
  ways: readonly ((text: string, here: ReaderClock) => TakenDays | undefined)[],
  text: string,
  here: ReaderClock,
): TakenDays | undefined {
  for (const take of ways) {
    const taken = take(text, here)
    if (taken) return taken
  }
  return undefined
}

/** Words for an open period: newer sections come first anyway. */
const recently =
  /(?<=^|\s)(?:recently|lately|nowadays|these days|of late|the other (?:day|week)|in recent (?:days|weeks|months)|vor kurzem|kürzlich|neulich|in letzter zeit)(?=[\s?!.]|$)|^(?:最近一段[时時][间間]|[这這前]段[时時][间間]|[这這前]一?[阵陣]子?|最近|近期|近来|近來)(?=的|有|讲|講|说|說|\s)|\s*(?:最近一段[时時][间間]|[这這前]段[时時][间間]|[这這前]一?[阵陣]子?|最近|近期|近来|近來)$/giu

function withoutRecently(text: string): string {
  const rest = tidiedSpace(text.replace(recently, ' ').replace(/^ 的/, ''))
  return /[\p{L}\p{N}]/u.test(rest) ? rest : text
}

function tidiedSpace(text: string): string {
  return text
    .replace(/\s+(?=[?!.,]+$)/, '')
    .replace(/[\s,;:，；：]+$/u, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function withoutEnd(text: string): string {
  return text.replace(/[\s?!.,？！。，]+$/u, '')
}

/** In a question about days only, the other words are filler such as `what was there`, which is dropped. */
function tidied(taken: TakenDays): TakenDays {
  const words = tidiedSpace(taken.words)
  const { isWordsFirst: _, ...others } = taken
  const isAbout = !isFiller(words) && !onlyAsks(words) && !isOnlyParticles(words)
  return isAbout ? { ...taken, words } : { ...others, words: '' }
}

type Days = { first?: Day; last?: Day }

interface Bound {
  readonly names: RegExp
  readonly days: (found: LeadingDays) => Days
  /** Whether it stands before two days. */
  readonly isRange?: true
}

const both = ({ span: { first, last } }: LeadingDays): Days => ({ first, last })

/** `since march 9` is open; `from march 9` is that day, and `from march 9 on` is open again. */
const since = (found: LeadingDays): Days => (found.isRange ? both(found) : { first: found.span.first })
const from = (found: LeadingDays): Days => (onwards.test(found.rest) ? since(found) : both(found))
const onwards = /^on(?:wards?)?(?=\s|$)/i

const bounds: readonly Bound[] = [
  { names: /(?<=^|\s)(?:between|zwischen|from|since|von|vom|seit)\s+/giu, days: both, isRange: true },
  // The end is read first: `march until april` would be read as one range.
  { names: /(?<=^|\s)(?:until|till|up to|through|bis(?: zum)?)\s+/giu, days: ({ span }) => ({ last: span.last }) },
  {
    names: /(?<=^|\s)(?<!\bday\s)(?:before|prior to|vor)\s+/giu,
    days: ({ span }) => ({ last: addDays(span.first, -1) }),
  },
  { names: /(?<=^|\s)(?:after|nach)\s+/giu, days: ({ span }) => ({ first: addDays(span.last, 1) }) },
  { names: /(?<=^|\s)(?:since|starting(?: on| from)?|seit|ab)\s+/giu, days: since },
  { names: /(?<=^|\s)(?:from|von|vom)\s+/giu, days: from },
  { names: /(?<=^|\s)(?:back in|in|on|during|over|for|within|at|around|im|am|über|zu)\s+/giu, days: both },
  // Not in `the end of march` and `the 9th of march`.
  {
    names: /(?<=^|\s)(?<!\d(?:st|nd|rd|th)\s|(?:beginning|start|middle|end|day|week|quarter|half)\s)of\s+/giu,
    days: both,
  },
]

/** Days after a word such as `since`; without a day after it, `since` stays a word. */
function takeBounds(text: string, here: ReaderClock): TakenDays | undefined {
  const days: Days = {}
  let words = text
  for (const { names, days: read, isRange } of bounds) {
    for (const { 0: name, index } of words.matchAll(names)) {
      const before = words.slice(0, index)
      const after = words.slice(index + name.length)
      const isBetween = /between|zwischen/i.test(name)
      const found = parseLeadingDays(isBetween ? asRange(after) : after, here)
      if (!found || (isRange && !found.isRange) || isRangeFrom(before, name, after, here)) continue
      const named = read(found)
      if (named.first) days.first ??= named.first
      if (named.last) days.last ??= named.last
      words = `${before}${found.rest.replace(onwards, '')}`.trim()
      break
    }
  }
  return words === text ? undefined : { words, days }
}

/** Whether the last word before a bound begins its days: `3. bis 5. März`. */
function isRangeFrom(before: string, name: string, after: string, here: ReaderClock): boolean {
  const start = /\d{1,2}\.?\s*$/.exec(before)?.[0]
  return start !== undefined && parseLeadingDays(`${start}${name}${after}`, here)?.isRange === true
}

/** `9 and 11 march` as `9 to 11 march`. */
function asRange(text: string): string {
  return text.replace(/\s+(?:and|und)\s+/i, ' to ')
}

/** The number of words that days may be written in: `the beginning of march 2026`, `9 march to 11 march`. */
const dayWordsMax = 6

const count = '(?:\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a few|a couple of)'
const weekday = '(?:mon|tues|wednes|thurs|fri|satur|sun)day'
const shortWeekday = '(?:mon|tues?|wed|thu(?:rs?)?|fri)'
const date = '[a-z\\d/.]+(?: [a-z\\d]+)?'

/** Words that always mean days; `may` and `sun` have other meanings, too. */
const plainDays = whole(
  '(?:earlier |later )?today|tonight|yesterday(?: \\w+)?|(?:the )?day before yesterday',
  '(?:earlier |later |so far )?(?:this|last|next|(?:the )?past|(?:the )?last) \\S.*',
  '\\d{4}[-./]\\d{1,2}(?:[-./]\\d{1,2})?|\\d{1,2}\\/\\d{1,2}(?:\\/\\d+)?|\\d{1,2}[./]20\\d\\d|\\d{1,2}\\.\\d{1,2}\\.20\\d\\d',
  '20\\d\\d-?w\\d{1,2}',
  '(?:early|mid|late|(?:the )?(?:beginning|start|middle|end) of)[ -].*',
  '[qh][1-4] 20\\d\\d|20\\d\\d [qh][1-4]',
  "[a-z]+ (?:\\d{1,4}(?:st|nd|rd|th)?|['’]\\d\\d)(?:,? (?:\\d{4}|['’]\\d\\d))?",
  "\\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]+(?: (?:20|['’])?\\d\\d)?",
  `(?=.*\\d)${date} ?(?:-|–|to|until|through) ?${date}(?:,? \\d{4})?`,
  '(?:the )?(?:(?:first|second|third|fourth) )?week of \\S.*',
  '\\S.* (?:to date|so far)',
  'cw ?\\d{1,2}',
  `(?:${weekday}|${shortWeekday}),? \\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]+(?:,? 20\\d\\d)?`,
  '[qh][1-4][ /-]?(?:20\\d\\d|this year|last year)',
  '(?:vor)*gestern(?: \\p{L}+)?|heute(?: \\p{L}+)?',
  '(?:die |der |den |das )?(?:diese|letzte|vorletzte|vorige|vergangene)[nmrs]? \\S.*',
  `(?:vor|seit) ${germanCounts} ${germanUnits}`,
  `since ${count} (?:day|week|month|year)s?`,
  `(?:.*\\d\\. ?)(?:${germanMonths})(?: 20\\d\\d)?`,
  `(?:${germanMonths}) 20\\d\\d`,
  '(?:anfang|mitte|ende) \\S.*',
  '(?:kw|kalenderwoche) ?\\d{1,2}',
  `(?:${weekday}|${shortWeekday}) ?(?:-|–|to|until|through) ?(?:${weekday}|${shortWeekday})`,
)

/** Words that mean days, unless a digest has all of them together with the others. */
const likelyDays = whole(
  weekday,
  shortWeekday,
  '[qh][1-4]',
  '20\\d\\d',
  'january|february|march|april|june|july|august|september|october|november|december',
  `${germanWeekdays}|(?!mai$)(?:${germanMonths})`,
  'week \\d{1,2}',
  `(?:${weekday}|${shortWeekday}) (?:morning|afternoon|evening|night)`,
  '(?:the )?(?:first|second|third|fourth) (?:quarter|half)(?: of)?(?: 20\\d\\d| (?:this|last) year)?',
  '(?:erste|zweite|dritte|vierte)[ns]? (?:quartal|halbjahr)|[1-4]\\. (?:quartal|halbjahr)',
  '\\d{1,2}\\.\\d{1,2}\\.',
  '\\d\\d\\.\\d\\d\\.\\d\\d',
)

function whole(...patterns: readonly string[]): RegExp {
  return new RegExp(`^(?:${patterns.join('|')})$`, 'iu')
}

/** What may stand around days: `agent (yesterday)`, `2026-03-10, agent`. */
const around = /^[([（【]|[)\]）】,;:]+$/gu

/** The days that a text ends or begins with without a word such as `in` before them, and the other words. */
function takeSpokenDays(text: string, here: ReaderClock): TakenDays | undefined {
  const words = withoutEnd(text).split(/\s+/)
  const end = /\d{1,2}\.\d{1,2}\.$/.test(text) ? '.' : ''
  for (let size = Math.min(dayWordsMax, words.length - 1); size > 0; size -= 1) {
    const [tail = '', head = ''] = [words.slice(-size), words.slice(0, size)].map((some) =>
      some.join(' ').replace(around, ''),
    )
    for (const [spoken, rest, longer] of [
      [`${tail}${end}`, words.slice(0, -size), `${words.at(-size - 1)} ${tail}`],
      [head, words.slice(size), `${head} ${words[size]}`],
    ] as const) {
      const isPlain = plainDays.test(spoken) || isPlainlyDays(spoken)
      // Not `june` of `31 june`.
      const isCut = isImpossibleDay(longer, here)
      if ((!isPlain && !likelyDays.test(spoken)) || isCut) continue
      const days: DaySpan | undefined = parseDays(spoken, here)
      if (days) return { words: rest.join(' '), days, ...(!isPlain && { isWordsFirst: true }) }
    }
  }
  // `was ist heute neu`
  const at = words.findIndex((word, place) => plainDays.test(word) && isFiller(words.toSpliced(place, 1).join(' ')))
  const days = at < 0 ? undefined : parseDays(words[at] ?? '', here)
  return days && { words: '', days }
}
