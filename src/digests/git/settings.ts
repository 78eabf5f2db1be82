import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { ProxySettings } from '../../lib/proxy-address.ts'

/** A git repository with digests. */
export interface GitSettings {
  /** The address for git, without a password. */
  readonly url: string
  /** Without it, the one that the repository calls its default. */
  readonly branch?: string
  /** The folder of the digests in the repository; empty for its root. */
  readonly folder: string
  readonly everyMs: number
}

/** What git needs from the environment of the process. */
export interface GitAccess {
  /** The token for `https`. A secret. */
  readonly token?: string
  /** The path of the file that holds it, which may be replaced while the bot runs. */
  readonly tokenFile?: string
  /** The path of a private key, for `ssh`. */
  readonly sshKeyFile?: string
  readonly proxy?: ProxySettings
  /** A file of certificates to trust besides those of the machine and of Node. */
  readonly extraCertificates?: string
  /** Variables that are passed on to git. */
  readonly variables: Readonly<Record<string, string>>
}

/** Where a repository is kept. */
export interface GitFolders {
  readonly root: string
  /** The repository without a work tree. */
  readonly repository: string
  /** One folder for each commit, complete. */
  readonly checkouts: string
  /** A link to the checkout that is read: the folder of the digests. */
  readonly current: string
  readonly state: string
}

/** Other settings have another folder, so that a change of them never mixes two repositories. */
export function gitFolders(dataFolder: string, { url, branch = '', folder }: GitSettings): GitFolders {
  const name = createHash('sha256').update([url, branch, folder].join('\n')).digest('hex').slice(0, 16)
  const root = join(dataFolder, 'git', name)
  return {
    root,
    repository: join(root, 'repository.git'),
    checkouts: join(root, 'checkouts'),
    current: join(root, 'current'),
    state: join(root, 'state.json'),
  }
}
