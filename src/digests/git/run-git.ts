import { execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import { failureReason } from '../../i18n/failures.ts'
import { explainGitError, GitFailure } from './git-failure.ts'

interface GitRun {
  /** The whole environment of the process. */
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly input?: string
  readonly timeoutMs: number
  /** Ends the process and those that it has started. */
  readonly signal: AbortSignal
}

/** The largest output that is taken, in bytes. */
const outputMax = 64 * 1024 * 1024
const errorMax = 64 * 1024

/** Runs the system's git. Returns its output; throws `GitFailure`. */
export async function runGit(args: readonly string[], { env, cwd, input, timeoutMs, signal }: GitRun): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  // A group of its own, so that the processes that git starts end with it.
  const child = spawn('git', args, { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
  let ending: GitFailure | undefined
  const end = (why: GitFailure) => {
    ending ??= why
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // The process has already ended.
    }
  }
  const stop = () => end(new GitFailure(failureReason('stopped'), false))
  const timer = setTimeout(() => end(new GitFailure(failureReason('git-slow', seconds(timeoutMs)), false)), timeoutMs)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  const output: Buffer[] = []
  let [size, errors] = [0, '']
  child.stdout.on('data', (piece: Buffer) => {
    size += piece.length
    if (size > outputMax) end(new GitFailure(failureReason('git-too-large')))
    else output.push(piece)
  })
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    errors = (errors + piece).slice(-errorMax)
  })
  // git may end before it has read everything.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  child.on('error', (error: NodeJS.ErrnoException) => {
    const code = error.code ?? 'unknown'
    reject(new GitFailure(code === 'ENOENT' ? failureReason('git-missing') : failureReason('git-failed', code), true))
  })
  child.on('close', (code) => {
    if (ending) reject(ending)
    else if (code === 0) resolve(Buffer.concat(output))
    else reject(explainGitError(errors))
  })
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

function seconds(ms: number): string {
  return String(Math.round(ms / 1000))
}

/** `git version 2.39.5`; undefined if this machine has no git. */
export function gitVersion(): Promise<string | undefined> {
  return promisify(execFile)('git', ['--version']).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  )
}
