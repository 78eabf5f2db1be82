import type { AlertRecord } from '../domain/alert.ts'
import type { Button } from '../domain/card.ts'
import type { Messages } from '../i18n/en/index.ts'

export type AlertMessages = Messages['alerts']

/** In the order in which they are told. */
export const alertKinds = [
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
export type AlertKind = (typeof alertKinds)[number]

/** Something that whoever runs the bot should know. */
export interface Alert {
  readonly kind: AlertKind
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

export function serializeAlert(alert: Alert): string {
  return JSON.stringify(alert)
}

/** What was noted, by this version or an earlier one. */
export function parseAlert({ content }: AlertRecord): Alert {
  return JSON.parse(content)
}
