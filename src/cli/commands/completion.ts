import { Argument, Command, InvalidArgumentError } from 'commander'
import { didYouMean } from '../../lib/fuzzy-match.ts'
import { completionScripts } from '../completion.ts'
import { examples } from '../options.ts'

const shells = Object.keys(completionScripts)

export const completionCommand = new Command('completion')
  .description('Print the script with which a shell completes the commands and options of morning-post.')
  .addArgument(
    new Argument('<shell>', 'the shell').choices(shells).argParser((shell: string) => {
      if (shells.includes(shell)) return shell
      throw new InvalidArgumentError(`${didYouMean(shell, shells)}Allowed choices are ${shells.join(', ')}.`)
    }),
  )
  .addHelpText('after', examples(...shells.map((shell) => `completion ${shell}`)))
  .action(run)

function run(shell: string, _: unknown, command: Command): void {
  process.stdout.write(completionScripts[shell]?.(command.parent?.commands ?? []) ?? '')
}
