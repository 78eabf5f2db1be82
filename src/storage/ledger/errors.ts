import { LedgerDamaged, LedgerUnusable } from '../../domain/errors.ts'
import { isDamage, resultCode } from '../sqlite/connection.ts'

const forNow =
  'Until then nothing is posted, because what cannot be written down might be posted twice; the bot goes on by itself.'

/** By SQLite's primary result codes: https://www.sqlite.org/rescode.html */
const sentences: Readonly<Record<number, (file: string) => string>> = {
  /** SQLITE_BUSY, SQLITE_LOCKED */
  5: (file) => `${file} is locked by another process: close whatever has it open for writing. ${forNow}`,
  6: (file) => `${file} is locked by another process: close whatever has it open for writing. ${forNow}`,
  /** SQLITE_READONLY */
  8: (file) => `${file} cannot be written: make it, and its folder, writable for the bot’s user. ${forNow}`,
  /** SQLITE_IOERR */
  10: (file) => `The disk with ${file} does not work as it should: see what the system says of it. ${forNow}`,
  /** SQLITE_CORRUPT */
  11: damaged,
  /** SQLITE_FULL */
  13: (file) => `The disk with ${file} is full: make some room. ${forNow}`,
  /** SQLITE_CANTOPEN */
  14: (file) =>
    `${file} cannot be opened: make it, and its folder, readable and writable for the bot’s user. ${forNow}`,
  /** SQLITE_NOTADB */
  26: damaged,
}

/** What an error of SQLite means for the ledger: the world's doing, with what to do; undefined where it is a bug of ours. */
export function ledgerError(file: string, error: unknown): LedgerUnusable | undefined {
  const sentence = sentences[resultCode(error) ?? -1]
  const Kind = isDamage(error) ? LedgerDamaged : LedgerUnusable
  return sentence && new Kind(sentence(file), { cause: error })
}

export function damaged(file: string): string {
  return (
    `${file} is damaged. Stop the bot and put back a backup (npm run --silent cli -- restore BACKUP). Without one, move ` +
    'the file away: the bot then starts with an empty one, and looks in the channels before it posts anything.'
  )
}
