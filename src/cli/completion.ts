import type { Argument, Command, Option } from 'commander'
import { dayNames } from './options.ts'

const program = 'morning-post'

interface Completed {
  readonly name: string
  readonly description: string
  readonly options: readonly { readonly long: string; readonly description: string; readonly values: Values }[]
  /** The values of its first argument. */
  readonly values: Values
}

/** A closed list, `files`, nothing to be suggested, or no value at all. */
type Values = readonly string[] | 'files' | 'any' | 'none'

/** What the program has beside its commands. */
const helpCommand = { name: 'help', description: 'print the help of a command' }
const programOptions = [
  { long: '--help', description: 'print the help of a command' },
  { long: '--version', description: 'print the version' },
]

function completed(command: Command): Completed {
  return {
    name: command.name(),
    description: firstSentence(command.description()),
    options: [
      ...command.options.flatMap(({ long, description, ...rest }) =>
        long ? [{ long, description: firstSentence(description), values: valuesOf(rest) }] : [],
      ),
      { long: '--help', description: 'print the help of a command', values: 'none' },
    ],
    values: valuesOfArgument(command.registeredArguments[0]),
  }
}

const firstSentence = (text: string) => text.split(/(?<=\.) /)[0]?.replace(/\.$/, '') ?? ''

function valuesOf({ argChoices, flags }: Pick<Option, 'argChoices' | 'flags'>): Values {
  if (argChoices) return argChoices
  const [, name] = /[<[](\w+)/.exec(flags) ?? []
  if (name === undefined) return 'none'
  if (name === 'date' || name === 'iso') return dayNames
  return ['folder', 'file'].includes(name) ? 'files' : 'any'
}

function valuesOfArgument(argument: Argument | undefined): Values {
  if (!argument) return 'none'
  if (argument.argChoices) return argument.argChoices
  if (argument.name() === 'date') return dayNames
  return ['paths', 'file', 'target'].includes(argument.name()) ? 'files' : 'any'
}

/** Their scripts, by shell. */
export const completionScripts: Readonly<Record<string, (commands: readonly Command[]) => string>> = {
  bash: (commands) => bash(commands.map(completed)),
  zsh: (commands) => zsh(commands.map(completed)),
  fish: (commands) => fish(commands.map(completed)),
}

const isList = (values: Values): values is readonly string[] => typeof values !== 'string'

function bash(commands: readonly Completed[]): string {
  const reply = (words: readonly string[]) => `COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$word"))`
  const named = commands.map(({ name }) => name)
  return `# bash completion of ${program}: source <(${program} completion bash)
_morning_post() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  # Bash takes --option=value apart at the sign.
  if [ "$word" = '=' ]; then word=''; elif [ "$before" = '=' ]; then before=\${COMP_WORDS[COMP_CWORD-2]}; fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    ${reply([...named, helpCommand.name, ...programOptions.map(({ long }) => long)])}
    return
  fi
  case "$command $before" in
${commands
  .flatMap(({ name, options }) =>
    options.flatMap(({ long, values }) => {
      if (values === 'none') return []
      return `    '${name} ${long}') ${isList(values) ? reply(values) : ':'}; return ;;`
    }),
  )
  .join('\n')}
  esac
  case "$command" in
    ${helpCommand.name}) ${reply(named)} ;;
${commands
  .map(({ name, options, values }) => {
    const flags = reply(options.map(({ long }) => long))
    const rest = isList(values) ? ` else ${reply(values)};` : ''
    return `    ${name}) if [[ $word == -* ]]; then ${flags};${rest} fi ;;`
  })
  .join('\n')}
  esac
}
complete -o default -F _morning_post ${program}
`
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

function zsh(commands: readonly Completed[]): string {
  const plain = (text: string) => text.replaceAll(/[[\]:\\]/g, '\\$&')
  const equals = (values: Values) => (values === 'none' ? '' : '=')
  const action = (values: Values) => (isList(values) ? `(${values.join(' ')})` : values === 'files' ? '_files' : ' ')
  const argumentsOf = ({ options, values }: Completed) => [
    ...options.map(({ long, description, values: each }) =>
      quoted(
        `${long}${equals(each)}[${plain(description)}]${each === 'none' ? '' : `:${long.slice(2)}:${action(each)}`}`,
      ),
    ),
    ...(values === 'none' ? [] : [quoted(`*:value:${action(values)}`)]),
  ]
  const described = [...commands, helpCommand].map(({ name, description }) => quoted(`${name}:${plain(description)}`))
  return `#compdef ${program}
# zsh completion of ${program}: source <(${program} completion zsh)
_morning_post() {
  local -a commands
  commands=(
    ${described.join('\n    ')}
  )
  if (( CURRENT == 2 )) && [[ $PREFIX == -* ]]; then
    _arguments ${programOptions.map(({ long, description }) => quoted(`${long}[${description}]`)).join(' ')}
    return
  fi
  local command=$words[2]
  if (( CURRENT == 2 )) || [[ $command == help ]]; then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map((each) => `    ${each.name}) _arguments ${argumentsOf(each).join(' ')} ;;`).join('\n')}
  esac
}
# As a file in fpath, or by source.
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _morning_post "$@"; else compdef _morning_post ${program}; fi
`
}

function fish(commands: readonly Completed[]): string {
  const line = (condition: string, rest: string) => `complete -c ${program} -n ${quoted(condition)} ${rest}`
  const list = (values: Values) =>
    isList(values) ? ` -xa ${quoted(values.join(' '))}` : values === 'files' ? ' -rF' : ' -x'
  const quote = (text: string) => `'${text.replaceAll(/[\\']/g, '\\$&')}'`
  return [
    `# fish completion of ${program}: ${program} completion fish | source`,
    `complete -c ${program} -f`,
    ...programOptions.map(({ long, description }) =>
      line('__fish_use_subcommand', `-l ${long.slice(2)} -d ${quote(description)}`),
    ),
    line('__fish_use_subcommand', `-a ${helpCommand.name} -d ${quote(helpCommand.description)}`),
    line(`__fish_seen_subcommand_from ${helpCommand.name}`, `-a ${quoted(commands.map(({ name }) => name).join(' '))}`),
    ...commands.flatMap(({ name, description, options, values }) => [
      line('__fish_use_subcommand', `-a ${name} -d ${quote(description)}`),
      ...options.map(({ long, description: words, values: each }) =>
        line(
          `__fish_seen_subcommand_from ${name}`,
          `-l ${long.slice(2)}${each === 'none' ? '' : list(each)} -d ${quote(words)}`,
        ),
      ),
      ...(isList(values) ? [line(`__fish_seen_subcommand_from ${name}`, `-a ${quoted(values.join(' '))}`)] : []),
      ...(values === 'files' ? [line(`__fish_seen_subcommand_from ${name}`, '-F')] : []),
    ]),
    '',
  ].join('\n')
}
