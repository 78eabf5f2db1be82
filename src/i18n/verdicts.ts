import { ExpectedError, PlatformBusy, PlatformUnreachable } from '../domain/errors.ts'
import type { FailureReason, FailureWords } from '../domain/failure-reason.ts'
import type { ProblemSentences } from '../domain/problem.ts'
import type { CheckText, Verdict } from '../domain/verdict.ts'
import type { en } from './en/index.ts'
import { describeFailure } from './failures.ts'
import { messagesFor } from './messages.ts'

type Checks = typeof en.checks
type KeyOf<Said> = { [Key in keyof Checks]: ReturnType<Checks[Key]> extends Said ? Key : never }[keyof Checks]

/** A check that found nothing wrong. */
export function fine<Key extends KeyOf<string>>(key: Key, ...values: Parameters<Checks[Key]>): Verdict {
  const text: CheckText = { key, values }
  return { ok: true, message: sentencesOf(text).message, text }
}

/** A check that found something wrong, with the one thing to do. */
export function wrong<Key extends KeyOf<readonly string[]>>(key: Key, ...values: Parameters<Checks[Key]>): Verdict {
  const text: CheckText = { key, values }
  return { ok: false, ...sentencesOf(text), text }
}

/** A failed check in words that are shown unchanged in every language. */
export function wrongInWords(message: string, fix: string): Verdict {
  return { ok: false, message, fix }
}

/** The problem and the advice of an error. */
export function wrongFromError(error: unknown): Verdict {
  const isOutage = error instanceof PlatformUnreachable || error instanceof PlatformBusy
  const outage = isOutage ? { isOutage: true as const } : {}
  if (!(error instanceof ExpectedError)) return { ...wrong('answer-not-understood'), ...outage }
  return { ok: false, ...adviceOf(error.reason), ...outage, text: error.reason }
}

/** A verdict in a language; the fix of a fine one is empty. */
export function describeVerdict(verdict: Verdict, language?: string): ProblemSentences {
  const { text, message } = verdict
  if (text === undefined) return { message, fix: verdict.ok ? '' : verdict.fix }
  return 'key' in text ? sentencesOf(text, language) : adviceOf(text, language)
}

/** A verdict as one text. */
export function verdictText(verdict: Verdict, language?: string): string {
  const { message, fix } = describeVerdict(verdict, language)
  const gap = message.endsWith('。') ? '' : ' '
  return fix === '' ? message : `${message}${gap}${fix}`
}

function sentencesOf({ key, values }: CheckText, language?: string): ProblemSentences {
  const words: Readonly<Record<string, unknown>> = messagesFor(language).checks
  const say = words[key]
  if (typeof say !== 'function') return { message: key, fix: '' }
  const said: string | readonly [string, string] = say(...values)
  return typeof said === 'string' ? { message: said, fix: '' } : { message: said[0], fix: said[1] }
}

function adviceOf({ code = '', values = [], text }: FailureReason, language?: string): ProblemSentences {
  const { failures, doctor } = messagesFor(language)
  const words: FailureWords = failures
  const inWords = values.map((value) => (typeof value === 'string' ? value : describeFailure(value, language)))
  const said = Object.hasOwn(words, code) ? (words[code]?.(...inWords) ?? text) : text
  if (typeof said === 'object') return { message: doctor.sentence(said.what), fix: doctor.sentence(said.fix) }
  return { message: doctor.sentence(said), fix: code === 'busy' ? doctor.tryLater : doctor.checkNetwork }
}
