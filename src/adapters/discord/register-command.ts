import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Log } from '../../domain/log.ts'
import type { DiscordApi } from './api.ts'
import type { digestCommand } from './command-definition.ts'
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
  description: z.string(),
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

/**
 * Registers `/digest`, unless it is registered and unchanged: an update may take an hour to appear. Never throws: digests
 * can be posted without it.
 */
export async function registerCommand(
  application: string,
  definition: ReturnType<typeof digestCommand>,
  api: Pick<DiscordApi, 'call'>,
  log: Log,
): Promise<void> {
  const path = `/applications/${application}/commands` as const
  try {
    const known = await api.call('GET', path, { query: { with_localizations: 'true' } })
    if (isCurrent(known, definition)) return
    await api.call('PUT', path, { body: [definition] })
    log.info({ platform: 'discord', command: definition.name }, 'command registered')
  } catch (error) {
    const { message: reason } = discordError(error, '')
    log.warn({ platform: 'discord', command: definition.name, reason }, 'the command could not be registered')
  }
}

function isCurrent(known: unknown, definition: object): boolean {
  const { data } = z.array(command).safeParse(known)
  return data !== undefined && isDeepStrictEqual(data, [command.parse(definition)])
}
