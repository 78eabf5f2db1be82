import { isEmptyText, required } from './components.ts'
import type { Violation } from './error.ts'
import { limits } from './limits.ts'

interface Choice {
  readonly name: string
  readonly value: string | number
}

interface Option {
  readonly name: string
  readonly description: string
  readonly required?: boolean | null
  readonly autocomplete?: boolean | null
  readonly choices?: readonly Choice[] | null
}

/** The part of a command that the rules read, once the schema has passed it. */
export interface CommandDefinition {
  readonly type?: number | null
  readonly name: string
  readonly description?: string | null
  readonly options?: readonly Option[] | null
}

type Path = readonly (string | number)[]

/** interactions/application-commands, "Application Command Types". */
const [userMenu, messageMenu] = [2, 3]

/** interactions/application-commands, "Application Command Naming". */
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u

/** Rules for the commands of one scope, registered together, that the schema lacks. */
export function commandSetViolations(commands: readonly CommandDefinition[]): Violation[] {
  return commands.flatMap((command, index) => {
    const repeated = commands.findIndex(({ name }) => name === command.name) < index
    const message = 'Application command names must be unique'
    return [
      ...(repeated ? [{ path: [index, 'name'], code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message }] : []),
      ...commandViolations(command, [index]),
    ]
  })
}

/** Rules for one command that the schema lacks. Only typed commands without subcommands have rules here. */
export function commandViolations(command: CommandDefinition, at: Path = []): Violation[] {
  const { name, description } = command
  if (command.type === messageMenu || command.type === userMenu) return menuViolations(command, at)
  const message = `Command exceeds maximum size (${limits.commandCharacters})`
  return [
    ...(isEmptyText(description) ? [required([...at, 'description'])] : []),
    ...nameViolations(name, at),
    ...(size(command) > limits.commandCharacters ? [{ path: at, code: 'APPLICATION_COMMAND_TOO_LARGE', message }] : []),
    ...optionsViolations(command.options ?? [], at),
  ]
}

/** A command in the menu of a message or a user is its name: 1 to 32 characters, which may be capitals and blanks. */
function menuViolations({ name, description }: CommandDefinition, at: Path): Violation[] {
  const isName = name.trim() !== '' && name.length <= 32
  const code = 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID'
  return [
    ...(isName
      ? []
      : [{ path: [...at, 'name'], code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' }]),
    ...(isEmptyText(description)
      ? []
      : [{ path: [...at, 'description'], code, message: 'Context menu commands cannot have a description' }]),
  ]
}

function nameViolations(name: string, at: Path): Violation[] {
  if (namePattern.test(name) && name === name.toLowerCase()) return []
  return [{ path: [...at, 'name'], code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' }]
}

function optionsViolations(options: readonly Option[], at: Path): Violation[] {
  return options.flatMap((option, index) => {
    const { name, description, autocomplete, choices } = option
    const before = options.slice(0, index)
    const rules: [broken: unknown, field: string, code: string, message: string][] = [
      [
        before.some((other) => other.name === name),
        'name',
        'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE',
        'Option names must be unique',
      ],
      [isEmptyText(description), 'description', 'BASE_TYPE_REQUIRED', 'This field is required'],
      [
        option.required && before.some((other) => !other.required),
        'required',
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      ],
      [
        autocomplete && choices?.length,
        'choices',
        'APPLICATION_COMMAND_OPTION_CHOICES_AUTOCOMPLETE',
        'Choices and autocomplete are mutually exclusive',
      ],
    ]
    const path = [...at, 'options', index]
    return [
      ...rules.flatMap(([broken, field, code, message]) => (broken ? [{ path: [...path, field], code, message }] : [])),
      ...nameViolations(name, path),
      ...choiceViolations(choices ?? [], [...path, 'choices']),
    ]
  })
}

/** Rules for the choices of an option or of an autocompletion that the schema lacks. */
export function choiceViolations(choices: readonly Choice[], at: Path): Violation[] {
  return choices.flatMap(({ name, value }, index) => {
    const message = `Must be ${limits.choiceValueCharacters} or fewer in length.`
    return [
      ...(isEmptyText(name) ? [required([...at, index, 'name'])] : []),
      ...(String(value).length > limits.choiceValueCharacters
        ? [{ path: [...at, index, 'value'], code: 'BASE_TYPE_MAX_LENGTH', message }]
        : []),
    ]
  })
}

function size({ name, description, options }: CommandDefinition): number {
  const texts = [
    name,
    description ?? '',
    ...(options ?? []).flatMap((option) => [
      option.name,
      option.description,
      ...(option.choices ?? []).flatMap((choice) => [choice.name, String(choice.value)]),
    ]),
  ]
  return texts.join('').length
}
