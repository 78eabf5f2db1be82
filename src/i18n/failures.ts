import { type FailureReason, type FailureWords, reasonFrom } from '../domain/failure-reason.ts'
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
  return words[code]?.(...inWords) ?? text
}
