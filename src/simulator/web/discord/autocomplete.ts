import { html } from 'hono/html'
import { string } from '../../../lib/json.ts'
import type { Html } from '../../../web/html.ts'
import { commandType } from '../../discord/commands.ts'
import type { DiscordSimulator } from '../../discord/server.ts'
import { autocompleteMenu, hint } from '../autocomplete-menu.ts'
import {
  type ClientOption,
  commandFrom,
  commandIn,
  completeCommand,
  givenBy,
  givenIn,
  type OfferedCommand,
  optionField,
} from './commands.ts'

/** The menu over a message box while the user types in it. */
export async function suggestions(form: URLSearchParams, simulator: DiscordSimulator, user: string): Promise<Html> {
  const commands = commandsOf(simulator)
  const command = commands.find(({ name }) => name === form.get('command'))
  if (command) return optionHelp(form, command, simulator, user)
  const text = form.get('text') ?? ''
  if (!/\s/.test(text)) return commandMenu(commands, text)
  const begun = commandIn(text, commands)
  return begun ? commandLine(begun.command, givenIn(begun.rest, begun.command), form.get('box') ?? '') : html``
}

/** The commands that are typed. */
export function commandsOf({ commands }: DiscordSimulator): readonly OfferedCommand[] {
  return commands
    .all()
    .filter(({ type }) => type === commandType.typed)
    .map(commandFrom)
}

async function optionHelp(
  form: URLSearchParams,
  command: OfferedCommand,
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
  const use = { user, channelId: form.get('channel') ?? '', ...completeCommand(command, given, option.name) }
  // The reader can go on typing without suggestions.
  const choices = await simulator.suggest(use).catch(() => undefined)
  if (!choices) return hint('The bot does not answer with suggestions.')
  return choiceMenu(
    option,
    choices.map(({ name, value }) => ({ name: string(name), value: value as string | number })),
  )
}

/** Discord's limit is 6000 characters for an option; nothing that long is typed here. */
const optionMax = 4000
function commandMenu(commands: readonly OfferedCommand[], text: string): Html {
  const begun = text.slice(1).toLowerCase()
  const choices = commands
    .filter(({ name }) => name.startsWith(begun))
    .map(({ name, description }) => ({ label: `/${name}`, description, text: `/${name} ` }))
  return autocompleteMenu('Commands', choices)
}

/** The command's line, in place of the message box: its name and a field for each option in use. */
function commandLine(command: OfferedCommand, given: ReadonlyMap<string, string>, box: string): Html {
  const [first] = command.options
  const used = ({ name, required }: ClientOption) =>
    required || given.has(name) || (given.size === 0 && name === first?.name)
  const unused = command.options.filter((option) => !used(option))
  return html`<div class="command-line" data-line>
    <input type="hidden" name="command" value="${command.name}" />
    <span class="command-name">/${command.name}</span>
    ${command.options.map((option) => field(option, given.get(option.name), used(option), box))}
    ${
      unused.length > 0
        ? html`<button type="button" class="more-options" data-more aria-haspopup="listbox" aria-expanded="false" aria-controls="${box}-menu">+${unused.length} more</button>`
        : ''
    }
  </div>`
}

function field({ name, description, required }: ClientOption, value = '', isUsed: boolean, box: string): Html {
  return html`<label class="option" data-option="${name}" ${isUsed ? '' : 'hidden'}><span>${name}</span>
    <input role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="${box}-menu" aria-description="${description}"
      name="${optionField(name)}" value="${value}" maxlength="${optionMax}" autocomplete="off" ${required ? 'required' : ''} ${isUsed ? '' : 'disabled'} /></label>`
}
function optionMenu({ options }: OfferedCommand, given: ReadonlyMap<string, string>): Html {
  const unused = options.filter(({ name }) => !given.has(name))
  return autocompleteMenu(
    'Optional',
    unused.map(({ name, description }) => ({ label: name, description, option: name })),
  )
}

/** The choices of an option, or its description if it has none. */
function choiceMenu(
  { name, description }: ClientOption,
  choices: readonly { readonly name: string; readonly value: string | number }[],
): Html {
  const title = `${name} — ${description}`
  if (choices.length === 0) return hint(title)
  return autocompleteMenu(
    title,
    choices.map((choice) => ({ label: choice.name, value: String(choice.value) })),
  )
}
