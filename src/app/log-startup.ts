import type { Services } from './services.ts'

/** Logs how the bot runs, and what keeps it from posting although nothing is wrong. */
export function logStartup(services: Services, url: string): void {
  const { environment, log, simulator } = services
  const destinations = services.destinations()
  if (simulator) log.info({ url }, `no tokens, so Slack and Discord are simulated: open ${url}`)
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
  warnWithoutDigests(services)
}

/** A folder that cannot be read has been reported, and a repository is not pulled yet. */
function warnWithoutDigests({ config, repository, log }: Services): void {
  const { digests, git } = config.value
  if (git || repository.files().size > 0 || repository.problems().length > 0) return
  log.warn({ path: digests }, 'there are no digests yet, so nothing will be posted: put one into this folder')
}
