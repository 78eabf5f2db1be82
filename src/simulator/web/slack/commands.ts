import { html } from 'hono/html'
import type { Html } from '../../../web/html.ts'
import { autocompleteMenu, hint } from '../autocomplete-menu.ts'
import type { SlashCommand } from './manifest.ts'

/** A command as it was typed, or undefined for a message. Slack takes nothing for a command that begins with a blank. */
export function typedCommand(text: string): { readonly command: string; readonly text: string } | undefined {
  const [, command, rest = ''] = /^(\/[^\s/]+)\s*([\s\S]*)$/.exec(text) ?? []
  return command ? { command: command.toLowerCase(), text: rest.trimEnd() } : undefined
}

/** What Slack shows over the message box while a command is typed: first which there are, then what may follow. */
export function commandMenu(commands: readonly SlashCommand[], text: string): Html {
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
