import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where distributions put the programs of the server. */
const folders = ['/usr/lib/postgresql', '/usr/pgsql', '/usr/local/pgsql', '/opt/homebrew/opt', '/usr/local/opt']

/** The newest installed server's folder of programs, of version 15 or newer; undefined if there is none. */
export function findPostgres(): string | undefined {
  const versioned = folders.flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, 'bin')) : [],
  )
  const version = (bin: string) => Number(/(\d+)\/bin$/.exec(bin)?.[1] ?? 0)
  return versioned
    .filter((bin) => version(bin) >= 15 && existsSync(join(bin, 'initdb')))
    .toSorted((one, other) => version(other) - version(one))[0]
}

/**
 * The files of tests that need a PostgreSQL server, where none is installed: these are left out, with a line that says so.
 * With `REQUIRE_POSTGRES` set, a missing server is an error.
 */
export function withoutServer(env: NodeJS.ProcessEnv = process.env): readonly string[] {
  if (findPostgres()) return []
  const advice = 'PostgreSQL 15 or newer is not installed: apt-get install postgresql-15'
  if (env.REQUIRE_POSTGRES) throw new Error(advice)
  process.stderr.write(`LEFT OUT: the tests that need a database server. ${advice}\n`)
  return ['tests/**/*.postgres{,.integration}.test.ts']
}
