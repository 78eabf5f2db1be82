import { type Logger, LogLevel } from '@slack/web-api'
import type { Log } from '../../domain/log.ts'

/** Writes the SDK's log into ours, without its debug lines: they contain messages and socket URLs. */
export function sdkLogger(log: Log): Logger {
  const write =
    (level: 'debug' | 'warn' | 'error') =>
    (...parts: unknown[]) =>
      log[level]({ platform: 'slack' }, parts.map(String).join(' '))
  return {
    debug: () => {},
    info: write('debug'),
    warn: write('warn'),
    error: write('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  }
}
