import type { Notice } from '../domain/alert.ts'
import type { Button } from '../domain/card.ts'

/** In the order in which they are told. */
export const kinds = [
  'ledger',
  'platform',
  'uncertain',
  'paused',
  'failed',
  'late',
  'digest',
  'quiet',
  'mended',
] as const
export type Kind = (typeof kinds)[number]

/** Something that whoever runs the bot should know. */
export interface Trouble {
  readonly kind: Kind
  /** What it is about, the same for as long as it lasts, e.g. `paused:research-slack`. */
  readonly subject: string
  /** Whose trouble it is, short: a destination, a file, a publication. */
  readonly name: string
  /** One line that says what is the matter. */
  readonly title: string
  /** Sentences that say why, and what to do. */
  readonly words: readonly string[]
  readonly buttons: readonly Button[]
  /** Nothing will follow on it. */
  readonly isOver?: boolean
}

export function write(trouble: Trouble): string {
  return JSON.stringify(trouble)
}

/** What was noted, by this version or an earlier one. */
export function troubleIn({ content }: Notice): Trouble {
  return JSON.parse(content)
}
