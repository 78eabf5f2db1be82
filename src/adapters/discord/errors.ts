import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, HTTPError, RateLimitError } from 'discord.js'
import { minuteMs } from '../../domain/duration.ts'
import {
  Ambiguous,
  DestinationRefused,
  DiscussionRefused,
  ExpectedError,
  MessageRefused,
  MessageTooLarge,
  PlatformBusy,
  PlatformUnreachable,
  RefusedForNow,
  ServerFailed,
  TokenRefused,
} from '../../domain/errors.ts'
import { type FailureCode, failureReason } from '../../i18n/failures.ts'
import { isUnsent, networkReason } from '../shared/network-errors.ts'

/** Codes that the adapter handles: https://docs.discord.com/developers/topics/opcodes-and-status-codes */
export const codes = {
  unknownChannel: 10003,
  unknownMessage: 10008,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  alreadyResponded: 40060,
  missingAccess: 50001,
  missingPermissions: 50013,
  invalidWebhookToken: 50027,
  threadArchived: 50083,
  threadExists: 160004,
} as const

/** How long to wait if Discord does not say, in milliseconds. */
const defaultRetryAfterMs = minuteMs

type Meaning =
  | 'ambiguous'
  | 'busy'
  | 'unreachable'
  | 'again'
  | 'token'
  | { readonly pause: FailureCode }
  | { readonly refused: FailureCode }

const late = { refused: 'too-late' } as const
const unknown = { pause: 'discord-unknown-channel' } as const
const forbidden = { pause: 'discord-permission' } as const
const threadsFull = { pause: 'discord-threads-full' } as const
const noMessages = { pause: 'discord-no-messages' } as const

/** The meaning of Discord's codes. */
const meanings: Readonly<Record<number, Meaning>> = {
  10003: unknown,
  10004: unknown,
  10008: { refused: 'deleted' },
  10015: late,
  10062: late,
  20016: 'busy',
  20022: 'busy',
  20028: 'busy',
  20029: 'busy',
  30046: 'busy',
  40001: 'token',
  40058: { pause: 'discord-forum' },
  40060: { refused: 'answered-already' },
  40062: 'busy',
  40067: { pause: 'discord-forum-tag' },
  40333: 'unreachable',
  50001: forbidden,
  50005: { refused: 'by-another-author' },
  50006: { refused: 'empty' },
  50007: { pause: 'discord-no-direct-messages' },
  50008: noMessages,
  50013: forbidden,
  50014: 'token',
  50027: late,
  40005: { refused: 'too-large' },
  50035: { refused: 'breaks-a-rule' },
  50024: noMessages,
  50083: { refused: 'thread-archived' },
  130000: 'ambiguous',
  160005: { refused: 'thread-locked' },
  160006: threadsFull,
  160007: threadsFull,
  200000: { refused: 'auto-mod' },
  200001: { refused: 'auto-mod-title' },
  240000: { refused: 'harmful-link' },
}

/** Translates an error of the SDK. `channel` is named in the advice. */
export function discordError(error: unknown, channel = ''): ExpectedError {
  const options = { cause: error }
  if (error instanceof ExpectedError) return error
  if (error instanceof RateLimitError) {
    return new PlatformBusy(
      'Discord',
      Math.ceil(error.retryAfter > 0 ? error.retryAfter : defaultRetryAfterMs),
      options,
    )
  }
  if (error instanceof DiscordAPIError) return refusal(error, channel)
  if (error instanceof HTTPError) {
    const Unanswered = error.status === 500 ? ServerFailed : Ambiguous
    return new Unanswered('Discord', `HTTP ${error.status}`, options)
  }
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) return tokenRefused(error)
  if (isUnsent(error)) return new PlatformUnreachable('Discord', networkReason(error), options)
  return new Ambiguous('Discord', networkReason(error), options)
}

/** The codes that concern threads only, from a request that opens one or posts in one. */
const threadCodes: ReadonlySet<number | undefined> = new Set([codes.missingPermissions, 160006, 160007])

