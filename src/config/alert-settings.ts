import type { PlatformName } from '../domain/destination.ts'
import type { Language } from '../i18n/messages.ts'

/** A channel of one platform. */
export interface AlertChannel {
  readonly platform: PlatformName
  readonly channel: string
}

/** What whoever runs the bot wants to be told, and where. */
export interface AlertSettings {
  /** Nobody is told anything without it. */
  readonly to?: AlertChannel
  /** Where it is told instead while the other platform does not take it. */
  readonly backup?: AlertChannel
  /** The language of alerts. */
  readonly language: Language
  /** How long after its time a post is late. */
  readonly lateMinutes: number
  /** For how many days nothing may be published in a series before somebody is told. */
  readonly quietDays: number
}

export const defaultAlertSettings: AlertSettings = { language: 'en', lateMinutes: 15, quietDays: 3 }
