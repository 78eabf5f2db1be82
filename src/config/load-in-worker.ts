import { readFileSync, statSync } from 'node:fs'
import { WorkerThread } from '../lib/worker-thread.ts'
import { type ConfigResult, type LoadOptions, loadConfig } from './load.ts'

/** A larger file takes more than 50 ms to read: some 200 destinations, in bytes. A thread takes 300 ms to start. */
const largeBytes = 32_768

/** Loads the configuration without holding up readers: a large file, or one with calendars, in a thread of its own. */
export async function loadConfigInWorker(file: string, options: LoadOptions): Promise<ConfigResult> {
  const { size = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {}
  if (size <= largeBytes && !hasCalendars(file)) return loadConfig(file, options)
  await using thread = new WorkerThread<Parameters<typeof loadConfig>, ConfigResult>('./load-worker', import.meta.url)
  return await thread.ask([file, options]).catch(() => loadConfig(file, options))
}

/** The search through the repetitions of a calendar may take seconds. A file that cannot be read is explained by its load. */
function hasCalendars(file: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes('.ics')
  } catch {
    return false
  }
}
