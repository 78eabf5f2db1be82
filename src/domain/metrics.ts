import type { PlatformName } from './destination.ts'

/** What is counted and timed while the bot runs. Durations are in milliseconds. */
export interface MetricsRecorder {
  /** A part is there. */
  posted(platform: PlatformName): void
  /** A part was corrected in place. */
  edited(platform: PlatformName): void
  /** A call waited: ahead of time, to stay below the limits (`paced`), or because the platform said so (`told`). */
  waited(platform: PlatformName, why: 'paced' | 'told', ms: number): void
  /** A reader was answered. */
  answered(platform: PlatformName, ms: number): void
}
