import { ExpectedError } from '../../domain/errors.ts'
import type { FailureReason } from '../../domain/failure-reason.ts'
import { failureReason } from '../../i18n/failures.ts'
import { redact } from '../../observability/redact.ts'

/** The repository cannot be pulled. The digests of the last pull stay. */
export class GitFailure extends ExpectedError {
  readonly code = 'git'
  readonly outcome = 'retry'
  /** Whether the failure is probably permanent, so that a retry does not help. */
  readonly isLasting: boolean

  constructor(reason: FailureReason, isLasting = true, options?: ErrorOptions) {
    super(reason, options)
    this.isLasting = isLasting
  }
}

/** The longest detail of an error that is shown, in characters. */
const detailMax = 200

/**
 * What git says, in English because of `LC_ALL=C`. It has no codes: every failure ends with 128.
 * The first that matches counts.
 */
const patterns = [
  [/permission denied \(|host key verification failed|load key /i, 'git-ssh-refused', true],
  [/couldn't find remote ref/i, 'git-no-branch', true],
  [
    /could not read (?:username|password)|authentication failed|access denied|returned error: 40[13]\b/i,
    'git-refused',
    true,
  ],
  [
    /repository .*not found|does not appear to be a git repository|no such file or directory|returned error: 404\b/i,
    'git-no-repository',
    true,
  ],
  [/no space left|disk quota/i, 'git-disk-full', true],
  [/protocol '.*' is not|transport '.*' not allowed/i, 'git-protocol', true],
  [
    /could not resolve|unable to access|connection|timed out|early eof|hung up|unexpected disconnect/i,
    'git-unreachable',
    false,
  ],
] as const

/** The failure behind what git wrote to standard error. */
export function explainGitError(stderr: string): GitFailure {
  const detail = redact(firstError(stderr)).slice(0, detailMax)
  const [, code, isLasting] = patterns.find(([pattern]) => pattern.test(stderr)) ?? [undefined, 'git-failed', false]
  return new GitFailure(failureReason(code, detail), isLasting)
}

function firstError(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim())
  // What ssh says comes first; git adds only that it could not read.
  const line =
    lines.find((each) => /permission denied \(|host key|^ssh: /i.test(each)) ??
    lines.find((each) => /^(?:fatal|error|remote):/i.test(each)) ??
    lines.find((each) => each !== '')
  // An address may hold a name and a password.
  return (line ?? 'git ended with an error').replace(/\/\/[^/@\s]*@/g, '//')
}
