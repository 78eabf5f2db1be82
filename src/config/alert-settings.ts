import type { Destination } from '../domain/destination.ts'
import type { Language } from '../i18n/messages.ts'

export type AlertChannel = Pick<Destination, 'platform' | 'channel'>

/** Which alerts the operator gets, and where. */
export interface AlertSettings {
  /** Without it no alerts are sent. */
  readonly to?: AlertChannel
  /** Used while `to` cannot be posted to: a channel on the other platform. */
  readonly backup?: AlertChannel
  /** The language of alerts. */
  readonly language: Language
  /** How long after its time a post counts as late. */
  readonly lateMinutes: number
  /** How long a publication may be without a new digest. */
  readonly daysWithoutDigest: number
}

export const defaultAlertSettings: AlertSettings = { language: 'en', lateMinutes: 15, daysWithoutDigest: 3 }
