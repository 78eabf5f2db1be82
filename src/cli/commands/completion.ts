import { Command, Option } from 'commander'
import { completionScripts } from '../completion.ts'
import { knownNames, type NameKind, nameKinds } from '../known-names.ts'
import { choiceArgument, examples } from '../options.ts'
import { print } from '../output.ts'

const shells = Object.keys(completionScripts)

export const completionCommand = new Command('completion')
  .description(
    'Print the script with which a shell completes the commands and options of morning-post, and the names of ' +
      'destinations, publications and deliveries.',
  )
  .addArgument(choiceArgument('<shell>', 'the shell', shells))
  // For the scripts.
  .addOption(new Option('--names <kind>', 'print the names of that kind').choices(nameKinds).hideHelp())
  .addHelpText('after', examples(...shells.map((shell) => `completion ${shell}`)))
  .action(run)

async function run(shell: string, { names }: { names?: NameKind }, command: Command): Promise<void> {
  if (names === undefined) process.stdout.write(completionScripts[shell]?.(command.parent?.commands ?? []) ?? '')
  else for (const name of await knownNames(names)) print(name)
}
