import { TokenRefused } from '../domain/errors.ts'
import type { InstallationStore } from '../domain/installation.ts'
import type { TokenCipher } from './token-cipher.ts'

export interface RekeyReport {
  /** How many workspaces have tokens under the new key now that had them under another one. */
  readonly changed: number
  /** How many had them under the new key already. */
  readonly unchanged: number
  /** Why the tokens of each other workspace cannot be read, with its name. */
  readonly unreadable: readonly TokenRefused[]
}

/**
 * Encrypts all tokens with the cipher's key. It may be interrupted and run again, also while a bot runs that knows both
 * keys: each row is changed at once, and only if it is still as it was read. Rows that neither key can read stay as they are.
 */
export async function rekey(store: InstallationStore, cipher: TokenCipher): Promise<RekeyReport> {
  let changed = 0
  let unchanged = 0
  const unreadable: TokenRefused[] = []
  for (const { workspace } of await store.list()) {
    for (;;) {
      const row = await store.get(workspace)
      if (!row?.tokens) break
      if (row.tokens.keyId === cipher.keyId) {
        unchanged++
        break
      }
      try {
        const tokens = cipher.encrypt(workspace, cipher.decrypt(workspace, row.tokens))
        if (!(await store.save({ ...row, tokens }))) continue
        changed++
      } catch (error) {
        if (!(error instanceof TokenRefused)) throw error
        unreadable.push(error)
      }
      break
    }
  }
  return { changed, unchanged, unreadable }
}
