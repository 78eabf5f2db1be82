import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopSharedCluster } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    temporaryFolder: string
  }
}

interface Run {
  provide(key: 'temporaryFolder', value: string): void
}

/** Gives each run of the tests a temporary folder, which goes with all that was left in it when the run ends. */
export default function setUp(run: Run): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-tests-'))
  // Some tests start the bot as another user, who has to reach the folders inside.
  chmodSync(folder, 0o711)
  run.provide('temporaryFolder', folder)
  return () => {
    stopSharedCluster(folder)
    rmSync(folder, { recursive: true, force: true })
  }
}
