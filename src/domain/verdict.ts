import type { Destination } from './destination.ts'

/** What one check found: what is fine, or what is wrong and the one thing to do. All are sentences. */
export type Verdict =
  | { readonly ok: true; readonly message: string }
  | {
      readonly ok: false
      readonly message: string
      readonly fix: string
      /** The platform did not answer, so it is unknown whether anything is wrong. */
      readonly isOutage?: true
    }

/** A verdict, the kind of check, and what was checked. */
export type Finding = Verdict & { readonly check: string; readonly subject: string }

/** What the bot does in a channel; alerts and reports have no layout. */
export interface ChannelUse extends Partial<Pick<Destination, 'layout' | 'discussion' | 'mention' | 'workspace'>> {
  /** The bot posted there lately: if it is not in the channel now, it was removed. */
  readonly hasPosted?: boolean
}

export function fine(message: string): Verdict {
  return { ok: true, message }
}

export function wrong(message: string, fix: string): Verdict {
  return { ok: false, message, fix }
}

/** Whether threads are opened in the channel. */
export function opensThreads({ layout, discussion = 'off' }: ChannelUse): boolean {
  return layout === 'thread' || discussion !== 'off'
}
