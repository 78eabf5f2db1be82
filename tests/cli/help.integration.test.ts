import { Command } from 'commander'
import { expect, test } from 'vitest'
import { loadCommands } from '../../src/cli/commands/index.ts'
import { commandLine } from '../../src/lib/command-line.ts'

const commands = await loadCommands()

/** The examples in the help of a command, as words. */
function examplesOf(command: Command): string[][] {
  let help = ''
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp()
  const [, examples = ''] = help.split('\nExamples:\n')
  return examples.split('\n').flatMap((line) => {
    const typed = line.trim()
    return typed.startsWith(commandLine('')) ? [typed.slice(commandLine('').length).split(' ')] : []
  })
}

test.each(commands.map((command) => [command.name(), command] as const))(
  'the examples of %s are commands that it takes',
  async (name, command) => {
    const examples = examplesOf(command)
    expect(examples.length).toBeGreaterThan(0)
    const ran: string[] = []
    const program = new Command().exitOverride().addCommand(command.exitOverride().action(() => void ran.push(name)))
    for (const words of examples) {
      expect(words[0]).toBe(name)
      await program.parseAsync(words, { from: 'user' })
    }
    expect(ran).toHaveLength(examples.length)
  },
)
