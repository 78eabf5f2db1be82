import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { watchDotenv } from '../../src/config/dotenv-changes.ts'
import { memoryLog } from '../contracts/adapter-fixture.ts'

test('a .env that changes after the start is reported once, with what to do', () => {
  const home = mkdtempSync(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rmSync(home, { recursive: true }))
  const file = join(home, '.env')
  const write = (token: string) => writeFileSync(file, `DISCORD_TOKEN=${token}\n`)
  write('one')
  const log = memoryLog()
  const look = watchDotenv(home, log)
  const warnings = () => {
    look()
    return log.lines.length
  }
  expect(warnings()).toBe(0)
  // Written again with the same content.
  write('one')
  expect(warnings()).toBe(0)
  write('two')
  expect([warnings(), warnings()]).toEqual([1, 1])
  // What is running is right again.
  write('one')
  expect(warnings()).toBe(1)
  rmSync(file)
  expect([warnings(), warnings()]).toEqual([2, 2])
  const [line] = log.lines
  expect(line).toMatchObject({ level: 'warn', message: expect.stringContaining('restart the bot to use it') })
  expect(JSON.stringify(log.lines)).not.toContain('two')
})
