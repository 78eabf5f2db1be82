import type { Argument, Command, Option } from 'commander'
import type { NameKind } from './known-names.ts'
import { dayNames } from './options.ts'

const program = 'morning-post'

interface Completed {
  readonly name: string
  readonly description: string
  readonly options: readonly { readonly long: string; readonly description: string; readonly values: Values }[]
  /** The values of its first argument. */
  readonly values: Values
}

/** A closed list, names that the program looks up, `files`, nothing to be suggested, or no value at all. */
type Values = readonly string[] | { readonly names: NameKind } | 'files' | 'any' | 'none'

/** The placeholders of arguments and options whose values the program looks up. */
const nameKinds: Readonly<Record<string, NameKind>> = {
  destination: 'destinations',
  publication: 'publications',
  delivery: 'deliveries',
  zone: 'zones',
}

/** Features of the program besides its commands. */
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
      ...command.options.flatMap(({ long, description, hidden, ...rest }) =>
        long && !hidden ? [{ long, description: firstSentence(description), values: valuesOf(rest) }] : [],
      ),
      { long: '--help', description: 'print the help of a command', values: 'none' },
    ],
    values: valuesOfArgument(command.registeredArguments[0]),
  }
}

const firstSentence = (text: string) => text.split(/(?<=\.) /)[0]?.replace(/\.$/, '') ?? ''

function valuesOf({ argChoices, flags }: Pick<Option, 'argChoices' | 'flags'>): Values {
  const [, name] = /[<[](\w+)/.exec(flags) ?? []
  return argChoices ?? (name === undefined ? 'none' : valuesNamed(name))
}

function valuesOfArgument(argument: Argument | undefined): Values {
  return argument ? (argument.argChoices ?? valuesNamed(argument.name())) : 'none'
}

function valuesNamed(placeholder: string): Values {
  if (['date', 'iso'].includes(placeholder)) return dayNames
  const names = nameKinds[placeholder]
  if (names) return { names }
  return ['folder', 'file', 'paths', 'target'].includes(placeholder) ? 'files' : 'any'
}

/** Their scripts, by shell. */
export const completionScripts: Readonly<Record<string, (commands: readonly Command[]) => string>> = {
  bash: (commands) => bash(commands.map(completed)),
  zsh: (commands) => zsh(commands.map(completed)),
  fish: (commands) => fish(commands.map(completed)),
}

const isList = (values: Values): values is readonly string[] => Array.isArray(values)
const isLookedUp = (values: Values): values is { readonly names: NameKind } =>
  typeof values === 'object' && 'names' in values

function bash(commands: readonly Completed[]): string {
  const reply = (words: readonly string[]) => `COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$word"))`
  const action = (values: Values) =>
    isList(values) ? reply(values) : isLookedUp(values) ? `_morning_post_names ${values.names}` : undefined
  const named = commands.map(({ name }) => name)
  return `# bash completion of ${program}: source <(${program} completion bash)
_morning_post_names() {
  COMPREPLY=($(compgen -W "$("\${COMP_WORDS[0]}" completion bash --names "$1" 2>/dev/null)" -- "$word"))
  COMPREPLY=("\${COMPREPLY[@]#"$begun"}")
}
_morning_post() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} begun=''
  COMPREPLY=()
  # Bash takes NAME@NAME apart at the sign, and replaces what begins with it.
  if [ "$word" = '@' ]; then
    begun=$before word=$before@ before=\${COMP_WORDS[COMP_CWORD-2]}
  elif [ "$before" = '@' ]; then
    begun=\${COMP_WORDS[COMP_CWORD-2]} word=\${COMP_WORDS[COMP_CWORD-2]}@$word before=\${COMP_WORDS[COMP_CWORD-3]}
  fi
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
      return `    '${name} ${long}') ${action(values) ?? ':'}; return ;;`
    }),
  )
  .join('\n')}
  esac
  case "$command" in
    ${helpCommand.name}) ${reply(named)} ;;
${commands
  .map(({ name, options, values }) => {
    const flags = reply(options.map(({ long }) => long))
    const offered = action(values)
    const rest = offered === undefined ? '' : ` else ${offered};`
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
  const action = (values: Values) => {
    if (isList(values)) return `(${values.join(' ')})`
    return isLookedUp(values) ? ` _morning_post_names ${values.names}` : values === 'files' ? '_files' : ' '
  }
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
_morning_post_names() {
  compadd -- \${(f)"$(\${~program} completion zsh --names $1 2>/dev/null)"}
}
_morning_post() {
  local -a commands
  commands=(
    ${described.join('\n    ')}
  )
  if (( CURRENT == 2 )) && [[ $PREFIX == -* ]]; then
    _arguments ${programOptions.map(({ long, description }) => quoted(`${long}[${description}]`)).join(' ')}
    return
  fi
  local program=$words[1] command=$words[2]
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
  const offered = (values: Values) => {
    if (isList(values)) return quoted(values.join(' '))
    const look = (names: string) => `(eval (commandline -opc)[1] completion fish --names ${names} 2>/dev/null)`
    return isLookedUp(values) ? quoted(look(values.names)) : undefined
  }
  const list = (values: Values) => {
    const words = offered(values)
    return words === undefined ? (values === 'files' ? ' -rF' : ' -x') : ` -xa ${words}`
  }
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
      ...[offered(values) ?? []].flat().map((words) => line(`__fish_seen_subcommand_from ${name}`, `-a ${words}`)),
      ...(values === 'files' ? [line(`__fish_seen_subcommand_from ${name}`, '-F')] : []),
    ]),
    '',
  ].join('\n')
}
