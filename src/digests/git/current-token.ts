import { readSmallFile } from '../../lib/read-small-file.ts'
import { registerSecret } from '../../observability/redact.ts'
import type { GitAccess } from './settings.ts'

/** A token is one line; more is another file. In bytes. */
const sizeMax = 64 * 1024

/**
 * The access with the token that is in its file now, because tokens expire. While the file cannot be read, or holds none, the token
 * before it stays.
 */
export function withCurrentToken(access: GitAccess): GitAccess {
  const token = access.tokenFile === undefined ? undefined : readToken(access.tokenFile)
  return token === undefined ? access : { ...access, token }
}

function readToken(file: string): string | undefined {
  try {
    // A pipe was read at the start, and has nothing more.
    const token = readSmallFile(file, sizeMax, 0).toString().trim()
    if (!/^\S+$/.test(token)) return undefined
    registerSecret(token)
    return token
  } catch {
    return undefined
  }
}
