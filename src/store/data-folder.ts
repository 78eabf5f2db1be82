import { mkdirSync } from 'node:fs'
import { ConfigurationError } from '../domain/errors.ts'

/** Makes the folder when it is not there. Throws `ConfigurationError` when that cannot be done. */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException
    throw new ConfigurationError(
      `The data folder ${folder} cannot be made (${code}): name another one with MORNING_POST_DATA.`,
      { cause },
    )
  }
}
