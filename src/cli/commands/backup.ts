import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { Command } from 'commander'
import { readEnvironment } from '../../config/environment.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import { count } from '../../lib/count.ts'
import { databaseIn } from '../../storage/open-database.ts'
import { examples } from '../options.ts'
import { print } from '../output.ts'
import { didYouMeanPath } from '../similar-path.ts'

export const backupCommand = new Command('backup')
  .description('Copy the database (deliveries, subscriptions, alerts). The bot may be running.')
  .argument('<target>', 'the file, or a folder: there the file is named after the time')
  .option('--overwrite', 'replace the file', false)
  .addHelpText('after', examples('backup backups/', 'backup backup.sqlite --overwrite'))
  .action(run)

async function run(target: string, { overwrite }: { overwrite: boolean }): Promise<void> {
  const folder = /[/\\]$/.test(target) ? target : dirname(target)
  if (!existsSync(folder))
    throw new ConfigurationError(`There is no folder ${folder}.${didYouMeanPath(folder)} Make it first.`)
  const database = databaseIn(readEnvironment())
  const { file, deliveries, parts } = await database.backUp(target, overwrite, Date.now())
  print(`Written and checked: ${file} (${count(deliveries, 'delivery', 'deliveries')}, ${count(parts, 'message')})`)
}
