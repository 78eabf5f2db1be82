import { z } from 'zod'

/** Why something failed, as data, so that each language can say it: see `describeFailure` in i18n. */
export interface FailureReason {
  /** Names a sentence of `failures` in i18n. Absent for an author's own words and for what earlier versions wrote. */
  readonly code?: string | undefined
  /** Values that the sentence mentions, such as a channel, a platform's code or another reason. */
  readonly values?: readonly (string | FailureReason)[] | undefined
  /** The sentence in English: for the log, and where the code is unknown. */
  readonly text: string
}

export const failureReasonSchema: z.ZodType<FailureReason> = z.object({
  code: z.string().optional(),
  values: z.array(z.union([z.string(), z.lazy(() => failureReasonSchema)])).optional(),
  text: z.string(),
})

/** What is wrong, and what to do about it: one sentence with a colon between, or two where there is room. */
interface Advice {
  readonly what: string
  /** Begins in lower case. */
  readonly fix: string
}

/** A sentence, with its advice apart where there is one. */
type FailureSentence = string | Advice

/** The sentences of one language by their codes. */
export type FailureWords = Readonly<Record<string, (...values: string[]) => FailureSentence>>

export function advise(what: string, fix: string): FailureSentence {
  return { what, fix }
}

export function sentenceOfFailure(sentence: FailureSentence): string {
  return typeof sentence === 'string' ? sentence : `${sentence.what}: ${sentence.fix}`
}

/** The reason with this code; `words` are the English sentences. */
export function reasonFrom<Words extends FailureWords>(
  words: Words,
  code: keyof Words & string,
  ...values: readonly (string | FailureReason)[]
): FailureReason {
  return { code, values, text: sentenceOfFailure(words[code]?.(...values.map(textOf)) ?? code) }
}

export function textOf(reason: string | FailureReason): string {
  return typeof reason === 'string' ? reason : reason.text
}

/** The sentences of the errors in `errors.ts`. */
export const errorWords = {
  busy: (platform: string, ms: string) => {
    const seconds = Math.ceil(Number(ms) / 1000)
    return `${platform} asks for a pause of ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
  },
  ambiguous: (platform: string, what: string) =>
    `${platform} did not confirm the message (${what}); it may or may not have arrived`,
  'still-arriving': (platform: string, ms: string) =>
    `${platform} may still act upon an earlier request; it is not sent again before ${ms} ms have passed`,
  unreachable: (platform: string, what: string) => `${platform} cannot be reached (${what})`,
  'cannot-say': (platform: string, why: string) =>
    `${platform} does not let the bot see whether the message arrived: ${why}`,
  'message-refused': (platform: string, why: string) => `${platform} refuses the message: ${why}`,
  'refused-for-now': (platform: string, why: string) => `${platform} refuses the request for now: ${why}`,
  'place-unknown': (part: string, under: string) =>
    `${part} belongs in the thread of ${under}, which was confirmed without the link of its message: ` +
    `resolve ${under} once more, with the link of its message.`,
  'message-unknown': (part: string) =>
    `The message of ${part} is not known, so it cannot be corrected: correct it by hand`,
  'thread-gone': (platform: string) =>
    `Its first message or its thread was deleted in ${platform}, so no more of it is posted or corrected; later digests are not affected.`,
  'delivery-withdrawn': (delivery: string) => `${delivery} was undone, so nothing of it is posted.`,
  'not-begun': (why: string) => `Nothing was sent: ${why}`,
  'lane-lost': (lane: string) => `Another machine goes on with ${lane}.`,
  bug: () => 'An error inside Morning Post; its log has the details.',
}
