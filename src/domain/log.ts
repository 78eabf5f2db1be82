import type { Action } from './action.ts'
import type { PlatformName } from './destination.ts'

/** The fields of a log entry. Their names are stable: programs that read logs rely on them. */
export interface LogFields {
  /** The subject of the entry. */
  readonly delivery?: string | undefined
  readonly destination?: string | undefined
  readonly digest?: string | undefined
  /** The content hash of a draft. */
  readonly hash?: string | undefined
  readonly part?: string | undefined
  /** The name of a publication, and of one of its sources. */
  readonly publication?: string | undefined
  readonly source?: string | undefined
  /** The number and the title of a section. */
  readonly section?: string | undefined
  readonly title?: string | undefined
  readonly platform?: PlatformName | undefined
  /** A workspace with its platform: `slack:T0123`. */
  readonly workspace?: string | undefined
  /** A lane, and the number of its owner among all that it had. */
  readonly lane?: string | undefined
  readonly fence?: number | undefined
  /** The platform's id of a channel or of a user. */
  readonly channel?: string | undefined
  readonly user?: string | undefined
  /** The URL of a message. */
  readonly link?: string | undefined
  /** The key of an alert message. */
  readonly alert?: string | undefined
  /** The delivery that replaces this one. */
  readonly supersededBy?: string | undefined
  /** What a user triggered, and with which action. */
  readonly request?: 'command' | 'action' | 'form' | 'message' | 'autocomplete' | 'home' | undefined
  readonly action?: Action | undefined
  readonly command?: string | undefined
  /** The kind of reply. */
  readonly reply?: 'cards' | 'form' | 'parts' | 'text' | 'shared' | undefined
  /** Where something was sent: a link or a channel. */
  readonly sentTo?: string | undefined
  readonly file?: string | undefined
  readonly url?: string | undefined
  readonly path?: string | undefined

  /** The code of an expected error. */
  readonly code?: string | number | undefined
  /** Why something is so: a sentence or a code. */
  readonly reason?: string | undefined
  /** An unexpected error: a bug. */
  readonly err?: unknown
  /** `file:line:column  severity  message (rule)` */
  readonly problem?: string | undefined
  readonly problems?: readonly string[] | undefined

  /** Why a post is late; a sentence. */
  readonly delay?: string | undefined
  readonly lateMs?: number | undefined
  readonly retryAfterMs?: number | undefined
  /** How long something lasted or lasts. */
  readonly durationMs?: number | undefined
  /** How much a clock was set back or is behind. */
  readonly clockOffsetMs?: number | undefined
  readonly tries?: number | undefined
  readonly count?: number | undefined
  /** What became of a thing, such as an installation. */
  readonly state?: string | undefined
  readonly found?: boolean | undefined
  /** Whether an uncertain part was found to be posted. */
  readonly posted?: boolean | undefined
  readonly until?: string | undefined
  /** What the machine's clock shows. */
  readonly clockTime?: string | undefined
  /** What a reader reported, when no channel for reports is configured. */
  readonly report?: string | undefined
}

/** One entry for each decision. Entries contain no secrets and no message bodies. */
export interface Log {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Lines for people, or one JSON object a line. */
export const logFormats = ['text', 'json'] as const
export type LogFormat = (typeof logFormats)[number]
