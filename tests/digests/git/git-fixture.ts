import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { GitDigests } from '../../../src/digests/git/git-digests.ts'
import { type GitAccess, type GitSettings, gitFolders } from '../../../src/digests/git/settings.ts'
import type { LogFields } from '../../../src/domain/log.ts'

/** None of the settings of the user who runs the tests. */
const env = {
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
}

export interface GitFixture {
  /** The folder that holds everything. */
  readonly root: string
  /** The work tree of the author, and the repository that is pulled. */
  readonly work: string
  readonly remote: string
  git(...args: string[]): string
  /** Commits these files (null removes one) and pushes them. */
  push(files: Readonly<Record<string, string | null>>, ...options: string[]): void
  /** What the bot has, and the lines that it logged. */
  open(more?: Partial<GitSettings>, access?: Partial<GitAccess>): Pulled
  close(): void
}

interface Pulled {
  readonly digests: GitDigests
  readonly current: string
  readonly lines: { readonly level: string; readonly fields: LogFields; readonly message: string }[]
}

export function openGit(): GitFixture {
  const root = mkdtempSync(join(tmpdir(), 'git-'))
  const [work, remote] = [join(root, 'work'), join(root, 'remote.git')]
  const run = (cwd: string, args: readonly string[]) => String(execFileSync('git', args, { cwd, env, stdio: 'pipe' }))
  run(root, ['init', '--quiet', '--bare', '--initial-branch=main', remote])
  run(root, ['init', '--quiet', '--initial-branch=main', work])
  run(work, ['remote', 'add', 'origin', remote])
  const git = (...args: string[]) => run(work, args)
  return {
    root,
    work,
    remote,
    git,
    push(files, ...options) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(work, path)), { recursive: true })
        if (text === null) rmSync(join(work, path))
        else writeFileSync(join(work, path), text)
      }
      git('add', '--all')
      git('commit', '--quiet', '--allow-empty', '-m', 'Write')
      git('push', '--quiet', ...options, 'origin', 'HEAD')
    },
    open(more = {}, access = {}) {
      const settings = { url: `file://${remote}`, folder: '', everyMs: 60_000, ...more }
      const lines: Pulled['lines'] = []
      const say = (level: string) => (fields: LogFields, message: string) => void lines.push({ level, fields, message })
      const log = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') }
      const dataFolder = join(root, 'data')
      const variables = { PATH: env.PATH }
      const digests = new GitDigests({ settings: () => settings, dataFolder, access: { variables, ...access }, log })
      return { digests, current: gitFolders(dataFolder, settings).current, lines }
    },
    close: () => rmSync(root, { recursive: true, force: true }),
  }
}
