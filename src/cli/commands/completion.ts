import { Command } from 'commander'
import { completionScripts } from '../completion.ts'
import { choiceArgument, examples } from '../options.ts'

const shells = Object.keys(completionScripts)

export const completionCommand = new Command('completion')
  .description('Print the script with which a shell completes the commands and options of morning-post.')
  .addArgument(choiceArgument('<shell>', 'the shell', shells))
  .addHelpText('after', examples(...shells.map((shell) => `completion ${shell}`)))
  .action(run)

function run(shell: string, _: unknown, command: Command): void {
  process.stdout.write(completionScripts[shell]?.(command.parent?.commands ?? []) ?? '')
}
