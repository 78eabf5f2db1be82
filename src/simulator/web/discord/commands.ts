import { type Json, records, string } from '../../../lib/json.ts'

/** A command that the bot has registered. https://docs.discord.com/developers/interactions/application-commands */
export interface OfferedCommand {
  readonly name: string
  readonly description: string
  readonly options: readonly ClientOption[]
}

export interface ClientOption {
  readonly type: number
  readonly name: string
  readonly description: string
  readonly required: boolean
  readonly suggests: boolean
  readonly choices: readonly { readonly name: string; readonly value: string | number }[]
}

/** A command with what was typed for its options, as it goes to the bot. */
export interface CompletedCommand {
  readonly name: string
  readonly options: readonly Json[]
}

// Option types 4 and 10 are whole and other numbers, 5 is yes or no.
const numeric = [4, 10]
const yesOrNo = 5

export function commandFrom(json: Json): OfferedCommand {
  return {
    name: string(json.name),
    description: string(json.description),
    options: records(json.options).map((option) => ({
      type: Number(option.type),
      name: string(option.name),
      description: string(option.description),
      required: option.required === true,
      suggests: option.autocomplete === true,
      choices: records(option.choices).map(({ name, value }) => ({ name: string(name), value: value as string })),
    })),
  }
}

/** The command that a message box holds, and what follows its name. */
export function commandIn(
  text: string,
  commands: readonly OfferedCommand[],
): { readonly command: OfferedCommand; readonly rest: string } | undefined {
  const [, name, rest = ''] = /^\/(\S+)(?:\s+([\s\S]*))?$/.exec(text) ?? []
  const command = commands.find((one) => one.name === name?.toLowerCase())
  return command && { command, rest }
}

/** A command typed as one text: `tag:"Image Gen"` for the option of that name, and the rest for the first option. */
export function givenIn(rest: string, { options }: OfferedCommand): ReadonlyMap<string, string> {
  const given = new Map<string, string>()
  const names = options.map(({ name }) => name).join('|')
  const left = names
    ? rest.replace(new RegExp(`(?<=^|\\s)(${names}):(?:"([^"]*)"|(\\S+))`, 'giu'), (_, name: string, quoted, bare) => {
        given.set(name.toLowerCase(), quoted ?? bare)
        return ''
      })
    : rest
  const [first] = options
  if (first && left.trim()) given.set(first.name, left.trim())
  return given
}
export function givenBy(form: URLSearchParams, { options }: OfferedCommand): ReadonlyMap<string, string> {
  return new Map(
    options.flatMap(({ name }) => {
      const value = form.get(optionField(name))
      return value === null ? [] : [[name, value]]
    }),
  )
}
export function optionField(name: string): string {
  return `option.${name}`
}

/** The command as it goes to the bot; `focused` is the option that is still being typed. */
export function completeCommand(
  command: OfferedCommand,
  given: ReadonlyMap<string, string>,
  focused?: string,
): CompletedCommand {
  const options = command.options.flatMap((option) => {
    const text = given.get(option.name)?.trim() ?? ''
    if (text === '' && option.name !== focused) return []
    const { name, type } = option
    return [{ name, type, value: sent(option, text), ...(name === focused && { focused: true }) }]
  })
  return { name: command.name, options }
}

function sent({ type, choices }: ClientOption, text: string): string | number | boolean {
  const choice = choices.find(({ name, value }) => [name, String(value)].includes(text))
  if (choice) return choice.value
  if (numeric.includes(type)) return Number(text)
  return type === yesOrNo ? text.toLowerCase() === 'true' : text
}
