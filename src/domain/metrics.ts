import type { PlatformName } from './destination.ts'

/** Counts and times what the bot does. Durations are in milliseconds. */
export interface MetricsRecorder {
  /** A part was posted. */
  posted(platform: PlatformName): void
  /** A part was corrected in place. */
  edited(platform: PlatformName): void
  /** A call waited: by our own pacing, to stay below the rate limit, or as the platform asked (`retry_after`). */
  waited(platform: PlatformName, reason: 'pacing' | 'retry_after', ms: number): void
  /** A user interaction was answered. */
  answered(platform: PlatformName, ms: number): void
}
