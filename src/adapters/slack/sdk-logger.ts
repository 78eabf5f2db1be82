import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '../../domain/log.ts'

/** Slack's SDK talking into our log. Its debug lines hold whole messages and socket addresses: they are left out. */
export function sdkLogger(log: Log): Logger {
  const say =
    (level: 'debug' | 'warn' | 'error') =>
    (...parts: unknown[]) =>
      log[level]({ platform: 'slack' }, parts.map(String).join(' '))
  return {
    debug: () => {},
    // What the SDK tells about itself is detail to us.
    info: say('debug'),
    warn: say('warn'),
    error: say('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  }
}
