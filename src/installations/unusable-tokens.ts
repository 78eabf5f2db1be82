import { ExpectedError } from '../domain/errors.ts'
import type { FailureReason } from '../domain/failure-reason.ts'
import type { StoredInstallation } from '../domain/installation.ts'
import { failureReason } from '../i18n/failures.ts'
import type { TokenCipher } from './token-cipher.ts'

/**
 * Why the tokens of installed workspaces cannot be used; undefined if all can, or if there are none. There is no `cipher`
 * without a key, and without the credentials of the app nothing is installed with a click.
 */
export function unusableTokens(
  rows: readonly StoredInstallation[],
  { cipher, hasClient }: { readonly cipher: TokenCipher | undefined; readonly hasClient: boolean },
): FailureReason | undefined {
  const active = rows.filter(({ state, tokens }) => state === 'active' && tokens)
  if (active.length === 0) return undefined
  if (!cipher) return failureReason('no-key', String(active.length))
  const [reason] = active.flatMap((row) => unreadable(row, cipher) ?? [])
  return reason ?? (hasClient ? undefined : failureReason('no-client', String(active.length)))
}

/** Why the tokens of this workspace cannot be decrypted; undefined if they can, or if there are none. */
export function unreadable(
  { workspace, tokens }: Pick<StoredInstallation, 'workspace' | 'tokens'>,
  cipher: TokenCipher,
): FailureReason | undefined {
  try {
    if (tokens) cipher.decrypt(workspace, tokens)
    return undefined
  } catch (error) {
    if (error instanceof ExpectedError) return error.reason
    throw error
  }
}
