import { pino } from 'pino'
import { ExpectedError } from '../domain/errors.ts'
import type { Log, LogLevel } from '../domain/log.ts'
import { hidden, redact } from './redact.ts'

/** Fields that hold a secret or somebody's words under whatever object they stand. */
const unspeakable = [
  'token',
  'botToken',
  'appToken',
  'authorization',
  'Authorization',
  'body',
  'text',
  'content',
  'blocks',
]

/** One JSON object a line on standard output. Tokens and message bodies never go in. */
export function createLog(level: LogLevel): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describe },
    redact: { paths: unspeakable.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: hidden },
    hooks: { streamWrite: redact },
  })
}

/** How many errors behind an error are told. */
const causesMax = 5

interface Described {
  readonly type: string
  readonly code?: string
  readonly message: string
  readonly stack: string
}

/** An error without whatever else hangs on it: the SDKs hang whole requests on theirs. */
function describe(error: unknown): Described {
  const chain = causesOf(error)
  const [first] = chain
  return {
    type: first?.name ?? typeof error,
    ...(first instanceof ExpectedError && { code: first.code }),
    message: chain.map(({ message }) => message).join(': ') || String(error),
    stack: chain.map((each) => each.stack ?? String(each)).join('\ncaused by: '),
  }
}

function causesOf(error: unknown): Error[] {
  const chain: Error[] = []
  for (let each = error; each instanceof Error && chain.length < causesMax; each = each.cause) chain.push(each)
  return chain
}
