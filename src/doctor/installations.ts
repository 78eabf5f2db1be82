import type { Environment } from '../config/environment.ts'
import { ExpectedError, TokenRefused } from '../domain/errors.ts'
import { type Finding, fine, type Verdict, wrong } from '../domain/verdict.ts'
import { wrongFromError } from '../i18n/failures.ts'
import { databaseIn, hasDatabase } from '../storage/open-database.ts'

type Place = Pick<Environment, 'dataFolder' | 'databaseUrl' | 'keys'>

/** Whether the tokens of installed workspaces can be read. Nothing where no workspace has installed the app. */
export async function checkInstallations(environment: Place): Promise<readonly Finding[]> {
  if (!hasDatabase(environment)) return []
  try {
    const store = await databaseIn(environment).open()
    try {
      const rows = (await store.installations.list()).filter(({ tokens }) => tokens)
      if (rows.length === 0) return []
      return [{ check: 'installations', subject: 'MORNING_POST_KEY', ...(await checkRows(rows, environment.keys)) }]
    } finally {
      await store.close()
    }
  } catch (error) {
    // A database that cannot be opened is a finding of its own.
    if (error instanceof ExpectedError) return []
    throw error
  }
}

type Rows = Awaited<ReturnType<Awaited<ReturnType<ReturnType<typeof databaseIn>['open']>>['installations']['list']>>

async function checkRows(rows: Rows, keys: Environment['keys']): Promise<Verdict> {
  const { parseEncryptionKey, TokenCipher } = await import('../installations/token-cipher.ts')
  const advice =
    'Set MORNING_POST_KEY to the key that they were encrypted with; without it they have to be installed again.'
  if (!keys?.current) return wrong(`It is not set, and ${rows.length} workspaces have tokens.`, advice)
  try {
    const earlier = keys.old ? [parseEncryptionKey(keys.old, 'MORNING_POST_KEY_OLD')] : []
    const cipher = new TokenCipher(parseEncryptionKey(keys.current, 'MORNING_POST_KEY'), earlier)
    for (const { workspace, tokens } of rows) if (tokens) cipher.decrypt(workspace, tokens)
    const old = rows.filter(({ tokens }) => tokens?.keyId !== cipher.keyId).length
    const pending = old > 0 ? ` ${old} are still under the old key: run "installations rekey".` : ''
    return fine(`The tokens of ${rows.length} workspaces can be read.${pending}`)
  } catch (error) {
    if (error instanceof TokenRefused) return wrongFromError(error)
    if (!(error instanceof ExpectedError)) throw error
    return wrong(error.message, advice)
  }
}
