import type { InstallationStore } from '../domain/installation.ts'
import type { TokenCipher } from './token-cipher.ts'

export interface RekeyReport {
  /** How many workspaces have tokens under the new key now that had them under another one. */
  readonly changed: number
  /** How many had them under the new key already. */
  readonly unchanged: number
}

/**
 * Encrypts all tokens with the cipher's key. It may be interrupted and run again, also while a bot runs that knows both
 * keys: each row is changed at once, and only if it is still as it was read. Throws `TokenRefused` for a row of a third key,
 * after all others were changed.
 */
export async function rekey(store: InstallationStore, cipher: TokenCipher): Promise<RekeyReport> {
  let changed = 0
  let unchanged = 0
  const failures: unknown[] = []
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
        failures.push(error)
      }
      break
    }
  }
  if (failures.length > 0) throw failures[0]
  return { changed, unchanged }
}
