import type { PlatformName } from '../../../src/domain/destination.ts'

/** How a digest is sent to many channels: our way, and the loops that one would write with the SDK alone. */
export const ways = ['ours', 'one by one', 'all at once'] as const
export type Way = (typeof ways)[number]

/** What the process of a platform is to be. */
export interface PlatformOrders {
  readonly platform: PlatformName
  readonly channels: number
  /** Messages that make the digest whole, in all channels that take it. */
  readonly expected: number
  /** Channels, by number, that refuse all messages, and that never answer. */
  readonly dead?: readonly number[]
  readonly silent?: readonly number[]
}

/** How to reach it. */
export type Address =
  | { readonly platform: 'slack'; readonly apiUrl: string; readonly botToken: string; readonly appToken: string }
  | { readonly platform: 'discord'; readonly apiUrl: string; readonly token: string }

/** What has arrived there. */
export interface Arrived {
  readonly stored: number
  readonly calls: number
  /** Calls that were rate limited: HTTP 429. */
  readonly tooEarly: number
  /** When the last message was stored. */
  readonly lastAt: number
}

/** The messages of each channel in order, as names of their content; equal names, equal content. */
export interface Standing {
  readonly channels: readonly (readonly string[])[]
  readonly complaints: readonly string[]
}

export type FromPlatform =
  | { readonly type: 'ready'; readonly address: Address }
  | ({ readonly type: 'arrived' } & Arrived)
  | ({ readonly type: 'standing' } & Standing)
export type ToPlatform = 'arrived?' | 'standing?'

/** What the sending process is to do. */
export interface SenderOrders {
  readonly way: Way
  readonly address: Address
  readonly channels: number
  /** Holds `digests/` and, for our way, the configuration. */
  readonly folder: string
}

/** What it took. */
export interface Spent {
  readonly startedAt: number
  /** Of the processor, user and system, in seconds. */
  readonly cpu: number
  /** At the most, and when it began, in bytes. */
  readonly peak: number
  readonly atStart: number
}

export type FromSender = { readonly type: 'ready' } | { readonly type: 'sent' } | ({ readonly type: 'spent' } & Spent)
export type ToSender = 'go' | 'stop'

export function channelId(platform: PlatformName, at: number): string {
  return platform === 'slack' ? `C0FAN${String(at).padStart(6, '0')}` : String(1_200_000_000_000_000_000n + BigInt(at))
}

/** The day that the processes of a run live in, under the time lapse. */
export const day = '2026-03-12'
