import { closeSync, constants, fsyncSync, openSync, writeFileSync } from 'node:fs'

/** Writes a new file, which is complete on the disk when this returns. Throws if there is one of that name. */
export function writeSynced(path: string, text: string, mode = 0o644): void {
  const handle = openSync(path, 'wx', mode)
  try {
    writeFileSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Makes the names in a folder as durable as its files. */
export function syncFolder(folder: string): void {
  // Windows opens no folders.
  if (constants.O_DIRECTORY === undefined) return
  const handle = openSync(folder, constants.O_RDONLY)
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
