import { type RunningBot, startBot } from './app/start-bot.ts'
import { readEnvironment } from './config/environment.ts'
import { ExpectedError } from './domain/errors.ts'
import { createLog } from './observability/logger.ts'
import { redact } from './observability/redact.ts'

/** How long stopping may take before the process ends anyway, in milliseconds. The ledger survives that. */
const stopMs = 9_500

async function main(): Promise<void> {
  const environment = readEnvironment()
  const log = createLog(environment.logLevel)
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'))
  process.on('uncaughtException', (error) => {
    log.error({ err: error }, 'an unexpected error ends the process')
    process.exit(1)
  })
  const app = await startBot(environment, log)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(app))
}

let stopping = false

function stop(app: RunningBot): void {
  if (stopping) return
  stopping = true
  setTimeout(() => process.exit(0), stopMs).unref()
  app.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  )
}

main().catch((error: unknown) => {
  const text = error instanceof ExpectedError ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(redact(`${text}\n`))
  process.exit(1)
})
