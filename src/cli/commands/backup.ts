import { join } from 'node:path'
import { readEnvironment } from '../../config/environment.ts'
import { utcTime } from '../../domain/time-zone.ts'
import { createDataDirectory, lockDirectory } from '../../storage/data-directory.ts'
import { backUp, restore } from '../../storage/ledger/backup.ts'

/** What must not be lost, in the data folder. */
const ledgerName = 'morning-post.sqlite'

export function backupCommand(target: string, { overwrite }: { overwrite: boolean }): void {
  const { dataFolder } = readEnvironment()
  const { file, deliveries, parts } = backUp(join(dataFolder, ledgerName), target, overwrite, Date.now())
  process.stdout.write(`Written and checked: ${file} (${holding(deliveries, parts)})\n`)
}

export function restoreCommand(file: string): void {
  const { dataFolder } = readEnvironment()
  createDataDirectory(dataFolder)
  const lock = lockDirectory(dataFolder)
  try {
    const { deliveries, parts, copiedAt, replaced } = restore(file, join(dataFolder, ledgerName), Date.now())
    const lines = [
      `Restored: ${holding(deliveries, parts)}.`,
      ...(replaced ? [`What it replaced is kept as ${replaced}.`] : []),
      `It remembers nothing after ${copiedAt === 0 ? 'some moment that it does not name' : utcTime(copiedAt)}: for digests of those days the bot looks in the channels before it posts.`,
    ]
    process.stdout.write(`${lines.join('\n')}\n`)
  } finally {
    lock.release()
  }
}

function holding(deliveries: number, parts: number): string {
  return `${deliveries} ${deliveries === 1 ? 'delivery' : 'deliveries'}, ${parts} ${parts === 1 ? 'message' : 'messages'}`
}
