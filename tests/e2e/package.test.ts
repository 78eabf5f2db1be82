import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { Bot } from './bot.ts'
import { markdownOf } from './bot-fixture.ts'
import { type InstalledPackage, installPackage } from './installed-package.ts'

let installed: InstalledPackage
let env: Record<string, string>

beforeAll(async () => {
  installed = await installPackage()
  env = { PATH: process.env.PATH ?? '', HOME: installed.folder, PORT: '0' }
  await mkdir(join(installed.folder, 'config'))
  await mkdir(join(installed.folder, 'digests'))
  await writeFile(join(installed.folder, 'config/morning-post.yaml'), 'quietSeconds: 0.3\ndestinations: []\n')
  await writeFile(join(installed.folder, 'digests/2026-01-05.md'), markdownOf('Monday', 'Alpha', 'Beta'))
})
afterAll(() => installed.remove())

const inPackage = (path: string) => join(installed.folder, 'node_modules/morning-post', path)

/** Runs the installed program, as `npx morning-post` does. */
function morningPost(
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const program = [inPackage('bin/morning-post.cjs'), ...args]
  return new Promise((resolve) => {
    execFile(process.execPath, program, { cwd: installed.folder, env: { ...env, ...more } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    )
  })
}

test('the package holds what runs and what is read, and nothing else', () => {
  const paths = installed.packed.files.map(({ path }) => path)
  for (const path of [
    'bin/morning-post.cjs',
    'dist/main.js',
    'dist/cli/main.js',
    'dist/web/assets/page.js',
    'dist/simulator/web/assets/client.js',
    'config/vocabulary.yaml',
    'config/slack-manifest.yaml',
    'digests/2026-03-12.md',
    'deploy/systemd/morning-post.service',
    'docs/operators.md',
    '.env.example',
    'README.md',
    'LICENSE',
  ]) {
    expect(paths).toContain(path)
  }
  const allowed =
    /^(?:bin\/[\w-]+\.cjs|dist\/[\w/-]+\.(?:js|css|svg|txt)|dist\/bundle\/(?:[\w$-]+\.cjs|bundle\.json)|config\/[\w.-]+\.(?:yaml|json)|deploy\/[\w/.-]+\.(?:yaml|service)|digests\/[\w/-]+\.md|docs\/[\w/.-]+|package\.json|\.env\.example|[A-Z]+(?:\.md)?)$/
  expect(paths.filter((path) => !allowed.test(path))).toEqual([])
  expect(paths).not.toContain('dist/stale.js')
  expect(paths).not.toContain('dist/launch.js')
  expect(installed.packed.unpackedSize).toBeLessThan(12_000_000)
})

test('every source file is emitted, and nothing in the package names a folder of this machine', async () => {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const sources = (await readdir(join(root, 'src'), { recursive: true })).filter((path) => /(?<!\.d)\.ts$/.test(path))
  const emitted = new Set(installed.packed.files.map(({ path }) => path))
  expect(sources.filter((path) => !emitted.has(join('dist', path.replace(/\.ts$/, '.js'))))).toEqual([])
  const places = [root, homedir(), tmpdir()].filter((place = '') => place.length > 4)
  for (const { path } of installed.packed.files) {
    const text = await readFile(inPackage(path), 'utf8')
    expect(places.filter((place) => text.includes(place)).map((place) => `${path}: ${place}`)).toEqual([])
  }
})

test('no development dependency is installed with it', async () => {
  const manifest = JSON.parse(await readFile(inPackage('package.json'), 'utf8'))
  const names = await readdir(join(installed.folder, 'node_modules'))
  expect(Object.keys(manifest.devDependencies).filter((name) => names.includes(name))).toEqual([])
  expect(names).toContain('discord.js')
})

test('npx finds the program in the folder', async () => {
  const { version } = JSON.parse(await readFile(inPackage('package.json'), 'utf8'))
  const stdout = await new Promise((resolve, reject) => {
    const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx'
    execFile(npx, ['--offline', 'morning-post', '--version'], { cwd: installed.folder, env }, (error, text) =>
      error ? reject(error) : resolve(text),
    )
  })
  expect(stdout).toBe(`${version}\n`)
})

test('a user without a home folder can run it', async () => {
  const withoutHome = `import os from 'node:os'
    import { syncBuiltinESMExports } from 'node:module'
    os.homedir = () => { throw new Error('ENOENT') }
    syncBuiltinESMExports()`
  const options = `--import=data:text/javascript,${encodeURIComponent(withoutHome)}`
  expect(await morningPost(['--version'], { NODE_OPTIONS: options })).toMatchObject({ code: 0, stderr: '' })
})

test('check reads the digests, and advice names the installed program', async () => {
  expect(await morningPost(['check'])).toMatchObject({ code: 0, stdout: expect.stringContaining('1 digest checked') })
  const { code, stderr } = await morningPost(['strat'])
  expect(code).toBe(2)
  expect(stderr).toContain('Did you mean start?')
  expect((await morningPost(['start', '--help'])).stdout).toContain('Run the bot')
})

test('start runs the bot with the simulator until it is stopped, and status reads what it left', async () => {
  const bot = new Bot([inPackage('bin/morning-post.cjs'), 'start'], installed.folder, env)
  onTestFinished(async () => void (await bot.stop('SIGKILL')))
  const url = await bot.url()
  for (const platform of ['slack', 'discord']) {
    await bot.logged('posted', { delivery: `simulated-${platform}@main/2026-01-05`, part: 'observation' })
  }
  for (const path of ['', 'deliveries', 'preview']) expect((await fetch(new URL(path, url))).status).toBe(200)
  expect(await bot.stop()).toEqual({ code: 0, signal: null })
  expect(bot.lines.at(-1)).toMatchObject({ level: 'info', msg: 'stopping', reason: 'SIGTERM' })
  expect(bot.stderr).toBe('')
  expect(await morningPost(['status'])).toMatchObject({ code: 0, stderr: '' })
})
