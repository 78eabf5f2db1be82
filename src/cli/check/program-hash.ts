import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** `src` of a checkout, `dist` of the package. */
const program = fileURLToPath(new URL('../..', import.meta.url))

/** What names the versions of its dependencies: in a checkout, in the package, and in a folder with the package. */
const manifests = ['../package.json', '../package-lock.json', '../../.package-lock.json'].map((name) =>
  join(program, name),
)

/** Changes with every change of this program, of a dependency and of the runtime: a version can be forgotten. */
export function programHash(): string {
  const files = readdirSync(program, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort()
  const hash = createHash('sha256').update(JSON.stringify(process.versions))
  for (const path of [...paths, ...manifests.filter((path) => existsSync(path))]) hash.update(readFileSync(path))
  return hash.digest('base64url')
}
