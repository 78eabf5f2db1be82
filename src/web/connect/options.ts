import type { PlatformName } from '../../domain/destination.ts'
import type { ChannelChoice } from '../../domain/workspace.ts'
import type { SetupSession, TokenResult } from '../../setup/session.ts'

/** What the page connects with. */
export interface ConnectOptions {
  readonly session: SetupSession
  /** The time zone of this machine, an IANA name; a browser replaces it by its own. */
  readonly timezone: string
  /** Leaves the simulator for the platforms that were connected. */
  readonly start: () => void
}

/** What the person has done so far; kept in memory, for one person at a time. */
export interface Progress {
  /** The result of the last paste, by variable. */
  readonly results: Map<string, TokenResult>
  saved?: SavedSetup
}

/** What is shown after the files were written. */
export interface SavedSetup {
  readonly files: readonly string[]
  readonly tests: readonly TestPost[]
}

export interface TestPost {
  readonly place: string
  /** The link to it, if it was posted and the platform gives one. */
  readonly link?: string
  /** If it was not posted. */
  readonly problem?: string
}

/** What the form about channels holds. */
export interface FormValues {
  readonly at: string
  readonly timezone: string
  readonly language: string
  readonly channels: ReadonlyMap<PlatformName, ChannelChoice>
}
