import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'

const root = fileURLToPath(new URL('../../', import.meta.url))
const execute = promisify(execFile)
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'

/** What is packed, and what builds it. Not `dist`, which is made when the package is packed. */
const sources = ['src', 'bin', 'scripts', 'config', 'deploy', 'digests', 'docs', '.env.example', '.npmrc']
const more = ['tsconfig.json', 'tsconfig.build.json', 'package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']

const packedSchema = z.array(
  z.object({
    filename: z.string(),
    unpackedSize: z.number(),
    files: z.array(z.object({ path: z.string(), size: z.number() })),
  }),
)
const lockSchema = z.object({ packages: z.record(z.string(), z.looseObject({ dev: z.boolean().optional() })) })

export interface InstalledPackage {
  /** What `npm pack` lists. */
  readonly packed: z.infer<typeof packedSchema>[number]
  /** The folder in which it is installed. */
  readonly folder: string
  remove(): Promise<void>
}

/** Packs a copy of this checkout as `npm publish` does, and installs the file in an empty folder without a network. */
export async function installPackage(): Promise<InstalledPackage> {
  const temporary = await mkdtemp(join(tmpdir(), 'morning-post-package-'))
  const remove = () => rm(temporary, { recursive: true, force: true, maxRetries: 3 })
  const [checkout, folder] = [join(temporary, 'checkout'), join(temporary, 'installed')]
  await mkdir(folder)
  for (const path of [...sources, ...more]) await cp(join(root, path), join(checkout, path), { recursive: true })
  await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'), 'junction')
  // What an earlier build left behind must not be packed.
  await mkdir(join(checkout, 'dist'))
  await writeFile(join(checkout, 'dist/stale.js'), '')
  const { stdout } = await execute(npm, ['pack', '--json', '--silent', '--pack-destination', folder], { cwd: checkout })
  const [packed] = packedSchema.parse(JSON.parse(stdout.slice(stdout.indexOf('['))))
  if (!packed) throw new Error(`npm pack lists nothing: ${stdout}`)
  await install(folder, packed.filename)
  return { packed, folder, remove }
}

/** Installs the file with the versions in the checkout's lock file, without its development dependencies. */
async function install(folder: string, file: string): Promise<void> {
  const { packages } = lockSchema.parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')))
  const { '': own, ...all } = packages
  const production = Object.entries(all).filter(([, { dev }]) => !dev)
  const dependencies = { 'morning-post': `file:${file}` }
  const installed = { version: own?.version, resolved: `file:${file}`, dependencies: own?.dependencies, bin: own?.bin }
  const locked = { '': { dependencies }, 'node_modules/morning-post': installed, ...Object.fromEntries(production) }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }))
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages: locked }))
  const flags = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  try {
    await execute(npm, ['ci', ...flags], { cwd: folder })
  } catch (error) {
    // npm's cache may have been cleaned since `npm ci`: then the checkout's own packages serve, but no others.
    if (!/ENOTCACHED/.test(String(error))) throw error
    await rm(join(folder, 'node_modules'), { recursive: true, force: true })
    for (const [path] of production.filter(([path]) => path.lastIndexOf('node_modules/') === 0)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await cp(join(root, path), join(folder, path), { recursive: true }).catch(ignoreOtherSystems)
    }
    const target = join(folder, 'node_modules/morning-post')
    await mkdir(join(folder, 'node_modules/.bin'))
    await mkdir(target)
    await execute('tar', ['-xzf', join(folder, file), '-C', target, '--strip-components=1'])
    await symlink('../morning-post/bin/morning-post.cjs', join(folder, 'node_modules/.bin/morning-post'))
  }
}

/** Optional packages of other systems are locked, but not there. */
function ignoreOtherSystems(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
