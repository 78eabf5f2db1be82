import type { DigestId } from '../domain/digest.ts'
import type { ParseResult } from '../domain/digest-repository.ts'
import type { Problem } from '../domain/problem.ts'

interface Failure {
  readonly problems: readonly Problem[]
  /** The state of the file that could not be read; absent when there was none. */
  readonly stamp: string | undefined
}

/** The digests that could not be read. Their days are not listed until their files change or can be opened. */
export class FailedReadings {
  readonly #all = new Map<DigestId, Failure>()

  has(id: DigestId): boolean {
    return this.#all.has(id)
  }

  add(id: DigestId, reading: ParseResult | undefined, stamp: string | undefined): void {
    this.#all.set(id, { problems: reading?.problems ?? [], stamp })
  }

  delete(id: DigestId): void {
    this.#all.delete(id)
  }

  get problems(): Problem[] {
    return [...this.#all.values()].flatMap(({ problems }) => problems)
  }

  /** With the states of their files at that time. */
  get stamps(): [DigestId, string | undefined][] {
    return [...this.#all].map(([id, { stamp }]) => [id, stamp])
  }

  /** Those whose files could not be opened: permissions, a network or a disk may be right again in a minute. */
  get unreadable(): DigestId[] {
    return [...this.#all].filter(([, { problems }]) => problems.some(isUnreadable)).map(([id]) => id)
  }
}

/** Whether a file could not be opened, or a folder could not be listed. */
export function isUnreadable({ rule }: Problem): boolean {
  return rule === 'unreadable'
}
