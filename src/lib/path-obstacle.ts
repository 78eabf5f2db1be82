import { lstatSync, readlinkSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** What keeps a path from leading anywhere, with the part of it where that is. */
type PathObstacle =
  | { readonly kind: 'link'; readonly at: string; readonly target: string }
  | { readonly kind: 'file'; readonly at: string }

/** Whether a path leads over a link to nothing, or over a file that has to be a folder; undefined if neither is so. */
export function pathObstacle(path: string): PathObstacle | undefined {
  let at = resolve(path)
  while (!exists(at) && dirname(at) !== at) at = dirname(at)
  const found = statSync(at, { throwIfNoEntry: false })
  if (!found) return { kind: 'link', at, target: readlinkSync(at) }
  return found.isDirectory() ? undefined : { kind: 'file', at }
}

/** Also for a link to nothing. */
function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    // A part of the path is a file.
    return false
  }
}
