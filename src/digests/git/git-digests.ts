import { existsSync } from 'node:fs'
import type { FailureReason } from '../../domain/failure-reason.ts'
import type { Log } from '../../domain/log.ts'
import type { Problem } from '../../domain/problem.ts'
import { problemSentences } from '../../i18n/problems.ts'
import { withTimeout } from '../../lib/clock.ts'
import { readSmallFile } from '../../lib/read-small-file.ts'
import { redact, registerSecret } from '../../observability/redact.ts'
import { replaceDigestFile } from '../replace-digest-file.ts'
import { checkOut, makeReadable } from './check-out.ts'
import { GitFailure } from './git-failure.ts'
import { GitRepository } from './repository.ts'
import { type GitAccess, type GitFolders, type GitSettings, gitFolders } from './settings.ts'
import { type GitState, problemsOfCommit, readGitState } from './state.ts'

interface GitDigestsOptions {
  /** Undefined while the configuration names no repository; read again at each use. */
  readonly settings: () => GitSettings | undefined
  readonly dataFolder: string
  readonly access: GitAccess
  readonly log: Log
}

/** After a failure the next try comes at least this soon, in milliseconds. */
const retryMs = 60_000

/** A token is one line; more is another file. In bytes. */
const tokenSizeMax = 64 * 1024

/** Pulls the digests of a git repository: now, or from time to time. What was pulled last is read until the next is complete. */
export class GitDigests {
  readonly #options: GitDigestsOptions
  readonly #stopping = new AbortController()
  #pulling: { readonly root: string | undefined; readonly done: Promise<boolean> } | undefined
  #timer: NodeJS.Timeout | undefined
  #state: { readonly root: string; readonly state: GitState } | undefined

  constructor(options: GitDigestsOptions) {
    this.#options = options
  }

  /** What is known of the repository that the configuration names; undefined if it names none. */
  state(): GitState | undefined {
    const folders = this.#folders()
    if (!folders) return undefined
    if (this.#state?.root !== folders.root) this.#state = { root: folders.root, state: readGitState(folders.state) }
    return this.#state.state
  }

  /** Waits for the first pull of a repository, but not longer than this. */
  async prepare(limitMs: number): Promise<void> {
    const folders = this.#folders()
    if (!folders) return
    await makeReadable(folders)
    if (this.state()?.commit === undefined) await withTimeout(this.pull(), limitMs)
  }

  /** Why it cannot be pulled, once a second attempt has failed as well, or at once if a retry does not help. */
  failure(): FailureReason | undefined {
    const { failure, commit } = this.state() ?? {}
    const isReported = failure && (failure.tries > 1 || failure.isLasting || commit === undefined)
    return isReported ? failure.reason : undefined
  }

  /** Files of the repository that are not read, by their places in it. */
  problems(): readonly Problem[] {
    const [folders, state] = [this.#folders(), this.state()]
    return folders && state ? problemsOfCommit(state, folders) : []
  }

  /** Pulls now, or waits for the pull that is under way. Returns whether digests changed; never rejects. */
  pull(): Promise<boolean> {
    const root = this.#folders()?.root
    // The configuration may have changed meanwhile.
    if (this.#pulling && this.#pulling.root !== root) return this.#pulling.done.then(() => this.pull())
    this.#pulling ??= {
      root,
      done: this.#pull().finally(() => {
        this.#pulling = undefined
      }),
    }
    return this.#pulling.done
  }

  /** Pulls from time to time, and calls back when digests changed or a pull failed, until it is stopped. */
  start(onChange: () => void): void {
    const settings = this.#options.settings()
    if (this.#stopping.signal.aborted) return
    const everyMs = settings?.everyMs ?? retryMs
    this.#timer = setTimeout(
      () => {
        const failed = this.state()?.failure !== undefined
        void this.pull().then((changed) => {
          if (changed || failed || this.state()?.failure) onChange()
          this.start(onChange)
        })
      },
      this.state()?.failure ? Math.min(everyMs, retryMs) : everyMs,
    )
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    clearTimeout(this.#timer)
    await this.#pulling?.done
  }

  #folders(): GitFolders | undefined {
    const settings = this.#options.settings()
    return settings && gitFolders(this.#options.dataFolder, settings)
  }

  async #pull(): Promise<boolean> {
    const settings = this.#options.settings()
    const folders = this.#folders()
    const before = this.state()
    if (!settings || !folders || !before || this.#stopping.signal.aborted) return false
    const repository = new GitRepository(
      settings,
      withCurrentToken(this.#options.access),
      folders,
      this.#stopping.signal,
    )
    try {
      const commit = await repository.fetch()
      const { failure, ...rest } = before
      if (failure) this.#options.log.info({}, 'the git repository of the digests can be pulled again')
      if (commit.hash === before.commit && existsSync(folders.current)) {
        await this.#keep(folders, { ...rest, pulledAt: Date.now() })
        return false
      }
      const found = await checkOut(commit, await repository.tree(commit), before, repository, folders)
      const now = Date.now()
      const { hash, committedAt } = commit
      await this.#keep(folders, { ...found, commit: hash, committedAt, changedAt: now, pulledAt: now })
      const { log } = this.#options
      log.info({ count: Object.keys(found.files).length, code: hash.slice(0, 12) }, 'digests were pulled from git')
      for (const { path, ...text } of found.skipped)
        log.warn({ path, reason: problemSentences(text).message }, 'a file of the git repository is not read')
      await repository.collectGarbage()
      return true
    } catch (error) {
      await this.#fail(error, before, folders, repository)
      return false
    }
  }

  async #fail(error: unknown, before: GitState, folders: GitFolders, repository: GitRepository): Promise<void> {
    if (this.#stopping.signal.aborted) return
    const { log } = this.#options
    const known = error instanceof GitFailure
    const reason = known ? error.reason : { text: redact(error instanceof Error ? error.message : String(error)) }
    if (!known || reason.code === 'git-failed') repository.forget()
    const { since = Date.now(), tries = 0, reason: last } = before.failure ?? {}
    if (last?.text !== reason.text)
      log.error({ reason: reason.text }, 'the git repository of the digests cannot be pulled')
    const failure = { reason, since, tries: tries + 1, isLasting: !known || error.isLasting }
    await this.#keep(folders, { ...before, failure }).catch((cause: unknown) => {
      log.error({ err: cause }, 'the state of the git repository cannot be written')
    })
  }

  async #keep(folders: GitFolders, state: GitState): Promise<void> {
    this.#state = { root: folders.root, state }
    await replaceDigestFile(folders.state, Buffer.from(JSON.stringify(state)))
  }
}

/**
 * The access with the token that is in its file now, because tokens expire. While the file cannot be read, or holds none, the token
 * before it stays.
 */
function withCurrentToken(access: GitAccess): GitAccess {
  const token = access.tokenFile === undefined ? undefined : readToken(access.tokenFile)
  return token === undefined ? access : { ...access, token }
}

function readToken(file: string): string | undefined {
  try {
    // A pipe was read at the start, and has nothing more.
    const token = readSmallFile(file, tokenSizeMax, 0).toString().trim()
    if (!/^\S+$/.test(token)) return undefined
    registerSecret(token)
    return token
  } catch {
    return undefined
  }
}
