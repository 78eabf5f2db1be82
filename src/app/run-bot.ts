import { flushCompileCache } from 'node:module'
import { readEnvironment } from '../config/environment.ts'
import { minuteMs } from '../domain/duration.ts'
import { ExpectedError } from '../domain/errors.ts'
import { releaseMemory } from '../lib/release-memory.ts'
import { createLog } from '../observability/logger.ts'
import { redact } from '../observability/redact.ts'
import { startBot } from './start-bot.ts'

/** How long after its start the bot is idle, in milliseconds: then what was compiled is kept. */
const idleMs = 5_000

/** How long after its start the checks of tokens and channels are done as well, in milliseconds. */
const checkedMs = minuteMs

/** How long a graceful shutdown may take before the process ends anyway, in milliseconds. The ledger survives that. */
const stopMs = 9_500

/** How long a bot that does not listen to readers yet has for that, in milliseconds: it may wait for a database. */
const startingMs = 2_000

/** Runs the bot until a signal stops the process. If it cannot start, the reason is printed and the process ends. */
export async function runBot(): Promise<void> {
  try {
    await startAndStop()
  } catch (error) {
    const text = error instanceof ExpectedError ? error.message : error instanceof Error ? error.stack : String(error)
    process.stderr.write(redact(`${text}\n`))
    process.exit(1)
  }
}

async function startAndStop(): Promise<void> {
  const environment = readEnvironment()
  const log = createLog(environment.logLevel, 1, environment.logFormat)
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'))
  process.on('uncaughtException', (error) => {
    log.error({ err: error }, 'an unexpected error ends the process')
    process.exit(1)
  })
  const stopping = new AbortController()
  let limitMs = startingMs
  const onListening = () => {
    limitMs = stopMs
  }
  const starting = startBot(environment, log, { signal: stopping.signal, onListening })
  const isStopped = (error: unknown) => stopping.signal.aborted && error === stopping.signal.reason
  // Registered before the bot reports that it is running.
  const stop = (signal: NodeJS.Signals) => {
    if (stopping.signal.aborted) return
    log.info({ reason: signal }, 'stopping')
    setTimeout(() => process.exit(0), limitMs).unref()
    stopping.abort()
    starting
      .then((bot) => bot.stop())
      .catch((error) => {
        if (!isStopped(error)) throw error
      })
      .then(
        () => process.exit(0),
        () => process.exit(1),
      )
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
  const bot = await starting.catch((error) => {
    if (!isStopped(error)) throw error
  })
  if (!bot) return
  // Node keeps what it compiled only when a process ends in good order, and a bot may be killed.
  setTimeout(() => {
    flushCompileCache()
    releaseMemory()
  }, idleMs).unref()
  setTimeout(() => releaseMemory(), checkedMs).unref()
  // On a terminal it means that the window was closed.
  if (!process.stdin.isTTY) process.on('SIGHUP', () => bot.pull())
}
