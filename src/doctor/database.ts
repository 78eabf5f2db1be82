import { ExpectedError } from '../domain/errors.ts'
import type { Finding, Verdict } from '../domain/verdict.ts'
import { fine, wrongFromError, wrongInWords } from '../i18n/verdicts.ts'
import { type DataPlace, databaseIn, hasDatabase, ledgerFileIn } from '../storage/open-database.ts'
import { describeAddress, readDatabaseUrl } from '../storage/postgres/address.ts'

/** Whether the ledger can be reached, read and written, in PostgreSQL or in its file. Nothing where it was not made yet. */
export async function checkDatabase(place: DataPlace): Promise<readonly Finding[]> {
  if (!hasDatabase(place)) return []
  const { databaseUrl, dataFolder } = place
  const subject = databaseUrl === undefined ? ledgerFileIn(dataFolder) : describeDatabase(databaseUrl)
  return [{ check: 'database', subject, ...(await verdictOf(place)) }]
}

/** Without a certificate that it names, an address cannot be used, but described. */
function describeDatabase(url: string): string {
  try {
    return describeAddress(readDatabaseUrl(url))
  } catch {
    return 'DATABASE_URL'
  }
}

async function verdictOf(place: DataPlace): Promise<Verdict> {
  try {
    const { check, close, inspector, weakness } = await databaseIn(place).open()
    try {
      await check()
      await inspector.checkWritable(Date.now())
    } finally {
      await close()
    }
    if (!weakness) return fine('database')
    const remedy =
      place.databaseUrl === undefined
        ? 'Name a folder on a local disk with MORNING_POST_DATA.'
        : 'Let the server flush every commit to its disk.'
    return wrongInWords(weakness, remedy)
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    return wrongFromError(error)
  }
}
