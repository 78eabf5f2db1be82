import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { Bot } from './bot.ts'
import { buildImage, type Image, imagePath } from './image.ts'

let folder: string
let image: Image

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'morning-post-image-'))
  image = buildImage(folder)
  mkdirSync(join(folder, 'config'))
  writeFileSync(join(folder, 'config/morning-post.yaml'), 'destinations: []\n')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A port that is free at this moment. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return String(port)
}

/** The bot in the image, with the mounts that a container would have. */
function start(mounts: string, env: Readonly<Record<string, string>> = {}): Bot {
  const program = image.run({ command: image.command, mounts, isFirstProcess: true })
  const code = `process.execve('/usr/bin/env', ['env', ...${JSON.stringify(program)}], process.env)`
  const bot = new Bot(['--disable-warning=ExperimentalWarning', '-e', code], folder, {
    ...image.env,
    PORT: '0',
    METRICS_PORT: '0',
    PATH: imagePath,
    ...env,
  })
  onTestFinished(async () => {
    for (const pid of childrenOf(bot)) process.kill(pid, 'SIGKILL')
    await bot.exited
  })
  return bot
}

/** The first process of the container has another number there. */
function childrenOf({ pid }: Bot): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

/** What every container has: a folder for temporary files, and the user's configuration, which it can only read. */
const shared = () => {
  const config = '"$ROOT/morning-post/config"'
  const bind = `mount --bind '${join(folder, 'config')}' ${config} && mount -o remount,bind,ro ${config}`
  return `mount -t tmpfs -o mode=1777 tmpfs "$ROOT/tmp" && ${bind}`
}

test('the image runs on a read-only file system, is healthy, and stops at once as the first process', async () => {
  const data = join(folder, 'data')
  mkdirSync(data)
  if (process.getuid?.() === 0) chownSync(data, 1000, 1000)
  const port = await freePort()
  const bot = start(`${shared()} && mount --bind '${data}' "$ROOT/morning-post/data"`, { METRICS_PORT: port })
  await bot.logged('http://')
  const owner = process.getuid?.() === 0 ? 1000 : process.getuid?.()
  expect(statSync(join(data, 'lock.sqlite')).uid).toBe(owner)

  const [program = '', ...args] = image.run({ command: image.healthCheck })
  const check = (metrics: string) =>
    spawnSync(program, args, { env: { ...image.env, PATH: imagePath, METRICS_PORT: metrics } }).status
  expect(check(port)).toBe(0)

  const [first] = childrenOf(bot)
  if (first === undefined) throw new Error('the bot has ended')
  expect(/^NSpid:\s+\d+\s+1$/m.test(readFileSync(`/proc/${first}/status`, 'utf8'))).toBe(true)
  process.kill(first, 'SIGTERM')
  expect(await bot.exited).toEqual({ code: 0, signal: null })
  expect(bot.stderr).toBe('')
  expect(check(port)).toBe(1)
})

test('what the first start compiles is in the image', () => {
  const compiled = readdirSync(join(image.root, 'app/.node/compiled')).map((name) => name.split('.')[0])
  const { main } = JSON.parse(readFileSync(join(image.root, 'app/dist/bundle/bundle.json'), 'utf8'))
  expect(compiled).toContain(main.split('.')[0])
  expect(compiled.length).toBeGreaterThan(50)
})

test('the image holds what the package needs, and neither sources nor development dependencies', () => {
  const app = readdirSync(join(image.root, 'app'))
  expect(app).toEqual(expect.arrayContaining(['bin', 'dist', 'node_modules', 'package.json']))
  expect(app.filter((name) => ['src', 'tests', 'scripts', '.env', 'data'].includes(name))).toEqual([])
  expect(readlinkSync(join(image.root, 'app/node_modules'))).toBe('/tools/production/node_modules')
})

test('on a volume of another user the bot waits, and says whose it is and what helps', async () => {
  const bot = start(shared(), { MORNING_POST_DATA: '/usr' })
  const { reason } = await bot.logged('the ledger cannot be used')
  expect(reason).toMatch(
    /^\/usr belongs to user \d+, and the bot runs as user \d+\. Run `chown -R \d+:\d+ \/usr` as root\./,
  )
})

test('on a full volume the bot waits, and says so', async () => {
  const full = 'mount -t tmpfs -o size=4k,mode=777 tmpfs "$ROOT/morning-post/data"'
  const bot = start(`${shared()} && ${full} && head -c 4096 /dev/zero > "$ROOT/morning-post/data/other"`)
  const { reason } = await bot.logged('the ledger cannot be used')
  expect(reason).toMatch(/full/)
})
