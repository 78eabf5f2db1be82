import type { ProblemText } from '../domain/problem.ts'
import { problemText } from '../i18n/problems.ts'
import { pathObstacle } from '../lib/path-obstacle.ts'
import { unreadableCause } from '../lib/unreadable-cause.ts'

/**
 * Why a path cannot be read, from the error of the system. `missing` is for a path where nothing is, `key` for one that is
 * there.
 */
export function unreadablePath(
  path: string,
  error: unknown,
  missing: ProblemText,
  key: 'unreadable-config' | 'unreadable-folder',
): ProblemText {
  const { code = String(error) } = error as NodeJS.ErrnoException
  const obstacle = code === 'ENOENT' || code === 'ENOTDIR' ? pathObstacle(path) : undefined
  if (obstacle?.kind === 'link') return problemText('broken-link', obstacle.at, obstacle.target)
  if (obstacle) return problemText('file-in-path', obstacle.at)
  return code === 'ENOENT' ? missing : problemText(key, code, unreadableCause(code))
}
