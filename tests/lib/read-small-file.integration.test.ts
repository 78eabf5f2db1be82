import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readEnvironment } from '../../src/config/environment.ts'
import { loadConfig } from '../../src/config/load.ts'
import { readSmallFile } from '../../src/lib/read-small-file.ts'

const most = 100_000

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

function pipe(): string {
  const path = join(folder(), 'pipe')
  execFileSync('mkfifo', [path])
  return path
}

/** Runs a line of a shell while this process is blocked. */
function beside(line: string, path: string): void {
  const child = spawn('sh', ['-c', line, 'sh', path])
  onTestFinished(() => void child.kill('SIGKILL'))
}

test('a pipe is read to its end, however slowly a program writes into it', () => {
  const path = pipe()
  beside('sleep 0.3; { printf one; sleep 0.3; printf two; } > "$1"', path)
  expect(readSmallFile(path, most).toString()).toBe('onetwo')
})

test('a pipe without a writer, one that is held open and a device that never ends come to an end', () => {
  const path = pipe()
  expect(() => readSmallFile(path, most, 100)).toThrow(expect.objectContaining({ code: 'ETIMEDOUT' }))
  beside('exec 3> "$1"; sleep 60', path)
  expect(() => readSmallFile(path, most, 1_000)).toThrow(expect.objectContaining({ code: 'ETIMEDOUT' }))
  expect(() => readSmallFile('/dev/zero', most)).toThrow(expect.objectContaining({ code: 'EFBIG' }))
  expect(readSmallFile('/dev/null', most).toString()).toBe('')
})

test('a secret, .env and the configuration may be pipes; an endless device has its sentence', () => {
  const [secret, dotenv, config] = [pipe(), pipe(), pipe()]
  beside('echo from.a.pipe > "$1"', secret)
  beside('echo PORT=4711 > "$1"', dotenv)
  const env = { MORNING_POST_HOME: folder(), DISCORD_TOKEN_FILE: secret }
  expect(readEnvironment(env, dotenv)).toMatchObject({ port: 4711, credentials: { discord: { token: 'from.a.pipe' } } })
  beside('echo "destinations: []" > "$1"', config)
  expect(loadConfig(config)).toMatchObject({ config: { destinations: [] } })
  const wrong = pipe()
  beside('printf "alerts: { platform: slack, channel: C01, language: zh }\\ndestinations: none\\n" > "$1"', wrong)
  expect(loadConfig(wrong)).toMatchObject({ problems: [{ line: 2 }], language: 'zh' })
  const zero = '/dev/zero'
  expect(() => readEnvironment({ ...env, DISCORD_TOKEN_FILE: zero }, '/dev/null')).toThrow(/is too large for a secret/)
  expect(() => readEnvironment({}, zero)).toThrow(/\.env is too large for a file of settings/)
  expect(loadConfig(zero)).toMatchObject({ problems: [{ key: 'config-too-large' }], language: 'en' })
})

test('a file of exactly the largest size is read, and one byte more is refused', () => {
  const path = join(folder(), 'file')
  writeFileSync(path, 'a'.repeat(most))
  expect(readSmallFile(path, most)).toHaveLength(most)
  expect(() => readSmallFile(path, most - 1)).toThrow(expect.objectContaining({ code: 'EFBIG' }))
})
