import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { ConfigurationError } from '../domain/errors.ts'

/** Makes the folder when it is not there. Throws `ConfigurationError` when that cannot be done. */
export function createDataDirectory(folder: string): void {
  try {
    make(folder)
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException
    throw new ConfigurationError(
      `The data folder ${folder} cannot be made (${code}): name another one with MORNING_POST_DATA.`,
      { cause },
    )
  }
}

/** Folder by folder: where the system says that a folder cannot be there, as in /proc, Node's `recursive` never ends. */
function make(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found?.isDirectory()) return
  if (found) throw Object.assign(new Error(`${folder} is no folder`), { code: 'ENOTDIR' })
  if (dirname(folder) !== folder) make(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    // Another process was quicker.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}
