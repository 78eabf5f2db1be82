import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { hourMs } from '../../domain/duration.ts'
import type { Log } from '../../domain/log.ts'
import type { ListeningOutage } from '../../domain/platform.ts'
import { failureReason } from '../../i18n/failures.ts'
import { backoffMs } from '../../lib/backoff.ts'
import { systemClock } from '../../lib/clock.ts'
import type { DiscordApi } from './api.ts'
import type { digestCommand, suggestCommand } from './command-definition.ts'
import { discordError } from './errors.ts'

const localizations = z
  .record(z.string(), z.string())
  .nullish()
  .transform((known) => known ?? {})

/** A command without the fields that Discord adds. */
const command = z.object({
  type: z.number(),
  name: z.string(),
  name_localizations: localizations,
  description: z.string().default(''),
  description_localizations: localizations,
  contexts: z.array(z.number()).nullish(),
  integration_types: z.array(z.number()).nullish(),
  options: z
    .array(
      z.object({
        type: z.number(),
        name: z.string(),
        name_localizations: localizations,
        description: z.string(),
        description_localizations: localizations,
        required: z.boolean().default(false),
        autocomplete: z.boolean().default(false),
        choices: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
      }),
    )
    .default([]),
})

const registered = z.array(z.looseObject({ type: z.number(), name: z.string() }))

type Definition = ReturnType<typeof digestCommand> | ReturnType<typeof suggestCommand>

/** The longest pause before the next attempt, in milliseconds. */
const maxPauseMs = hourMs

/**
 * Registers the commands and leaves the others of the application alone. If that fails, it tries again until it works
 * or the bot stops. Never throws: digests can be posted without it.
 */
export async function keepRegistered(
  application: string,
  definitions: readonly [Definition, ...Definition[]],
  api: Pick<DiscordApi, 'call'>,
  log: Log,
  signal: AbortSignal,
  onChange: (outage: ListeningOutage | undefined) => void,
): Promise<void> {
  const since = Date.now()
  const fields = { platform: 'discord', command: definitions[0].name }
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      for (const name of await register(application, definitions, api))
        log.info({ ...fields, command: name }, 'command registered')
      onChange(undefined)
      return
    } catch (error) {
      const reason = failureReason('command-not-registered', definitions[0].name, discordError(error).reason)
      const retryAfterMs = Math.ceil(backoffMs(failures, maxPauseMs))
      log.warn({ ...fields, reason: reason.text, retryAfterMs }, 'the command could not be registered, trying again')
      onChange({ reason, since })
      await systemClock.wait(retryAfterMs, signal)
    }
  }
}

/** Registers what changed, and returns it: an update may take an hour to appear, so what is up to date is left alone. */
async function register(
  application: string,
  definitions: readonly Definition[],
  api: Pick<DiscordApi, 'call'>,
): Promise<string[]> {
  const path = `/applications/${application}/commands` as const
  const all = registered.parse(await api.call('GET', path, { query: { with_localizations: 'true' } }))
  const changed = definitions.filter((definition) => {
    const known = all.find(({ type, name }) => type === definition.type && name === definition.name)
    return !isDeepStrictEqual(command.safeParse(known).data, command.parse(definition))
  })
  // Takes the place of a command of the same name, and leaves all others: unlike PUT.
  for (const definition of changed) await api.call('POST', path, { body: definition })
  return changed.map(({ name }) => name)
}
