import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { failureReason } from '../../i18n/failures.ts'
import {
  gitCertificates,
  gitCertificatesFile,
  gitConfiguration,
  gitConfigurationFile,
  gitEnvironment,
} from './git-environment.ts'
import { GitFailure } from './git-failure.ts'
import { readTree, type Tree, type TreeFile } from './read-tree.ts'
import { runGit } from './run-git.ts'
import type { GitAccess, GitFolders, GitSettings } from './settings.ts'

export interface Commit {
  readonly hash: string
  /** In milliseconds since 1970. */
  readonly committedAt: number
}

/** How long the network may take, and git on this machine, in milliseconds. */
const [fetchTimeoutMs, localTimeoutMs] = [120_000, 60_000]

/** The largest repository that is fetched, in bytes, and how often it is measured, in milliseconds. */
const [sizeMax, measureMs] = [512 * 1024 * 1024, 1_000]

/** How many branches are named. */
const branchesShown = 5

/** How many bytes of digests are read at once. */
const batchMax = 8 * 1024 * 1024

/** What is fetched is always kept under this name. */
const tip = 'refs/morning-post/tip'

/** A copy of a branch without its history and without a work tree. */
export class GitRepository {
  readonly #settings: GitSettings
  readonly #access: GitAccess
  readonly #folders: GitFolders
  readonly #signal: AbortSignal

  constructor(settings: GitSettings, access: GitAccess, folders: GitFolders, signal: AbortSignal) {
    this.#settings = settings
    this.#access = access
    this.#folders = folders
    this.#signal = signal
  }

  /** Fetches the newest commit, whatever was there before: a branch may have been rewritten. */
  async fetch(): Promise<Commit> {
    const { root, repository } = this.#folders
    const { url, branch } = this.#settings
    mkdirSync(root, { recursive: true, mode: 0o700 })
    const configuration = gitConfiguration(this.#settings, this.#access, this.#folders)
    writeFileSync(gitConfigurationFile(this.#folders), configuration, { mode: 0o600 })
    const { extraCertificates } = this.#access
    if (extraCertificates !== undefined)
      writeFileSync(gitCertificatesFile(this.#folders), gitCertificates(extraCertificates))
    if (!existsSync(join(repository, 'HEAD'))) await this.#git(['init', '--quiet', '--bare'])
    const from = branch === undefined ? 'HEAD' : `refs/heads/${branch}`
    const options = ['--quiet', '--no-tags', '--depth=1', '--force', '--no-recurse-submodules', '--update-shallow']
    await this.#withinSize((signal) =>
      this.#git(['fetch', ...options, '--', url, `+${from}:${tip}`], { timeoutMs: fetchTimeoutMs, signal }),
    ).catch(async (error: unknown) => {
      throw error instanceof GitFailure && error.reason.code === 'git-no-branch'
        ? await this.#explainBranch(error)
        : error
    })
    const [hash = '', seconds = ''] = String(await this.#git(['log', '-1', '--format=%H %ct', tip]))
      .trim()
      .split(' ')
    return { hash, committedAt: Number(seconds) * 1000 }
  }

  /** Why there is no such branch. If a web page is at the address, git reports a repository without branches. */
  async #explainBranch(error: GitFailure): Promise<GitFailure> {
    const { url, branch } = this.#settings
    const listed = String(await this.#git(['ls-remote', '--heads', '--', url], { timeoutMs: fetchTimeoutMs }))
    const names = [...listed.matchAll(/\trefs\/heads\/([^\n]+)/g)].map(([, name = '']) => name)
    if (names.length === 0) return new GitFailure(failureReason('git-no-branches'), false)
    const shown = names.slice(0, branchesShown).join(', ')
    return branch === undefined ? new GitFailure(failureReason('git-no-default', shown)) : error
  }

  /** The digests of a commit. Throws `GitFailure` if it has no such folder. */
  async tree({ hash }: Commit): Promise<Tree> {
    const { folder } = this.#settings
    const place = folder === '' ? hash : `${hash}:${folder}`
    const type = await this.#git(['cat-file', '-t', place]).then(
      (output) => String(output).trim(),
      (error: unknown) => {
        if (error instanceof GitFailure && error.reason.code !== 'git-slow' && error.reason.code !== 'stopped')
          return ''
        throw error
      },
    )
    if (!['tree', 'commit'].includes(type)) throw new GitFailure(failureReason('git-no-folder', folder))
    return readTree(String(await this.#git(['ls-tree', '-r', '-z', '-l', place])))
  }

  /** The content of files, a part of them at a time. */
  async *contents(files: readonly TreeFile[]): AsyncGenerator<readonly [TreeFile, Uint8Array]> {
    for (let [start, end] = [0, 0]; start < files.length; start = end) {
      for (let size = 0; end < files.length && (end === start || size < batchMax); end++) size += files[end]?.size ?? 0
      const batch = files.slice(start, end)
      const input = batch.map(({ blob }) => `${blob}\n`).join('')
      let output: Uint8Array = await this.#git(['cat-file', '--batch'], { input })
      for (const file of batch) {
        // A line such as `hash blob 120`, the content, and a line end.
        const head = output.indexOf(10) + 1
        yield [file, output.subarray(head, head + file.size)]
        output = output.subarray(head + file.size + 1)
      }
    }
  }

  /** Removes what earlier commits have left, from time to time. */
  async collectGarbage(): Promise<void> {
    const packs = readdirSync(join(this.#folders.repository, 'objects/pack')).filter((name) => name.endsWith('.pack'))
    if (packs.length > packsMax) await this.#git(['gc', '--quiet', '--prune=now'])
  }

  /** Removes the copy, which the next pull makes again: it may be damaged. */
  forget(): void {
    rmSync(this.#folders.repository, { recursive: true, force: true })
  }

  /** Ends the work when the repository grows too large. */
  async #withinSize(work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    const tooLarge = new AbortController()
    const measuring = setInterval(() => {
      if (sizeOf(this.#folders.repository) > sizeMax) tooLarge.abort()
    }, measureMs)
    try {
      await work(AbortSignal.any([this.#signal, tooLarge.signal]))
    } catch (error) {
      throw tooLarge.signal.aborted ? new GitFailure(failureReason('git-too-large')) : error
    } finally {
      clearInterval(measuring)
    }
  }

  #git(
    args: readonly string[],
    more: { readonly input?: string; readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
  ): Promise<Buffer> {
    const { root, repository } = this.#folders
    const env = gitEnvironment(this.#settings, this.#folders, this.#access)
    const run = { env, cwd: root, timeoutMs: localTimeoutMs, signal: this.#signal, ...more }
    // Named, so that git never looks for a repository in a folder above.
    return runGit([`--git-dir=${repository}`, ...args], run)
  }
}

/** How many fetches are kept before they become one. */
const packsMax = 20

/** In bytes; files that come and go meanwhile do not matter. */
function sizeOf(folder: string): number {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  return entries.reduce((sum, entry) => {
    const stats = statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })
    return sum + (stats?.isFile() ? stats.size : 0)
  }, 0)
}
