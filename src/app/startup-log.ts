import type { Environment } from '../config/environment.ts'
import type { Destination } from '../domain/destination.ts'
import type { Log } from '../domain/log.ts'

/** Logs how the bot runs, and what may be wrong in its configuration. */
export function logStartup(
  environment: Environment,
  isSimulated: boolean,
  destinations: readonly Destination[],
  url: string,
  log: Log,
): void {
  if (isSimulated) log.info({ url }, `no tokens, so Slack and Discord are simulated: open ${url}`)
  else log.info({ url, count: destinations.length }, `running; the page is at ${url}`)
  if (destinations.length === 0) {
    log.warn(
      { file: environment.configFile },
      'no destinations, so nothing will be posted: configure one, or type /digest subscribe in a channel',
    )
  }
  for (const { name, platform } of destinations) {
    if (environment.credentials[platform]) continue
    log.warn({ destination: name, platform }, `gets nothing: the tokens of ${platform} are not set`)
  }
}
