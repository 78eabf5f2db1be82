import type { Day } from '../domain/day.ts'
import { normalizeTag } from '../domain/digest.ts'
import { dayAt } from '../domain/time-zone.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { simplifiedWords } from '../lib/simplified-chinese.ts'
import { isFiller, withoutFiller } from './dates/filler.ts'
import { parseDays } from './dates/parse-date.ts'
import type { DaySpan, ReaderClock, TakenDays } from './dates/periods.ts'
import { takeDays } from './dates/take-days.ts'

/** Values by option name. */
export type CommandOptions = Readonly<Partial<Record<CommandOption, string>>>

const detailKeys = [
  'tag',
  'tags',
  'since',
  'until',
  'on',
  'publication',
  'at',
  'timezone',
  'days',
  'layout',
  'discussion',
] as const
type CommandOption = (typeof detailKeys)[number]

/** A search. All conditions must match. */
export interface SearchRequest extends TakenDays {
  readonly tag?: string
  readonly publication?: string
}

/** The words that may follow the name of a subcommand. With any others, the text is a search. */
export interface SubcommandGrammar {
  /** The options that it takes. */
  readonly options?: readonly CommandOption[]
  /** Whether it takes these words after its name; without it, there may be none. */
  takes?(rest: string, here: ReaderClock): boolean
}

/** A subcommand that a text may begin with, and the words after it. */
interface Candidate<Subcommand> {
  readonly subcommand: Subcommand
  readonly rest: string
  /** Whether a letter of its name is wrong. */
  readonly isMistyped?: true
  /** Whether it is named in a question, which does nothing by itself. */
  readonly isAskedFor?: true
}

export type ParsedCommand<Subcommand> =
  | { readonly kind: 'newest' }
  | {
      readonly kind: 'subcommand'
      readonly subcommand: Subcommand
      readonly options: CommandOptions
      readonly rest: string
    }
  | {
      readonly kind: 'lookup'
      readonly lookup: SearchRequest
      /** The subcommand that may have been meant: mistyped, or with words that it does not take. */
      readonly near?: Candidate<Subcommand>
    }

/**
 * Parses a command's text. Never fails: any text is at least words to search for. It is a subcommand only if the whole
 * text has the form that the subcommand takes: `pause friday` is one, `pause tokens` is a search.
 */
export function parseCommand<Subcommand extends SubcommandGrammar>(
  text: string,
  here: ReaderClock,
  vocabulary: Vocabulary,
  find: (text: string) => readonly Candidate<Subcommand>[],
): ParsedCommand<Subcommand> {
  const { details, rest } = takeDetails(text)
  const candidates = find(rest)
  const readable = candidates.find((each) => isTaken(each, details, here))
  if (readable && !readable.isMistyped && !readable.isAskedFor)
    return { kind: 'subcommand', subcommand: readable.subcommand, options: details, rest: readable.rest }
  const isAlone = Object.keys(details).length === 0
  if (isAlone && (rest === '' || (newest.test(rest) && isFiller(rest)))) return { kind: 'newest' }
  const isNamed = (each: Candidate<Subcommand>) => !each.isMistyped && !(each.isAskedFor && each.rest !== '')
  const near = readable ?? candidates.find(isNamed)
  return { kind: 'lookup', lookup: lookupOf(rest, details, here, vocabulary), ...(near && { near }) }
}

const newest =
  /(?<=^|\s)(?:latest|newest|most recent)(?=\s|$)|what['’]?s new|was gibt['’]?s neues|was ist neu|neuest(?:e[rns]?)?(?=\s|$)|最新/i

function isTaken({ subcommand, rest }: Candidate<SubcommandGrammar>, details: CommandOptions, here: ReaderClock) {
  const isOption = (name: string) => subcommand.options?.some((option) => option === name)
  return Object.keys(details).every(isOption) && (rest === '' || subcommand.takes?.(rest, here) === true)
}

// A phrase is matched as a whole, so that nothing in it is read as an option. A blank after the colon is a slip: not so in
// `on: device`.
const detail = new RegExp(
  `(?<=^|\\s)(?:"[^"]*"|(?<key>${detailKeys.join('|')})[:：](?:(?<=(?:tags?|since|until|publication)[:：])\\s*)?(?:"(?<quoted>[^"]*)"|(?<bare>\\S+)))`,
  'giu',
)

/** Takes `tag:training` and `tag:"Image Gen"` out of a text. */
function takeDetails(text: string): { details: CommandOptions; rest: string } {
  const details: Partial<Record<CommandOption, string>> = {}
  for (const { groups } of text.matchAll(detail)) {
    const { key, quoted, bare = '' } = groups ?? {}
    if (key) details[key.toLowerCase() as CommandOption] = (quoted ?? bare).trim()
  }
  const rest = text.replace(detail, (found, key?: string) => (key ? ' ' : found))
  return { details, rest: rest.replace(/\s+/g, ' ').trim() }
}

function lookupOf(text: string, details: CommandOptions, here: ReaderClock, vocabulary: Vocabulary): SearchRequest {
  const { tag: given, publication, ...others } = details
  const taken = takeDays(text, here)
  // Digests have no future days: `next week in AI` are words to search for.
  const isAhead = taken.words !== '' && (taken.days.first ?? '') > dayAt(here.now, here.timezone)
  const spoken: TakenDays = isAhead ? { words: text, days: {} } : taken
  const { days, unread } = daysOf(others, here)
  const words = [spoken.words, ...unread].filter(Boolean).join(' ')
  const tag = given ?? tagCalled(words, vocabulary)
  return {
    ...spoken,
    words: given === undefined && tag !== undefined ? '' : words,
    ...(tag && { tag }),
    days: { ...spoken.days, ...days },
    ...(publication && { publication: publication.toLowerCase() }),
  }
}

/** The days that options name. Options without a valid day become words to search for. */
function daysOf(details: CommandOptions, here: ReaderClock): { days: Partial<DaySpan>; unread: readonly string[] } {
  const days: { first?: Day; last?: Day } = {}
  const unread: string[] = []
  for (const [key, value] of Object.entries(details)) {
    const span = ['since', 'until', 'on'].includes(key) ? parseDays(value, here) : undefined
    if (!span) unread.push(`${key}:${value}`)
    else {
      if (key !== 'until') days.first = span.first
      if (key !== 'since') days.last = span.last
    }
  }
  return { days, unread }
}

/** The topic with exactly this name, in any language, as `#agent` or `[Agent]` and in a question: `anything about agents`. */
function tagCalled(text: string, vocabulary: Vocabulary): string | undefined {
  const names = vocabulary.tags.flatMap((topic) => topic.names)
  for (const words of [text, withoutFiller(text)]) {
    const plain = plainTopic(words.replace(/^[#＃](?=\p{L})|^[[【]|[\]】?？!！。]$/gu, ''))
    const found = names.find((name) => plainTopic(name) === plain || `${plainTopic(name)}s` === plain)
    if (found !== undefined) return found
  }
  return undefined
}

/** The name of a topic, to be compared with what is typed. */
export function plainTopic(name: string): string {
  return normalizeTag(simplifiedWords(name))
}

/** All names of a topic; an unknown tag has only its own. */
export function tagNames(tag: string, vocabulary: Vocabulary): readonly string[] {
  const topic = vocabulary.tags.find(({ names }) => names.some((name) => normalizeTag(name) === normalizeTag(tag)))
  return topic?.names ?? [tag]
}
