import { type ExpectedError, LedgerUnusable, PlatformBusy, TokenRefused } from '../domain/errors.ts'
import { type FailureReason, type FailureWords, reasonFrom, sentenceOfFailure } from '../domain/failure-reason.ts'
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

/** Whether the message, or the message whose thread it is in, was deleted on the platform. */
export const isDeletion = ({ code, values = [] }: FailureReason): boolean =>
  code === 'thread-gone' || values.some((value) => typeof value !== 'string' && value.code === 'deleted')

/** Whether the app in the workspace of the environment has to be installed again with more rights. */
export const lacksScope = ({ code }: FailureReason): boolean => code === 'slack-bot-scope'

/**
 * An error as readers see it. Details for operators, such as the address of the database or names of variables, are
 * left out: readers, who may belong to any workspace, learn that it is not their fault. The log has the rest.
 */
export function describeForReader(error: ExpectedError, language?: string): string {
  const { fallback } = messagesFor(language)
  if (error instanceof LedgerUnusable || error instanceof TokenRefused) return fallback.failed
  if (error instanceof PlatformBusy) return fallback.busy(Math.ceil(error.retryAfterMs / 1_000))
  return error.reason.code ? describeFailure(error.reason, language) : fallback.notDone(error.message)
}
