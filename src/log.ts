import { pino } from 'pino'
import type { LogLevel } from './config.ts'
import type { Log } from './domain/log.ts'

/** Tokens of both platforms, wherever they turn up in a line: `xoxb-…`, `xapp-…`, Discord's three dotted pieces. */
const secret = /\b(?:xox[a-z]|xapp)-[\w-]{6,}|\b[\w-]{20,}\.[\w-]{5,8}\.[\w-]{20,}\b/g

/** Fields that hold a secret or somebody's words under whatever object they stand. */
const hidden = ['token', 'botToken', 'appToken', 'authorization', 'Authorization', 'body', 'text', 'content', 'blocks']

/** One JSON object a line on standard output. Tokens and message bodies never go in. */
export function createLog(level: LogLevel): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: hidden.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
    hooks: { streamWrite: (line) => line.replace(secret, '[hidden]') },
  })
}
