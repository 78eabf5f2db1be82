import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { findPostgres } from './find-postgres.ts'

const run = promisify(execFile)

/** A throw-away server, reached by a Unix socket only. */
export interface Cluster {
  /** The address of a new, empty database. */
  createDatabase(name: string): Promise<string>
  /** The address of a database, as a user; the superuser if none is named. */
  url(database: string, user?: string): string
  /** Runs statements as the superuser. */
  run(statements: string, database?: string): Promise<void>
  start(): Promise<void>
  /** `immediate` is as after a power cut: the server recovers at its next start. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>
  /** Stops it, and removes its files. */
  destroy(): Promise<void>
}

export interface ClusterOptions {
  /** Off, it starts faster, and loses data when the machine, not the server, fails. */
  readonly fsync: boolean
  /** Users that need their password; all others need none. */
  readonly withPassword?: readonly string[]
}

/** A server in a new folder of `parent`. */
export async function startCluster(parent: string, options: ClusterOptions): Promise<Cluster> {
  return startIn(mkdtempSync(join(parent, 'pg-')), options)
}

/** The one server that all tests of a run share, in the folder of the run; the first test that needs it starts it. */
export async function sharedCluster(folderOfRun: string): Promise<Cluster> {
  const folder = join(folderOfRun, 'pg')
  const isStarted = join(folderOfRun, 'pg-started')
  try {
    mkdirSync(folder)
  } catch {
    // Another worker starts it.
    while (!existsSync(isStarted)) await setTimeout(20)
    return clusterIn(folder)
  }
  const cluster = await startIn(folder, { fsync: false })
  writeFileSync(isStarted, '')
  return cluster
}

/** Ends the server that the tests of a run shared, if there was one. */
export function stopSharedCluster(folderOfRun: string): void {
  const folder = join(folderOfRun, 'pg')
  if (existsSync(folder)) execFileSync(...asServerUser('pg_ctl', stopping(folder, 'immediate')))
}

/** Its texts sort as English does, other than SQLite's. */
async function startIn(folder: string, { fsync, withPassword = [] }: ClusterOptions): Promise<Cluster> {
  const { data, sockets } = pathsIn(folder)
  mkdirSync(sockets)
  const user = serverUser()
  if (user) for (const each of [folder, sockets]) chownSync(each, user.uid, user.gid)
  chmodSync(folder, 0o711)
  await run(
    ...asServerUser('initdb', [
      ...['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'],
      ...['--locale', 'C', '--locale-provider', 'icu', '--icu-locale', 'en-US', '--no-instructions'],
    ]),
  )
  const configuration = [
    "listen_addresses = ''",
    `unix_socket_directories = '${sockets}'`,
    'max_connections = 200',
    'shared_buffers = 32MB',
    `fsync = ${fsync ? 'on' : 'off'}`,
  ]
  writeFileSync(join(data, 'postgresql.auto.conf'), `${configuration.join('\n')}\n`)
  const access = [...withPassword.map((name) => `local all ${name} scram-sha-256`), 'local all all trust']
  writeFileSync(join(data, 'pg_hba.conf'), `${access.join('\n')}\n`)
  const cluster = clusterIn(folder)
  await cluster.start()
  return cluster
}

const pathsIn = (folder: string) => ({
  data: join(folder, 'data'),
  sockets: join(folder, 's'),
  log: join(folder, 'log'),
})

const stopping = (folder: string, mode: string) => [
  ...['stop', '--pgdata', pathsIn(folder).data, '--silent', '--wait', '--mode', mode],
]

function clusterIn(folder: string): Cluster {
  const { data, sockets, log } = pathsIn(folder)
  const cluster: Cluster = {
    url: (database, as = 'postgres') => `postgres://${as}@/${database}?host=${encodeURIComponent(sockets)}`,
    run: async (statements, database = 'postgres') => {
      const client = new Client({ host: sockets, user: 'postgres', database })
      await client.connect()
      try {
        await client.query(statements)
      } finally {
        await client.end()
      }
    },
    createDatabase: async (name) => {
      await cluster.run(`CREATE DATABASE ${name}`)
      return cluster.url(name)
    },
    start: async () => {
      await run(...asServerUser('pg_ctl', ['start', '--pgdata', data, '--silent', '--wait', '--log', log]))
    },
    stop: async (mode = 'fast') => {
      await run(...asServerUser('pg_ctl', stopping(folder, mode)))
    },
    destroy: async () => {
      await cluster.stop('immediate').catch(() => {})
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return cluster
}

/** PostgreSQL refuses to run as root. */
function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string, name: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  try {
    return { uid: id('-u', 'postgres'), gid: id('-g', 'postgres') }
  } catch {
    return { uid: id('-u', 'nobody'), gid: id('-g', 'nobody') }
  }
}

function asServerUser(program: string, values: readonly string[]): [string, string[]] {
  const [path, user] = [join(requirePostgres(), program), serverUser()]
  if (!user) return [path, [...values]]
  return ['setpriv', [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', path, ...values]]
}

function requirePostgres(): string {
  const programs = findPostgres()
  if (!programs) throw new Error('PostgreSQL 15 or newer is not installed: apt-get install postgresql-15')
  return programs
}
