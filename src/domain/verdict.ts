import type { Destination } from './destination.ts'
import { ExpectedError } from './errors.ts'

/** What one check found: what is fine, or what is wrong and the one thing to do. All are sentences. */
export type Verdict =
  | { readonly ok: true; readonly message: string }
  | { readonly ok: false; readonly message: string; readonly fix: string }

/** A verdict, the kind of check, and what was checked. */
export type Finding = Verdict & { readonly check: string; readonly subject: string }

/** What the bot does in a channel; alerts and reports have no layout. */
export type ChannelUse = Partial<Pick<Destination, 'layout' | 'discussion' | 'mention'>>

export function fine(message: string): Verdict {
  return { ok: true, message }
}

export function wrong(message: string, fix: string): Verdict {
  return { ok: false, message, fix }
}

/** The sentence of an error; its advice follows a colon. */
export function wrongBecause(error: unknown): Verdict {
  const text = error instanceof ExpectedError ? error.message : 'The answer was not understood'
  const [message = text, ...advice] = text.split(': ')
  if (advice.length === 0) return wrong(`${text}.`, 'Check the network and the proxy, and try again.')
  const [first = '', ...rest] = advice.join(': ').replace(/\.?$/, '.')
  return wrong(`${message}.`, first.toUpperCase() + rest.join(''))
}

/** Whether threads are opened in the channel. */
export function opensThreads({ layout, discussion = 'off' }: ChannelUse): boolean {
  return layout === 'thread' || discussion !== 'off'
}
