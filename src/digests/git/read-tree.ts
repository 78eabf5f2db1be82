import type { Problem, ProblemText } from '../../domain/problem.ts'
import { problemText } from '../../i18n/problems.ts'
import { parseFilename } from '../filename.ts'
import { explainSize, maxBytes } from '../markdown/decode.ts'

/** A file of a commit. */
export interface TreeFile {
  /** From the folder of the digests, with slashes. */
  readonly path: string
  /** The id of its content (a blob of git): equal ids mean equal content. */
  readonly blob: string
  readonly size: number
}

/** A file that is not checked out, and why. */
export type SkippedFile = Omit<Problem, 'file' | 'line' | 'column'> & { readonly path: string }

export interface Tree {
  readonly files: readonly TreeFile[]
  readonly skipped: readonly SkippedFile[]
}

/** Digests lie in the folder itself, in those of publications, or in years and months below these. */
const depthMax = 4
/** Thirty years of two publications. */
export const filesMax = 25_000

/**
 * The Markdown files in the output of `git ls-tree -r -z -l`. Nothing else of a commit is ever written to the disk: no
 * links, no submodules, no paths that lead out of the folder.
 */
export function readTree(output: string): Tree {
  const files: TreeFile[] = []
  const skipped: SkippedFile[] = []
  for (const line of output.split('\0')) {
    const [, mode = '', blob = '', size = '', path = ''] = /^(\d+) \w+ (\w+) +(-|\d+)\t([\s\S]+)$/.exec(line) ?? []
    if (!isMarkdown(path) || isHidden(path) || (!isPlain(path) && !isDay(path))) continue
    const reason = isPlain(path) ? reasonToSkip(mode, Number(size)) : { ...problemText('git-path'), rule: 'git-path' }
    if (reason) skipped.push({ path, ...reason, severity: isDay(path) ? 'error' : 'warning' })
    else files.push({ path, blob, size: Number(size) })
  }
  return { files, skipped }
}

/** Why the content of a file is not a digest; undefined if it may be one. */
export function reasonToSkipContent(path: string, bytes: Uint8Array): SkippedFile | undefined {
  const isPointer = Buffer.from(bytes.subarray(0, pointer.length)).toString('latin1') === pointer
  if (!isPointer) return undefined
  return { path, ...problemText('git-lfs'), rule: 'git-lfs', severity: isDay(path) ? 'error' : 'warning' }
}

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const pointer = 'version https://git-lfs.github.com/spec/'

function reasonToSkip(mode: string, size: number): (ProblemText & Pick<SkippedFile, 'rule'>) | undefined {
  if (mode === '120000') return { ...problemText('git-link'), rule: 'git-link' }
  if (!/^100(?:644|664|755)$/.test(mode)) return { ...problemText('git-submodule'), rule: 'git-submodule' }
  return size > maxBytes ? { ...explainSize(size), rule: 'too-large' } : undefined
}

function isMarkdown(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path)
}

function isDay(path: string): boolean {
  const name = parseFilename(path)
  return name !== undefined && !('isFree' in name)
}

function isHidden(path: string): boolean {
  return path.split('/').some((name) => name.startsWith('.'))
}

/** Whether each name of a path is one that any file system takes as it is. */
function isPlain(path: string): boolean {
  const names = path.split('/')
  return names.length <= depthMax && names.every((name) => /^[^.\\:\p{Cc}][^\\:\p{Cc}]{0,199}$/u.test(name))
}
