import { isEmptyText } from './components.ts'
import type { Violation } from './error.ts'
import { limits } from './limits.ts'

interface Choice {
  readonly name: string
  readonly value: string | number
}

interface Option {
  readonly type: number
  readonly name: string
  readonly description: string
  readonly required?: boolean | null
  readonly autocomplete?: boolean | null
  readonly choices?: readonly Choice[] | null
  readonly options?: readonly Option[] | null
}

/** The part of a command that the rules read, once the schema has passed it. */
export interface CommandDefinition {
  readonly type?: number | null
  readonly name: string
  readonly description?: string | null
  readonly options?: readonly Option[] | null
}

type Path = readonly (string | number)[]

const chatInput = 1
const groupedOptionTypeMax = 2
/** interactions/application-commands, "Application Command Naming". */
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u

/** What the schema does not say about the commands of one scope, registered together. */
export function commandSetViolations(commands: readonly CommandDefinition[]): Violation[] {
  const seen = new Set<string>()
  const repeated = commands.flatMap((command, index) => {
    const key = `${command.type ?? chatInput} ${command.name}`
    const again = seen.has(key)
    seen.add(key)
    const message = 'Application command names must be unique'
    return again ? [{ path: [index, 'name'], code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message }] : []
  })
  const crowded = Object.entries(limits.commandsOfType).flatMap(([type, most]) => {
    if (commands.filter((command) => (command.type ?? chatInput) === Number(type)).length <= most) return []
    const message = `Maximum number of application commands of type ${type} reached (${most}).`
    return [{ path: [], code: 'APPLICATION_COMMANDS_MAX', message }]
  })
  return [...repeated, ...crowded, ...commands.flatMap((command, index) => commandViolations(command, [index]))]
}

/** What the schema does not say about one command. */
export function commandViolations(command: CommandDefinition, at: Path = []): Violation[] {
  const violations: Violation[] = []
  const isChat = (command.type ?? chatInput) === chatInput
  if (isChat && isEmptyText(command.description))
    violations.push({ path: [...at, 'description'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' })
  if (!isChat && command.description)
    violations.push({
      path: [...at, 'description'],
      code: 'APPLICATION_COMMAND_DESCRIPTION_FORBIDDEN',
      message: 'Only chat input commands have a description',
    })
  if (isChat) violations.push(...nameViolations(command.name, at))
  if (size(command) > limits.commandCharacters)
    violations.push({
      path: at,
      code: 'APPLICATION_COMMAND_TOO_LARGE',
      message: `Command exceeds maximum size (${limits.commandCharacters})`,
    })
  return [...violations, ...optionsViolations(command.options ?? [], at)]
}

function nameViolations(name: string, at: Path): Violation[] {
  if (namePattern.test(name) && name === name.toLowerCase()) return []
  return [{ path: [...at, 'name'], code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' }]
}

function optionsViolations(options: readonly Option[], at: Path): Violation[] {
  const violations: Violation[] = []
  const grouped = options.filter(({ type }) => type <= groupedOptionTypeMax)
  if (grouped.length > 0 && grouped.length < options.length) {
    const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types'
    violations.push({ path: [...at, 'options'], code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message })
  }
  const seen = new Set<string>()
  let optionalCame = false
  for (const [index, option] of options.entries()) {
    const path = [...at, 'options', index]
    violations.push(...optionViolations(option, path, { isRepeated: seen.has(option.name), optionalCame }))
    seen.add(option.name)
    optionalCame ||= !option.required
  }
  return violations
}

function optionViolations(
  option: Option,
  at: Path,
  { isRepeated, optionalCame }: { readonly isRepeated: boolean; readonly optionalCame: boolean },
): Violation[] {
  const { name, description, required, autocomplete, choices, options } = option
  const rules: [broken: unknown, field: string, code: string, message: string][] = [
    [isRepeated, 'name', 'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE', 'Option names must be unique'],
    [isEmptyText(description), 'description', 'BASE_TYPE_REQUIRED', 'This field is required'],
    [
      required && optionalCame,
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
  return [
    ...rules.flatMap(([broken, field, code, message]) => (broken ? [{ path: [...at, field], code, message }] : [])),
    ...nameViolations(name, at),
    ...choiceViolations(choices ?? [], [...at, 'choices']),
    ...optionsViolations(options ?? [], at),
  ]
}

/** What the schema does not say about the choices of an option or of an autocompletion. */
export function choiceViolations(choices: readonly Choice[], at: Path): Violation[] {
  return choices.flatMap(({ name, value }, index) => {
    const message = `Must be ${limits.choiceValueCharacters} or fewer in length.`
    return [
      ...(isEmptyText(name)
        ? [{ path: [...at, index, 'name'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }]
        : []),
      ...(String(value).length > limits.choiceValueCharacters
        ? [{ path: [...at, index, 'value'], code: 'BASE_TYPE_MAX_LENGTH', message }]
        : []),
    ]
  })
}

function size({ name, description, options, choices }: CommandDefinition & Pick<Partial<Option>, 'choices'>): number {
  const own = name.length + (description?.length ?? 0)
  const values = (choices ?? []).reduce((total, choice) => total + choice.name.length + String(choice.value).length, 0)
  return (options ?? []).reduce((total, option) => total + size(option), own + values)
}