/** The error of a request that opens a thread or posts in one. A channel that is gone or hidden refuses more than that. */
export function threadError(error: unknown): unknown {
  if (!(error instanceof DestinationRefused) || !threadCodes.has(errorCode(error))) return error
  return new DiscussionRefused(error.reason, { cause: error.cause })
}

/** Discord's error code, if the error or its cause has one. */
export function errorCode(error: unknown): number | undefined {
  const cause = error instanceof ExpectedError ? error.cause : error
  return cause instanceof DiscordAPIError ? Number(cause.code) : undefined
}

/** Whether the interaction can no longer be responded to, or another process has responded. */
export function isTooLate(error: unknown): boolean {
  const { unknownWebhook, unknownInteraction, invalidWebhookToken, alreadyResponded } = codes
  const code = errorCode(error)
  return [unknownWebhook, unknownInteraction, invalidWebhookToken, alreadyResponded].some((each) => each === code)
}

function refusal(error: DiscordAPIError, channel: string): ExpectedError {
  const options = { cause: error }
  const { status, code } = error
  const meaning = meanings[Number(code)] ?? meaningOf(status, Number(code))
  if (typeof meaning === 'object' && 'pause' in meaning)
    return new DestinationRefused(failureReason(meaning.pause, channel, String(code)), options)
  switch (meaning) {
    case 'ambiguous':
      return new Ambiguous('Discord', `code ${code}`, options)
    case 'busy':
      return new PlatformBusy('Discord', defaultRetryAfterMs, options)
    case 'unreachable':
      return new PlatformUnreachable('Discord', `HTTP ${status} on the way there`, options)
    case 'token':
      return tokenRefused(error)
    case 'again':
      return new RefusedForNow('Discord', `${textOf(error)} (${detailOf(error)})${faultWords(error)}`, options)
    default: {
      const Refused = isTooLarge(error) ? MessageTooLarge : MessageRefused
      return new Refused('Discord', failureReason(meaning.refused, detailOf(error), faultWords(error)), options)
    }
  }
}

/** Whether a form error is about the size of something: `BASE_TYPE_MAX_LENGTH`, `COMPONENT_…_SIZE_EXCEEDED`. */
function isTooLarge({ code, rawError }: DiscordAPIError): boolean {
  return (
    Number(code) === 40_005 ||
    faults(rawError).some((fault) => /(?:MAX_LENGTH|BAD_LENGTH|EXCEEDED|TOO_LARGE)$/.test(fault))
  )
}

/** The SDK's message lacks the text if there is no code. */
function textOf({ rawError }: DiscordAPIError): string {
  return 'message' in rawError ? rawError.message : 'no reason given'
}

function detailOf({ status, code }: DiscordAPIError): string {
  return String(Number.isNaN(Number(code)) ? `HTTP ${status}` : code)
}

function faultWords({ rawError }: DiscordAPIError): string {
  return faults(rawError)
    .map((fault) => `; ${fault}`)
    .join('')
}

function meaningOf(status: number, code: number): Meaning {
  if (status === 401) return 'token'
  // A response without a code comes from Cloudflare, in front of Discord; it may refuse the request itself.
  if (Number.isNaN(code)) return status === 400 || status === 413 ? 'again' : 'unreachable'
  if (status === 403) return forbidden
  if (status === 404) return unknown
  if (status === 408) return 'ambiguous'
  return 'again'
}

export function tokenRefused(cause: unknown): TokenRefused {
  return new TokenRefused(failureReason('discord-token'), { cause })
}

/** Where in the body Discord found errors: `components[0].content: BASE_TYPE_BAD_LENGTH`. */
export function faultsOf(error: unknown): string[] {
  const cause = error instanceof ExpectedError ? error.cause : error
  return cause instanceof DiscordAPIError ? faults(cause.rawError) : []
}

function faults(raw: DiscordAPIError['rawError']): string[] {
  return 'errors' in raw && raw.errors ? [...faultsIn(raw.errors, '')] : []
}

function* faultsIn(node: unknown, path: string): Generator<string> {
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node)) {
    if (key === '_errors' && Array.isArray(value)) yield* value.map((fault) => `${path}: ${fault.code}`)
    else yield* faultsIn(value, /^\d+$/.test(key) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`)
  }
}
