import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../domain/log.ts'

/**
 * Returns a check that warns when `.env` of the home folder holds something else than now, once for each content: the
 * file is read at the start only.
 */
export function watchDotenv(home: string, log: Pick<Log, 'warn'>): () => void {
  const file = join(home, '.env')
  const atStart = contentOf(file)
  let seen = atStart
  return () => {
    const now = contentOf(file)
    if (now === seen) return
    seen = now
    if (now === atStart) return
    log.warn({ file }, '.env has changed, and it is read at the start only: restart the bot to use it')
  }
}

/** Undefined where there is no such file, or none that can be read at any time, as a pipe. */
function contentOf(file: string): string | undefined {
  try {
    if (!statSync(file).isFile()) return undefined
    return readFileSync(file, 'latin1')
  } catch {
    return undefined
  }
}
