import type { PlatformName } from '../../../src/domain/destination.ts'
import { tiers } from '../../../src/simulator/slack/rate-limits.ts'

/** The shortest time that the simulators' rate limits allow, in seconds, for `parts` in each channel. */
export function boundOf(platform: PlatformName, channels: number, parts: number): number {
  return platform === 'slack' ? slackBound(channels, parts) : discordBound(channels, parts)
}

/** Short bursts are tolerated and not promised: what counts is the rate in one channel, and that in all together. */
function slackBound(channels: number, parts: number): number {
  const seconds = (calls: number, perMinute: number) => ((calls - 1) * 60) / perMinute
  return Math.max(seconds(parts, tiers.post.perMinute), seconds(channels * parts, tiers.posts.perMinute))
}

/** Windows that begin with a call and take a fixed number: all but the last must pass whole, for a channel and for all. */
function discordBound(channels: number, parts: number): number {
  const seconds = (calls: number, { most, withinMs }: { most: number; withinMs: number }) =>
    (Math.ceil(calls / most) - 1) * (withinMs / 1000)
  return Math.max(seconds(parts, { most: 5, withinMs: 5000 }), seconds(channels * parts, { most: 50, withinMs: 1000 }))
}
