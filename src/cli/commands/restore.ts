import { Command } from 'commander'
import { readEnvironment } from '../../config/environment.ts'
import { utcTime } from '../../domain/time-zone.ts'
import { createDataDirectory, lockDirectory } from '../../storage/data-directory.ts'
import { databaseIn } from '../../storage/open-database.ts'
import { examples } from '../options.ts'
import { count, print } from '../output.ts'

export const restoreCommand = new Command('restore')
  .description('Replace the database with a backup; the old one is kept. The bot must not be running.')
  .argument('<file>', 'the backup')
  .addHelpText('after', examples('restore backup.sqlite'))
  .action(run)

async function run(file: string): Promise<void> {
  const environment = readEnvironment()
  const { dataFolder } = environment
  createDataDirectory(dataFolder)
  const lock = lockDirectory(dataFolder)
  try {
    const report = await databaseIn(environment).restore(file, Date.now())
    const { deliveries, parts, copiedAt, replaced } = report
    print(`Restored: ${count(deliveries, 'delivery', 'deliveries')}, ${count(parts, 'message')}.`)
    if (replaced) print(`The database that it replaced is kept as ${replaced}.`)
    const end = copiedAt === 0 ? 'an unknown time' : utcTime(copiedAt)
    print(`It ends at ${end}: for digests of later days the bot searches the channels before it posts.`)
  } finally {
    lock.release()
  }
}
