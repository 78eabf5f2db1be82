import type { Day } from '../domain/day.ts'
import { plainTag } from '../domain/digest.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { beginningDays, type DaySpan, type Here, spokenDays } from './spoken-day.ts'

/** What readers can ask besides looking something up, by the words for it. */
const verbs = {
  help: ['help', '帮助'],
  next: ['next', '下次'],
  discussed: ['discussed', '讨论'],
  subscribe: ['subscribe', '订阅'],
  unsubscribe: ['unsubscribe', '取消订阅', '退订'],
  settings: ['settings', '设置'],
  pause: ['pause', '暂停'],
  resume: ['resume', '恢复'],
  export: ['export', '导出'],
} as const

export type Verb = keyof typeof verbs

/** Text that one of the keys below was given, by key. */
export type Details = Readonly<Partial<Record<DetailKey, string>>>

const detailKeys = ['tag', 'tags', 'since', 'until', 'on', 'publication', 'at', 'timezone', 'days', 'layout'] as const
export type DetailKey = (typeof detailKeys)[number]

/** A look into the archive. Everything given must hold. */
export interface Lookup {
  /** Words and quoted phrases, as typed. */
  readonly words: string
  readonly tag?: string
  readonly days: Partial<DaySpan>
  readonly publication?: string
}

export type Ask =
  | { readonly kind: 'newest' }
  | { readonly kind: 'verb'; readonly verb: Verb; readonly details: Details; readonly rest: string }
  | { readonly kind: 'lookup'; readonly lookup: Lookup }

/** What a command's text asks for. Total: whatever is typed is at least words to look for. */
export function understand(text: string, here: Here, vocabulary: Vocabulary): Ask {
  const { details, rest } = takeDetails(text)
  const [first = '', ...others] = rest.split(/\s+/)
  const verb = verbCalled(first)
  if (verb) return { kind: 'verb', verb, details, rest: others.join(' ') }
  if (rest === '' && Object.keys(details).length === 0) return { kind: 'newest' }
  return { kind: 'lookup', lookup: lookupOf(rest, details, here, vocabulary) }
}

function verbCalled(word: string): Verb | undefined {
  const plain = word.toLowerCase()
  return (Object.keys(verbs) as Verb[]).find((verb) => (verbs[verb] as readonly string[]).includes(plain))
}

/** Takes `tag:training` and `tag:"Image Gen"` out of a text. */
function takeDetails(text: string): { details: Details; rest: string } {
  const details: Partial<Record<DetailKey, string>> = {}
  const pattern = new RegExp(`(?<=^|\\s)(${detailKeys.join('|')})[:：](?:"([^"]*)"|(\\S+))`, 'giu')
  const rest = text.replace(pattern, (_, key: string, quoted?: string, bare?: string) => {
    details[key.toLowerCase() as DetailKey] = (quoted ?? bare ?? '').trim()
    return ' '
  })
  return { details, rest: rest.replace(/\s+/g, ' ').trim() }
}

function lookupOf(text: string, details: Details, here: Here, vocabulary: Vocabulary): Lookup {
  const given = detailedDays(details, here)
  const whole = spokenDays(text, here)
  const { words, days } = whole ? { words: '', days: whole } : takeRange(text, here)
  const spoken = details.tag ?? tagCalled(words, vocabulary)
  return {
    words: details.tag === undefined && spoken !== undefined ? '' : words,
    ...(spoken && { tag: spoken }),
    days: { ...days, ...given },
    ...(details.publication && { publication: details.publication }),
  }
}

function detailedDays({ since, until, on }: Details, here: Here): Partial<DaySpan> {
  const spans = [since, until, on].map((text) => (text === undefined ? undefined : spokenDays(text, here)))
  const [from, to, exactly] = spans
  return { ...(from && { first: from.first }), ...(to && { last: to.last }), ...exactly }
}

/** Takes `since march` and `until last friday` out of the words; what follows no day stays a word. */
function takeRange(text: string, here: Here): { words: string; days: Partial<DaySpan> } {
  const days: { first?: Day; last?: Day } = {}
  let words = text
  for (const [bound, names] of [
    ['first', 'since|from'],
    ['last', 'until|till|before'],
  ] as const) {
    const match = new RegExp(`(?:^|\\s)(?:${names})\\s+(.+)$`, 'iu').exec(words)
    const found = match?.[1] === undefined ? undefined : beginningDays(match[1], here)
    if (!match || !found) continue
    days[bound] = found.span[bound]
    words = `${words.slice(0, match.index)} ${found.rest}`.trim()
  }
  return { words, days }
}

/** The topic of exactly this name, in any language. */
function tagCalled(text: string, vocabulary: Vocabulary): string | undefined {
  const plain = plainTag(text)
  return vocabulary.tags.flatMap(({ names }) => names).find((name) => plainTag(name) === plain)
}

/** All names of a topic; a tag that the vocabulary does not know is its own only name. */
export function namesOf(tag: string, vocabulary: Vocabulary): readonly string[] {
  const topic = vocabulary.tags.find(({ names }) => names.some((name) => plainTag(name) === plainTag(tag)))
  return topic?.names ?? [tag]
}
