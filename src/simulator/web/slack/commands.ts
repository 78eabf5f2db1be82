import { readFileSync } from 'node:fs'
import { html } from 'hono/html'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Html } from '../../../web/html.ts'
import { autocompleteMenu, hint } from '../autocomplete-menu.ts'
import type { MenuEntry } from '../message-menu.ts'

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
    shortcuts: z.array(z.object({ name: z.string(), type: z.string(), callback_id: z.string() })).default([]),
  }),
})

let features: z.output<typeof manifest>['features'] | undefined

/** They are read once: every message asks for them. */
function readFeatures() {
  const file = new URL('../../../../config/slack-manifest.yaml', import.meta.url)
  features ??= manifest.parse(parse(readFileSync(file, 'utf8'))).features
  return features
}

/** The entries that the app's manifest adds to the menu of a message. */
export function messageShortcuts(): readonly MenuEntry[] {
  const own = readFeatures().shortcuts.filter(({ type }) => type === 'message')
  return own.map(({ name, callback_id: id }) => ({ id, name }))
}

/** The commands of the app's manifest. */
export function slashCommands(): readonly SlashCommand[] {
  return readFeatures().slash_commands.map(({ command, description, usage_hint: usage }) => ({
    command,
    description,
    usage,
  }))
}

/** A typed command; undefined for a message. To Slack, a text that begins with a blank is no command. */
export function typedCommand(text: string): { readonly command: string; readonly text: string } | undefined {
  const [, command, rest = ''] = /^(\/[^\s/]+)\s*([\s\S]*)$/.exec(text) ?? []
  return command ? { command: command.toLowerCase(), text: rest.trimEnd() } : undefined
}

/** The menu over the message box while a command is typed: first the commands, then what may follow. */
export function slashCommandMenu(commands: readonly SlashCommand[], text: string): Html {
  const typed = text.toLowerCase()
  if (!/\s/.test(text)) {
    const choices = commands
      .filter(({ command }) => command.startsWith(typed))
      .map(({ command, usage, description }) => ({ label: command, usage, description, text: `${command} ` }))
    return autocompleteMenu('Commands', choices)
  }
  const known = commands.find(({ command }) => command === typedCommand(text)?.command)
  return known
    ? hint(html`<b>${known.command}</b> <code>${known.usage}</code> <span>${known.description}</span>`)
    : html``
}
