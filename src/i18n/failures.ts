import { ExpectedError, LedgerUnusable, PlatformBusy, PlatformUnreachable, TokenRefused } from '../domain/errors.ts'
import {
  type Advice,
  type FailureReason,
  type FailureWords,
  reasonFrom,
  sentenceOfFailure,
  textOf,
} from '../domain/failure-reason.ts'
import { type Verdict, wrong } from '../domain/verdict.ts'
import { en } from './en/index.ts'
import { messagesFor } from './messages.ts'

export type FailureCode = keyof typeof en.failures

export function failureReason(code: FailureCode, ...values: readonly (string | FailureReason)[]): FailureReason {
  return reasonFrom(en.failures, code, ...values)
}

/** The reason in words; in English where it has no code, or one of a version that is not this one. */
export function describeFailure({ code = '', values = [], text }: FailureReason, language?: string): string {
  const words: FailureWords = messagesFor(language).failures
  if (!Object.hasOwn(words, code)) return text
  const inWords = values.map((value) => (typeof value === 'string' ? value : describeFailure(value, language)))
  return sentenceOfFailure(words[code]?.(...inWords) ?? text)
}

/**
 * An error as readers see it. What only operators can mend says where the database is, or names variables: readers, who may be
 * of any workspace, learn that it is not their fault. The log has the rest.
 */
export function describeForReader(error: ExpectedError, language?: string): string {
  const { fallback } = messagesFor(language)
  if (error instanceof LedgerUnusable || error instanceof TokenRefused) return fallback.failed
  if (error instanceof PlatformBusy) return fallback.busy(Math.ceil(error.retryAfterMs / 1_000))
  return error.reason.code ? describeFailure(error.reason, language) : fallback.notDone(error.message)
}

/** What an error says is wrong, and what it advises. In English. */
export function wrongFromError(error: unknown): Verdict {
  const outage =
    error instanceof PlatformUnreachable || error instanceof PlatformBusy ? { isOutage: true as const } : {}
  const { what, fix } = adviceOf(error)
  return { ...wrong(`${what}.`, `${fix.charAt(0).toUpperCase()}${fix.slice(1)}`), ...outage }
}

function adviceOf(error: unknown): Advice {
  if (error instanceof PlatformBusy) return { what: error.message, fix: 'try again after that.' }
  const fix = 'check the network and the proxy, and try again.'
  if (!(error instanceof ExpectedError)) return { what: 'The answer was not understood', fix }
  const { code = '', values = [], text } = error.reason
  const words: FailureWords = en.failures
  const sentence = Object.hasOwn(words, code) ? words[code]?.(...values.map(textOf)) : undefined
  return typeof sentence === 'object' ? sentence : { what: text.replace(/\.$/, ''), fix }
}
