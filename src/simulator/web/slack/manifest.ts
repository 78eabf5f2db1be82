import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

/** A slash command as the app's manifest declares it. */
export interface SlashCommand {
  /** With its slash. */
  readonly command: string
  readonly description: string
  readonly usage: string
}

const manifest = z.object({
  features: z.object({
    slash_commands: z
      .array(z.object({ command: z.string(), description: z.string(), usage_hint: z.string().default('') }))
      .default([]),
  }),
})

/** The commands of the app that people install from our manifest. */
export function slashCommands(): readonly SlashCommand[] {
  const file = new URL('../../../../config/slack-manifest.yaml', import.meta.url)
  const { features } = manifest.parse(parse(readFileSync(file, 'utf8')))
  return features.slash_commands.map(({ command, description, usage_hint: usage }) => ({ command, description, usage }))
}
