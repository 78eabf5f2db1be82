import { stripVTControlCharacters, styleText } from 'node:util'
import { type LoggerOptions, pino } from 'pino'
import { ExpectedError } from '../domain/errors.ts'
import type { Log, LogFormat, LogLevel } from '../domain/log.ts'
import { LogOutput } from './log-output.ts'
import { hidden, redact } from './redact.ts'

/** Fields that may hold a secret or what a user wrote, at any of the first three levels. */
const redactedFields = [
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

/**
 * Writes to standard output (1) or standard error (2), without tokens and message bodies: readable lines on a terminal,
 * otherwise one JSON object a line, unless a format is given.
 */
export function createLog(level: LogLevel, descriptor: 1 | 2 = 1, format?: LogFormat): Log {
  const stream = descriptor === 1 ? process.stdout : process.stderr
  const isText = (format ?? (stream.isTTY ? 'text' : 'json')) === 'text'
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describe },
    redact: { paths: redactedFields.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: hidden },
    hooks: { streamWrite: isText ? (line) => readableLine(redact(line), stream) : redact },
  }
  const output = new LogOutput(descriptor, (dropped) =>
    log.warn({ count: dropped }, 'lines of the log could not be written'),
  )
  const log = pino(options, output)
  return log
}

/** How many causes of an error are logged. */
const causesMax = 5

interface Described {
  readonly type: string
  readonly code?: string
  readonly message: string
  readonly stack: string
}

/** An error without its other properties: the SDKs attach whole requests to theirs. */
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

const colors = { fatal: 'red', error: 'red', warn: 'yellow', info: 'green', debug: 'dim', trace: 'dim' } as const

/** A line of the log for people: `07:30:00 info  posted  part=overview destination=team`, in the local time. */
export function readableLine(json: string, stream: NodeJS.WriteStream): string {
  const { time, level, msg, err, ...fields } = JSON.parse(json)
  const color = colors[level as keyof typeof colors]
  const style = (format: 'red' | 'yellow' | 'green' | 'dim', text: string) => styleText(format, text, { stream })
  const clock = new Date(time).toTimeString().slice(0, 8)
  const pairs = Object.entries(fields).map(([name, value]) => style('dim', `${name}=${formatValue(value)}`))
  const label = color ? style(color, level.padEnd(5)) : level
  const line = [clock, label, printable(msg), ...(pairs.length > 0 ? [` ${pairs.join(' ')}`] : [])].join(' ')
  return `${[line, ...stackOf(err)].join('\n')}\n`
}

function formatValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return /[\s"=\p{Cc}]/u.test(text) || text === '' ? JSON.stringify(text) : text
}

/** A title or an answer of a platform must not move the cursor or begin a line of its own. */
const printable = (text: string): string => stripVTControlCharacters(text).replaceAll(/\p{Cc}+/gu, ' ')

function stackOf(err: { readonly stack?: string } | undefined): string[] {
  return err?.stack?.split('\n').map((line) => `         ${printable(line)}`) ?? []
}
