import type { Destination } from './destination.ts'
import type { FailureReason } from './failure-reason.ts'

/** What a check found as data, so that each language can say it: see `describeVerdict` in i18n. */
export interface CheckText {
  /** Names a sentence of `checks` in i18n. */
  readonly key: string
  readonly values: readonly (string | number | boolean | readonly string[])[]
}

/** The sentences of one language by their keys: one is fine; two say what is wrong and what to do. */
export type CheckSentences = Readonly<
  Record<string, (...values: never[]) => string | readonly [message: string, fix: string]>
>

/** What one check found: what is fine, or what is wrong and the one thing to do. All are sentences, in English. */
export type Verdict = (
  | { readonly ok: true; readonly message: string }
  | {
      readonly ok: false
      readonly message: string
      readonly fix: string
      /** The platform did not answer, so it is unknown whether anything is wrong. */
      readonly isOutage?: true
    }
) & {
  /** For other languages; absent for words that are shown as they are. */
  readonly text?: CheckText | FailureReason
}

/** A verdict, the kind of check, and what was checked. */
export type Finding = Verdict & { readonly check: string; readonly subject: string }

/** What the bot does in a channel; alerts and reports have no layout. */
export interface ChannelUse extends Partial<Pick<Destination, 'layout' | 'discussion' | 'mention' | 'workspace'>> {
  /** The bot posted there lately: if it is not in the channel now, it was removed. */
  readonly hasPosted?: boolean
}

/** Whether threads are opened in the channel. */
export function opensThreads({ layout, discussion = 'off' }: ChannelUse): boolean {
  return layout === 'thread' || discussion !== 'off'
}
