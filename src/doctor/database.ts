import { ExpectedError } from '../domain/errors.ts'
import { type Finding, fine, type Verdict, wrong } from '../domain/verdict.ts'
import { wrongFromError } from '../i18n/failures.ts'
import { type DataPlace, databaseIn } from '../storage/open-database.ts'
import { describeAddress, readDatabaseUrl } from '../storage/postgres/address.ts'

/** Whether the PostgreSQL database can be reached, read and written, if one is configured. */
export async function checkDatabase(place: DataPlace): Promise<readonly Finding[]> {
  const { databaseUrl } = place
  if (databaseUrl === undefined) return []
  return [{ check: 'database', subject: describeDatabase(databaseUrl), ...(await verdictOf(place)) }]
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
    return weakness
      ? wrong(weakness, 'Let the server flush every commit to its disk.')
      : fine('It can be read and written.')
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    return wrongFromError(error)
  }
}
