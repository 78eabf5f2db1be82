import type { PlatformName } from '../../domain/destination.ts'
import type { ChannelChoice } from '../../domain/workspace.ts'
import type { SetupSession, TokenResult } from '../../setup/session.ts'

/** The dependencies of the page that connects a workspace. */
export interface ConnectOptions {
  readonly session: SetupSession
  /** The time zone of this machine, an IANA name; a browser replaces it by its own. */
  readonly timezone: string
  /** Leaves the simulator for the platforms that were connected. */
  readonly start: () => void
}

/** The current state of the setup, in memory, for one person at a time. */
export interface Progress {
  /** The result of the last paste, by variable. */
  readonly results: Map<string, TokenResult>
  saved?: SavedSetup
}

/** The result that is shown after the files were written. */
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

/** The values of the form about channels. */
export interface FormValues {
  readonly at: string
  readonly timezone: string
  readonly language: string
  readonly channels: ReadonlyMap<PlatformName, ChannelChoice>
}
