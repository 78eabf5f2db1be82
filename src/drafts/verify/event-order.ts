import type { DraftProblem } from '../../domain/draft.ts'
import { anchorsIn } from './anchors.ts'

/** Statements about the order of two events. `later` tells which of the two groups is the later event. */
const patterns: readonly { readonly pattern: RegExp; readonly isLaterFirst?: boolean }[] = [
  { pattern: /^(?:before|bevor|avant (?:que|de)|antes de(?: que)?)\s([^,]+),\s(.+)$/iu, isLaterFirst: true },
  { pattern: /^(?:after|once|nachdem|après (?:que|avoir)|después de(?: que)?|tras)\s([^,]+),\s(.+)$/iu },
  {
    pattern:
      /^(?:first|zuerst|erst|d'abord|primero),?\s(.+?)(?:,|;|\band\b|\bund\b|\bet\b|\by\b)\s?(?:and |und |et |y )?(?:then|later|dann|danach|puis|ensuite|luego|después)\s(.+)$/iu,
  },
  { pattern: /^(.+?),?\s(?:before|bevor|avant (?:que|de)|antes de(?: que)?)\s(?!\d)(.+)$/iu },
  { pattern: /^(.+?),?\s(?:after|nachdem|après (?:que|avoir)|después de(?: que)?)\s(?!\d)(.+)$/iu, isLaterFirst: true },
  { pattern: /^(.+?)\s(?:was|were|is|are)\s(?:then\s)?followed by\s(.+)$/iu },
  { pattern: /^(.+?)\sfollow(?:s|ed)\s(?!by\b)(.+)$/iu, isLaterFirst: true },
  { pattern: /^(.+?)\spreced(?:es?|ed)\s(.+)$/iu },
  { pattern: /^[^,;]{0,12}先(.+?)[,，]?\s?(?:然后|再|后)(.+)$/u },
  { pattern: /^(.+?)(?:之后|以后|后)[,，]?\s?(?:才|再|又|就)?(.+)$/u },
  { pattern: /^(.+?)(?:之前|以前|前)[,，]?\s?(?:就|先|已)(.+)$/u, isLaterFirst: true },
]

/** Stems of times. */
const time =
  /^(?:second|minut|hour|day|week|month|year|decad|jahr|monat|woche|stund|tagen?$|semain|heur|jour|hora|semana|meses|año|秒|分钟|小时|天|周|月|年)/

interface Order {
  readonly earlier: ReadonlySet<string>
  readonly later: ReadonlySet<string>
  /** The event that is named second: the first one may have the subject of both. */
  readonly second: 'earlier' | 'later'
}

function orderIn(sentence: string): Order | undefined {
  const text = sentence.replace(/[.。!?！？]+$/u, '')
  for (const { pattern, isLaterFirst = false } of patterns) {
    const [, first, second] = pattern.exec(text) ?? []
    if (first === undefined || second === undefined) continue
    // "After three years" is no event.
    const [one, other] = [first, second].map(
      (words) => new Set([...anchorsIn(words)].filter((word) => !time.test(word))),
    )
    if (!one || !other) continue
    const apart = [
      new Set([...one].filter((word) => !other.has(word))),
      new Set([...other].filter((word) => !one.has(word))),
    ] as const
    return isLaterFirst
      ? { earlier: apart[1], later: apart[0], second: 'earlier' }
      : { earlier: apart[0], later: apart[1], second: 'later' }
  }
  return undefined
}

/** Two events in the other order: "first cut, then frozen" for "first frozen, then cut". */
export function turnedOrder(text: string, evidence: readonly string[]): DraftProblem[] {
  const here = orderIn(text)
  if (!here) return []
  const shared = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
    [...one].filter((word) => other.has(word)).length
  const isTurned = evidence.map(orderIn).some((there) => {
    if (!there) return false
    const straight = shared(here[here.second], there[here.second])
    const [one, other] = [shared(here.earlier, there.later), shared(here.later, there.earlier)]
    return one > 0 && other > 0 && straight === 0
  })
  return isTurned ? [{ kind: 'polarity', what: text }] : []
}
