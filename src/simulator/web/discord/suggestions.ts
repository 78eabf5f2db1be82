import { html } from 'hono/html'
import { string } from '../../../lib/json.ts'
import type { Html } from '../../../web/html.ts'
import type { DiscordSimulator } from '../../discord/server.ts'
import { hint } from '../autocomplete-menu.ts'
import { choiceMenu, commandLine, commandMenu, optionMenu } from './autocomplete.ts'
import { type Command, commandFrom, commandIn, givenBy, givenIn, typed } from './commands.ts'

/** What Discord offers over a message box while somebody types in it. */
export async function suggestions(form: URLSearchParams, simulator: DiscordSimulator, user: string): Promise<Html> {
  const commands = commandsOf(simulator)
  const command = commands.find(({ name }) => name === form.get('command'))
  if (command) return optionHelp(form, command, simulator, user)
  const text = form.get('text') ?? ''
  if (!/\s/.test(text)) return commandMenu(commands, text)
  const begun = commandIn(text, commands)
  return begun ? commandLine(begun.command, givenIn(begun.rest, begun.command), form.get('box') ?? '') : html``
}

export function commandsOf({ commands }: DiscordSimulator): readonly Command[] {
  return commands.all().map(commandFrom)
}

async function optionHelp(
  form: URLSearchParams,
  command: Command,
  simulator: DiscordSimulator,
  user: string,
): Promise<Html> {
  const given = givenBy(form, command)
  const option = command.options.find(({ name }) => name === form.get('focused'))
  if (!option) return optionMenu(command, given)
  const written = given.get(option.name)?.toLowerCase() ?? ''
  if (!option.suggests) {
    const fitting = option.choices.filter(({ name }) => name.toLowerCase().startsWith(written))
    return choiceMenu(option, fitting)
  }
  const use = { user, channelId: form.get('channel') ?? '', ...typed(command, given, option.name) }
  // The reader can go on typing without suggestions.
  const choices = await simulator.suggest(use).catch(() => undefined)
  if (!choices) return hint('The bot does not answer with suggestions.')
  return choiceMenu(
    option,
    choices.map(({ name, value }) => ({ name: string(name), value: value as string | number })),
  )
}
