import type { Environment } from '../config/environment.ts'
import { ConfigurationError, ExpectedError, TokenRefused } from '../domain/errors.ts'
import type { StoredInstallation } from '../domain/installation.ts'
import type { Finding, Verdict } from '../domain/verdict.ts'
import { fine, verdictText, wrongFromError, wrongInWords } from '../i18n/verdicts.ts'
import { commandLine } from '../lib/command-line.ts'
import { databaseIn, hasDatabase } from '../storage/open-database.ts'

/** The dependencies of the check of installed workspaces. */
type TokenKeys = Pick<Environment, 'keys' | 'installing'>

/** Whether the tokens of installed workspaces can be used. Nothing where no workspace has installed the app. */
export async function checkInstallations(
  environment: TokenKeys & Pick<Environment, 'dataFolder' | 'databaseUrl'>,
): Promise<readonly Finding[]> {
  if (!hasDatabase(environment)) return []
  try {
    const store = await databaseIn(environment).open()
    try {
      const verdict = await checkTokens(await store.installations.list(), environment)
      return verdict ? [{ check: 'installations', subject: 'MORNING_POST_KEY', ...verdict }] : []
    } finally {
      await store.close()
    }
  } catch (error) {
    // A database that cannot be opened is a finding of its own.
    if (error instanceof ExpectedError) return []
    throw error
  }
}

/** The same as sentences; empty if there is no problem. */
export async function tokenProblems(
  rows: readonly StoredInstallation[],
  keys: TokenKeys,
  language?: string,
): Promise<string[]> {
  const verdict = await checkTokens(rows, keys)
  return verdict && !verdict.ok ? [verdictText(verdict, language)] : []
}

/** Undefined where no workspace has tokens. */
async function checkTokens(
  rows: readonly StoredInstallation[],
  { keys, installing }: TokenKeys,
): Promise<Verdict | undefined> {
  const active = rows.filter(({ state, tokens }) => state === 'active' && tokens)
  if (active.length === 0) return undefined
  const [{ cipherFrom }, { unusableTokens }] = await Promise.all([
    import('../installations/token-cipher.ts'),
    import('../installations/unusable-tokens.ts'),
  ])
  try {
    const cipher = cipherFrom(keys ?? {})
    const reason = unusableTokens(active, { cipher, hasClient: installing !== undefined })
    if (reason) return wrongFromError(new TokenRefused(reason))
    const old = active.filter(({ tokens }) => tokens?.keyId !== cipher?.keyId).length
    return fine('installations', active.length, old, commandLine('installations rekey'))
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return wrongInWords(error.message, 'Set the key that the tokens of workspaces were encrypted with.')
  }
}
