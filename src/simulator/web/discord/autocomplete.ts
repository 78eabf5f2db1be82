import { html } from 'hono/html'
import type { Html } from '../../../web/html.ts'
import { autocompleteMenu, hint } from '../autocomplete-menu.ts'
import { type Command, type Option, optionField } from './commands.ts'

/** Discord takes 6000 characters for an option; nobody types as many. */
const optionMax = 4000

/** The commands that begin with what is typed. */
export function commandMenu(commands: readonly Command[], text: string): Html {
  const begun = text.slice(1).toLowerCase()
  const choices = commands
    .filter(({ name }) => name.startsWith(begun))
    .map(({ name, description }) => ({ label: `/${name}`, description, text: `/${name} ` }))
  return autocompleteMenu('Commands', choices)
}

/** The command's line, in place of the message box: its name and a field for each option in use. */
export function commandLine(command: Command, given: ReadonlyMap<string, string>, box: string): Html {
  const [first] = command.options
  const used = ({ name, required }: Option) => required || given.has(name) || (given.size === 0 && name === first?.name)
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

function field({ name, description, required }: Option, value = '', isUsed: boolean, box: string): Html {
  return html`<label class="option" data-option="${name}" ${isUsed ? '' : 'hidden'}><span>${name}</span>
    <input role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="${box}-menu" aria-description="${description}"
      name="${optionField(name)}" value="${value}" maxlength="${optionMax}" autocomplete="off" ${required ? 'required' : ''} ${isUsed ? '' : 'disabled'} /></label>`
}

/** The options that are not in use yet. */
export function optionMenu({ options }: Command, given: ReadonlyMap<string, string>): Html {
  const unused = options.filter(({ name }) => !given.has(name))
  return autocompleteMenu(
    'Optional',
    unused.map(({ name, description }) => ({ label: name, description, option: name })),
  )
}

/** What can be chosen for an option; its description where there is nothing to choose. */
export function choiceMenu(
  { name, description }: Option,
  choices: readonly { readonly name: string; readonly value: string | number }[],
): Html {
  const title = `${name} — ${description}`
  if (choices.length === 0) return hint(title)
  return autocompleteMenu(
    title,
    choices.map((choice) => ({ label: choice.name, value: String(choice.value) })),
  )
}
