import { Command } from 'commander'
import { openLedgerContext } from '../../app/context.ts'
import { destinationsYaml } from '../../commands/subscriptions/export.ts'
import { readEnvironment } from '../../config/environment.ts'
import { examples } from '../options.ts'
import { commandLog } from '../output.ts'

export const exportCommand = new Command('export')
  .description('Print all destinations, including those made in chat, as YAML for the configuration file.')
  .addHelpText('after', examples('export'))
  .action(run)

async function run(): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const { destinations } = await openLedgerContext(readEnvironment(), commandLog, stack)
  process.stdout.write(destinationsYaml(destinations))
}
