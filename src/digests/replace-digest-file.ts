import { constants } from 'node:fs'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ConfigurationError } from '../domain/errors.ts'

/** The bytes of a digest's file; undefined if there is no file. */
export async function readIfPresent(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw unusable(path, 'read', cause)
  }
}

/**
 * Replaces the content of a digest's file. The new content is complete on the disk, under a name that is never listed as a
 * digest, before it takes the place of the old: a crash leaves either of them whole. Calls for one path must not overlap.
 * Throws `ConfigurationError`, with the old file in place, if it cannot be written.
 */
export async function replaceDigestFile(path: string, bytes: Uint8Array, move = rename): Promise<void> {
  const folder = dirname(path)
  const waiting = join(folder, `.${basename(path)}.tmp`)
  try {
    await mkdir(folder, { recursive: true })
    // A crash may have left one.
    await rm(waiting, { force: true })
    await using file = await open(waiting, 'wx', 0o644)
    await file.writeFile(bytes)
    await file.sync()
    await move(waiting, path)
    await syncFolder(folder)
  } catch (cause) {
    await rm(waiting, { force: true }).catch(() => {})
    throw unusable(path, 'written', cause)
  }
}

/** A name is on the disk only once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders.
  if (constants.O_DIRECTORY === undefined) return
  await using handle = await open(folder, constants.O_RDONLY)
  await handle.sync()
}

function unusable(path: string, done: string, cause: unknown): ConfigurationError {
  const { code = String(cause) } = cause as NodeJS.ErrnoException
  return new ConfigurationError(`${path} cannot be ${done} (${code}): ${advice[code] ?? 'check whose folder it is'}.`, {
    cause,
  })
}

const advice: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EROFS: 'the disk is read-only',
  EISDIR: 'there is a folder of this name',
  ENOTDIR: 'a file has the name of its folder',
  EEXIST: 'a file has the name of its folder',
}
