import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, open, readdir, readlink, rename, rm, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { failureReason } from '../../i18n/failures.ts'
import { GitFailure } from './git-failure.ts'
import { filesMax, reasonToSkipContent, type SkippedFile, type Tree, type TreeFile } from './read-tree.ts'
import type { Commit, GitRepository } from './repository.ts'
import type { GitFolders } from './settings.ts'
import type { GitState } from './state.ts'

/** The largest sum of all digests, in bytes. */
const sumMax = 256 * 1024 * 1024

/**
 * Makes the files of a commit what `current` leads to, all at once: they are complete on the disk before a link is put in
 * the place of the old one. Files that did not change are the same files as before, so they are not read again.
 */
export async function checkOut(
  commit: Commit,
  { files, skipped }: Tree,
  before: GitState,
  repository: GitRepository,
  folders: GitFolders,
): Promise<Pick<GitState, 'files' | 'skipped'>> {
  const sum = files.reduce((all, { size }) => all + size, 0)
  if (files.length > filesMax || sum > sumMax) throw new GitFailure(failureReason('git-too-large'))
  const target = join(folders.checkouts, `${commit.hash}-${randomUUID().slice(0, 8)}`)
  await mkdir(target, { recursive: true })
  for (const folder of new Set(files.map(({ path }) => dirname(join(target, path)))))
    await mkdir(folder, { recursive: true })
  const changed: TreeFile[] = []
  for (const file of files) {
    const isSame = before.files[file.path] === file.blob
    if (!(isSame && (await tryLink(join(folders.current, file.path), join(target, file.path))))) changed.push(file)
  }
  const refused: SkippedFile[] = []
  for await (const [{ path }, bytes] of repository.contents(changed)) {
    const reason = reasonToSkipContent(path, bytes)
    if (reason) refused.push(reason)
    else await write(join(target, path), bytes)
  }
  await flip(target, folders)
  const isRefused = new Set(refused.map(({ path }) => path))
  const kept = files.filter(({ path }) => !isRefused.has(path)).map(({ path, blob }) => [path, blob] as const)
  return { files: Object.fromEntries(kept), skipped: [...skipped, ...refused] }
}

async function tryLink(from: string, to: string): Promise<boolean> {
  return link(from, to).then(
    () => true,
    () => false,
  )
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'wx', 0o644)
  await file.writeFile(bytes)
  await file.sync()
}

/** Puts the new checkout in the place of the old one, and removes those before it. */
async function flip(target: string, { root, checkouts, current }: GitFolders): Promise<void> {
  const old = await readlink(current).then(basename, () => '')
  const waiting = join(root, 'current.tmp')
  await rm(waiting, { force: true })
  // Windows links folders by their whole paths.
  await symlink(
    process.platform === 'win32' ? target : join(basename(checkouts), basename(target)),
    waiting,
    'junction',
  )
  if (process.platform === 'win32') await rm(current, { force: true })
  await rename(waiting, current)
  for (const name of await readdir(checkouts)) {
    // The previous checkout may still be in use.
    if (name !== old && name !== basename(target)) await rm(join(checkouts, name), { recursive: true, force: true })
  }
}

/** Makes an empty folder to read until there is a commit. */
export async function makeReadable(folders: GitFolders): Promise<void> {
  if (existsSync(folders.current)) return
  const empty = join(folders.checkouts, 'empty')
  await mkdir(empty, { recursive: true })
  await flip(empty, folders)
}
