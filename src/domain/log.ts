import type { Action } from './action.ts'
import type { PlatformName } from './destination.ts'

/** What a line of the log may say, under names that never change: programs that read logs rely on them. */
export interface LogFields {
  /** What it is about. */
  readonly delivery?: string | undefined
  readonly destination?: string | undefined
  readonly digest?: string | undefined
  readonly part?: string | undefined
  /** The number and the title of a section. */
  readonly section?: string | undefined
  readonly title?: string | undefined
  readonly platform?: PlatformName | undefined
  /** The platform's id of a channel or of a person. */
  readonly channel?: string | undefined
  readonly user?: string | undefined
  /** To a message. */
  readonly link?: string | undefined
  /** A message to operations. */
  readonly notice?: string | undefined
  /** The delivery that took the place of another. */
  readonly newer?: string | undefined
  /** What a reader did, and with which control. */
  readonly request?: 'command' | 'control' | 'form' | 'suggest' | 'home' | undefined
  readonly control?: Action | undefined
  readonly command?: string | undefined
  /** What kind of an answer it got. */
  readonly reply?: 'cards' | 'form' | 'parts' | 'text' | 'shared' | undefined
  /** Where something was brought: a link or a channel. */
  readonly to?: string | undefined
  readonly file?: string | undefined
  readonly url?: string | undefined
  readonly path?: string | undefined

  /** What went wrong: the code of an expected error with its sentence, or an error that is a bug of ours. */
  readonly code?: string | number | undefined
  readonly reason?: string | undefined
  readonly err?: unknown
  /** `file:line:column  severity  sentence (rule)` */
  readonly problem?: string | undefined
  readonly problems?: readonly string[] | undefined

  /** Why something is so, in a word. */
  readonly why?: string | undefined
  /** Why a post is late; a sentence. */
  readonly delay?: string | undefined
  readonly lateMs?: number | undefined
  readonly retryAfterMs?: number | undefined
  /** How long something lasted, or may last. */
  readonly forMs?: number | undefined
  /** By how much a clock changed, or is behind. */
  readonly byMs?: number | undefined
  readonly tries?: number | undefined
  readonly count?: number | undefined
  readonly found?: boolean | undefined
  readonly isThere?: boolean | undefined
  readonly until?: string | undefined
  readonly now?: string | undefined
  /** A reader's words, where the configuration names no place to bring them to. */
  readonly report?: string | undefined
}

/** One line per decision. Secrets and message bodies never go in. */
export interface Log {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]
