import type { Destination } from './destination.ts'
import { ExpectedError, PlatformBusy, PlatformUnreachable } from './errors.ts'
import { textOf } from './failure-reason.ts'

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
export interface ChannelUse extends Partial<Pick<Destination, 'layout' | 'discussion' | 'mention'>> {
  /** The bot posted there lately: if it is not in the channel now, it was removed. */
  readonly hasPosted?: boolean
}

export function fine(message: string): Verdict {
  return { ok: true, message }
}

export function wrong(message: string, fix: string): Verdict {
  return { ok: false, message, fix }
}

/** What the sentence of an error separates from its advice: the first colon outside parentheses, which quote a server. */
const beforeAdvice = /: (?![^(]*\))/

/** The sentence of an error, and its advice. */
export function wrongFromError(error: unknown): Verdict {
  const { text, advice } = explain(error)
  const isOutage = error instanceof PlatformUnreachable || error instanceof PlatformBusy
  return { ok: false, message: `${text}.`, fix: advice, ...(isOutage && { isOutage }) }
}

function explain(error: unknown): { text: string; advice: string } {
  if (error instanceof PlatformBusy) {
    const [platform = ''] = error.reason.values?.map(textOf) ?? []
    const text = `${platform} asks for a pause of ${Math.ceil(error.retryAfterMs / 1000)} seconds`
    return { text, advice: 'Try again after that.' }
  }
  const text = error instanceof ExpectedError ? error.message : 'The answer was not understood'
  const at = beforeAdvice.exec(text)?.index
  if (at === undefined) return { text, advice: 'Check the network and the proxy, and try again.' }
  const advice = text.slice(at + 2).replace(/\.?$/, '.')
  return { text: text.slice(0, at), advice: advice.charAt(0).toUpperCase() + advice.slice(1) }
}

/** Whether threads are opened in the channel. */
export function opensThreads({ layout, discussion = 'off' }: ChannelUse): boolean {
  return layout === 'thread' || discussion !== 'off'
}
