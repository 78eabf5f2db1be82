import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { readEnvironment } from '../../config/environment.ts'
import { inHome } from '../../config/home.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import { utcTime } from '../../domain/time-zone.ts'
import { count } from '../../lib/count.ts'
import { createDataFolder, lockDataFolder } from '../../storage/data-folder.ts'
import { databaseIn } from '../../storage/open-database.ts'
import { problemOfDatabaseUrl } from '../../storage/postgres/address.ts'
import { examples } from '../options.ts'
import { print } from '../output.ts'
import { didYouMeanPath } from '../similar-path.ts'

export const restoreCommand = new Command('restore')
  .description(
    'Replace the database with a backup; an old file is kept. With --to, move a backup, or the ledger of the data folder, into ' +
      'PostgreSQL. The bot must not be running.',
  )
  .argument('[file]', 'the backup')
  .option('--to <url>', 'the address of an empty PostgreSQL database: postgres://USER:PASSWORD@HOST/DATABASE')
  .addHelpText('after', examples('restore backup.sqlite', 'restore --to "$DATABASE_URL"'))
  .action(run)

async function run(named: string | undefined, { to }: { to?: string }): Promise<void> {
  const environment = readEnvironment()
  const { dataFolder, home } = environment
  const file = named === undefined ? undefined : backupCalled(named, home)
  const problem = to === undefined ? undefined : problemOfDatabaseUrl(to)
  if (problem) throw new ConfigurationError(`--to ${problem}.`)
  createDataFolder(dataFolder)
  const lock = lockDataFolder(dataFolder)
  try {
    const database = databaseIn({ ...environment, ...(to !== undefined && { databaseUrl: to }) })
    const report = await database.restore(file, Date.now())
    const { deliveries, parts, copiedAt, replaced, database: target } = report
    const counted = `${count(deliveries, 'delivery', 'deliveries')}, ${count(parts, 'message')}`
    print(target ? `Moved and compared: ${counted}, into the ${target}.` : `Restored: ${counted}.`)
    if (target) print('The file was only read.')
    if (to !== undefined && to !== environment.databaseUrl)
      print('Set DATABASE_URL to that address before the next start.')
    if (replaced) print(`The database that it replaced is kept as ${replaced}.`)
    if (copiedAt === undefined) return
    const end = copiedAt === 0 ? 'an unknown time' : utcTime(copiedAt)
    print(`It ends at ${end}: for digests of later days the bot searches the channels before it posts.`)
  } finally {
    lock.release()
  }
}

/** As a shell reads the path, else from the home folder, where the copies that upgrades leave behind are `data/…`. */
function backupCalled(path: string, home: string): string {
  const found = [path, inHome(home, path)].find((each) => existsSync(each))
  if (found === undefined) throw new ConfigurationError(`There is no file ${path}.${didYouMeanPath(path)}`)
  return found
}
