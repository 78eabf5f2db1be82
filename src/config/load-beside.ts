import { once } from 'node:events'
import { statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { type ConfigResult, type LoadOptions, loadConfig } from './load.ts'

/** The package has JavaScript, a checkout TypeScript. */
const program = new URL(import.meta.url.replace(/load-beside(\.[jt]s)$/, 'load-worker$1'))

/** A larger file takes more than 50 ms to read: some 200 destinations, in bytes. A thread takes 300 ms to start. */
const largeBytes = 32_768

/** Loads the configuration without holding up readers: a large file in a thread of its own. */
export async function loadConfigBeside(file: string, options: LoadOptions): Promise<ConfigResult> {
  const { size = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {}
  if (size <= largeBytes) return loadConfig(file, options)
  const thread = new Worker(program, { workerData: { file, options } })
  // A bot that stops need not wait for it.
  thread.unref()
  try {
    const [result] = await once(thread, 'message')
    return result
  } catch {
    return loadConfig(file, options)
  } finally {
    void thread.terminate()
  }
}
