import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, cp, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const launcher = fileURLToPath(new URL('../src/launch.js', import.meta.url))

/** Says when it runs and when it is asked to stop. */
const program = `
setInterval(() => {}, 1_000)
process.on('SIGTERM', () => {
  console.log('asked to stop')
  process.exit()
})
console.log('running')
`

// npm passes signals on to the shell in which it runs a script, and that shell dies of them alone.
test('stopping npm start stops the program', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'program.ts'), program)
  const command = `"${process.execPath}" "${launcher}" "${join(folder, 'program.ts')}"; exit`
  const shell = spawn('sh', ['-c', command], {
    env: { ...process.env, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  shell.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said === 'running\n') shell.kill('SIGTERM')
  })
  await once(shell, 'close')
  expect(said).toBe('running\nasked to stop\n')
})

/** Runs a copy of the launcher in a folder of its own, as an old Node would, and gives its code and what it says. */
async function runOnOldNode(setUp: string, prepare: (folder: string) => Promise<unknown> = async () => {}) {
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'src'))
  await mkdir(join(folder, 'bin'))
  await copyFile(launcher, join(folder, 'src', 'launch.js'))
  await copyFile(join(launcher, '../../bin/stop-with-shell.cjs'), join(folder, 'bin', 'stop-with-shell.cjs'))
  await prepare(folder)
  const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });${setUp}`
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(old)}`, join(folder, 'src', 'launch.js'), 'program.ts'],
    { cwd: folder },
  )
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const [code] = await once(child, 'close')
  return { code, said }
}

test('a folder that cannot be written to is a sentence, not a stack', async () => {
  const { code, said } = await runOnOldNode('', (folder) => writeFile(join(folder, '.node'), ''))
  expect(code).toBe(1)
  expect(said).toMatch(/^Morning Post needs Node 24 or newer, this is 20\.20\.2\. It cannot write to .*\.node \(\w+\)/)
  expect(said).not.toContain('    at ')
})

const system = `${process.platform}-${process.arch}`
const runtimeIn = (folder: string) =>
  join(folder, '.node', `${system}-26.10.0`, 'node_modules', `node-${system}`, 'bin')

test('a Node that cannot be started here is a sentence, not a stack', async () => {
  const { code, said } = await runOnOldNode('', async (folder) => {
    await mkdir(runtimeIn(folder), { recursive: true })
    await writeFile(join(runtimeIn(folder), 'node'), '', { mode: 0o644 })
  })
  expect(code).toBe(1)
  expect(said).toMatch(
    /^Morning Post needs Node 24 or newer, this is 20\.20\.2\. .*node cannot be started here \(EACCES\)\./,
  )
  expect(said).not.toContain('    at ')
})

test('a system without npm is told so', async () => {
  const { code, said } = await runOnOldNode("process.env.PATH = '/nowhere'")
  expect(code).toBe(1)
  expect(said).toMatch(/could not be installed\. npm cannot be started \(ENOENT\)\. Install Node 24/)
})

test('what an interrupted copy left of the installed Node is replaced', async () => {
  const { code, said } = await runOnOldNode(
    "process.env.PATH = process.cwd() + ':' + process.env.PATH",
    async (folder) => {
      await mkdir(join(runtimeIn(folder), 'rest'), { recursive: true })
      const node = join('node_modules', `node-${system}`, 'bin')
      const npm = `#!/bin/sh\nmkdir -p ${node}\nprintf '#!/bin/sh\\necho started >&2\\nexit 7' > ${node}/node\nchmod +x ${node}/node\n`
      await writeFile(join(folder, 'npm'), npm, { mode: 0o755 })
    },
  )
  expect(said).toMatch(/started\n$/)
  expect(code).toBe(7)
})

test.each([
  ['no glibc', 'process.report.getReport = () => ({ header: {} })', /no glibc \(Alpine\?\)/],
  [
    'an unknown processor',
    "Object.defineProperty(process, 'arch', { value: 'mips' })",
    /no ready-made Node for linux-mips/,
  ],
])('a system with %s is a sentence', async (_, setUp, sentence) => {
  const linux = `Object.defineProperty(process, 'platform', { value: 'linux' });${setUp}`
  const { code, said } = await runOnOldNode(linux)
  expect(code).toBe(1)
  expect(said).toMatch(sentence)
})

// The kernel ignores the signals that PID 1 sends to itself, and a container must not look as if it had ended well.
test('as PID 1 it ends with the code of the signal that killed the program', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const program = join(folder, 'program.mjs')
  await writeFile(program, "process.kill(process.pid, 'SIGKILL')")
  const flags = ['--user', '--map-root-user', '--pid', '--fork', '--kill-child']
  const child = spawn('unshare', [...flags, process.execPath, launcher, program], { stdio: 'ignore' })
  expect(await once(child, 'close')).toEqual([137, null])
})

/** The launcher and the bundler in a folder of their own, with a program that says a word and knows its own address. */
async function aCheckout() {
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const root = join(launcher, '../..')
  for (const part of ['src/launch.js', 'bin', 'scripts']) {
    await cp(join(root, part), join(folder, part), { recursive: true })
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  await mkdir(join(folder, 'src/cli'))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(join(folder, 'src/cli/main.ts'), '')
  const say = (word: string) => writeFile(join(folder, 'src/word.ts'), `export const word: string = '${word}'\n`)
  await say('first')
  const main = `import { word } from './word.ts'\nconsole.log(word, import.meta.url)\nconsole.log(new Error().stack)\n`
  await writeFile(join(folder, 'src/main.ts'), main)
  const run = async (...args: string[]) =>
    (await promisify(execFile)(process.execPath, args, { cwd: folder, encoding: 'utf8' })).stdout
  return { folder, say, run, url: pathToFileURL(join(folder, 'src/main.ts')).href }
}

test('the bot starts from a bundle while the source is as it was, and from the source otherwise', async () => {
  const { folder, say, run, url } = await aCheckout()
  const start = () => run('src/launch.js', 'src/main.ts')
  const fromSource = await start()
  expect(fromSource).toMatch(`first ${url}\n`)
  expect(fromSource).not.toContain('.node')

  await run('scripts/checkout-bundle.js')
  for (const cache of ['without', 'with']) {
    const fromBundle = await start()
    expect(fromBundle, `${cache} compiled code`).toMatch(`first ${url}\n`)
    expect(fromBundle).toContain(join('.node', 'bundles'))
  }

  await say('other')
  expect(await start()).toMatch(`other ${url}\n`)
  await run('scripts/checkout-bundle.js')
  expect(await start()).toMatch(`other ${url}\n`)
  expect(await readdir(join(folder, '.node', 'bundles'))).toHaveLength(2)
})

test('a bundle is not written twice, and none that is half written is used', async () => {
  const { folder, run } = await aCheckout()
  await run('scripts/checkout-bundle.js')
  const bundles = join(folder, '.node', 'bundles')
  const [name = ''] = await readdir(bundles)
  const { mtimeMs } = await stat(join(bundles, name, 'bundle.json'))
  await run('scripts/checkout-bundle.js')
  expect((await stat(join(bundles, name, 'bundle.json'))).mtimeMs).toBe(mtimeMs)

  await rm(join(bundles, name, 'bundle.json'))
  expect(await run('src/launch.js', 'src/main.ts')).not.toContain('bundles')
})
