import { existsSync, readFileSync, statSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { ConfigurationError } from '../domain/errors.ts'

/** The folder inside a checkout that holds the user's files. Git ignores it. */
const folderInCheckout = 'home'

/**
 * The folder that holds the user's `config/morning-post.yaml`, `.env`, `digests/` and `data/`: `MORNING_POST_HOME`, else
 * the current folder. In the program's own folder, which an upgrade replaces, it is `home/` if that folder exists.
 * The path is absolute if the variable names it, else relative to the current folder. It may not exist yet. Throws
 * `ConfigurationError` if the current folder was deleted.
 */
export function homeFolder(env: NodeJS.ProcessEnv, current = '.'): string {
  requireCurrentFolder()
  const named = env.MORNING_POST_HOME?.trim()
  if (named) return resolve(named)
  const inside = join(current, folderInCheckout)
  return isProgramFolder(current) && statSync(inside, { throwIfNoEntry: false })?.isDirectory() ? inside : current
}

function requireCurrentFolder(): void {
  try {
    process.cwd()
  } catch (cause) {
    throw new ConfigurationError('The current folder was deleted: change to another one.', { cause })
  }
}

/**
 * Where a first configuration is written: the home folder, but in the program's own folder `home/` inside it, which is
 * made for it. A program folder that has its own `.env` stays in use.
 */
export function newHomeFolder(env: NodeJS.ProcessEnv, current = '.'): string {
  const home = homeFolder(env, current)
  const isOwn = home !== current || existsSync(join(current, '.env')) || !isProgramFolder(current)
  return isOwn ? home : join(current, folderInCheckout)
}

/** The path of a setting: relative ones start at the home folder. */
export function inHome(home: string, path: string): string {
  return isAbsolute(path) ? path : join(home, path)
}

/** Whether it is a checkout of this repository or an installed package. A user's own package may have the same name. */
function isProgramFolder(folder: string): boolean {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown }
    return name === 'morning-post' && statSync(join(folder, 'config/slack-manifest.yaml')).isFile()
  } catch {
    return false
  }
}
