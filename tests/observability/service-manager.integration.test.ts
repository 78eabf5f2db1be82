import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ServiceManager } from '../../src/observability/service-manager.ts'
import { silentLog } from '../builders.ts'

let folder: string
let pathBefore: string | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  pathBefore = process.env.PATH
})

afterEach(() => {
  process.env.PATH = pathBefore
  rmSync(folder, { recursive: true })
})

/** A `systemd-notify` that keeps what it is given. */
function installFake(): () => string[] {
  const kept = join(folder, 'kept')
  writeFileSync(kept, '')
  writeFileSync(join(folder, 'systemd-notify'), `#!/bin/sh\necho "$*" >> '${kept}'\n`)
  chmodSync(join(folder, 'systemd-notify'), 0o755)
  process.env.PATH = `${folder}${delimiter}${pathBefore}`
  return () => readFileSync(kept, 'utf8').split('\n').slice(0, -1)
}

test('a started bot is ready, feeds the watchdog while it is alive, and says that it stops', async () => {
  const sent = installFake()
  let ok = true
  const manager = new ServiceManager({ watchdogMs: 20, live: () => ({ ok, reasons: [] }), log: silentLog })
  manager.ready()
  await expect.poll(sent).toContain('WATCHDOG=1')
  expect(sent()).toContain('READY=1')
  ok = false
  manager.stopping()
  await expect.poll(() => sent().at(-1)).toBe('STOPPING=1')
})

test('a bot that is stuck does not feed the watchdog', async () => {
  const sent = installFake()
  let looks = 0
  const live = () => {
    looks += 1
    return { ok: false, reasons: [] }
  }
  const manager = new ServiceManager({ watchdogMs: 2, live, log: silentLog })
  manager.ready()
  await expect.poll(() => looks).toBeGreaterThan(3)
  manager.stopping()
  await expect.poll(sent).toHaveLength(2)
  expect(sent().toSorted()).toEqual(['READY=1', 'STOPPING=1'])
})

test('without the program there is one warning with what to do', async () => {
  process.env.PATH = folder
  const warnings: unknown[] = []
  const log = { ...silentLog, warn: (...entry: unknown[]) => void warnings.push(entry) }
  const manager = new ServiceManager({ live: () => ({ ok: true, reasons: [] }), log })
  manager.ready()
  manager.stopping()
  await expect
    .poll(() => warnings)
    .toEqual([
      [
        { reason: 'there is no program `systemd-notify`' },
        'systemd cannot be notified; use Type=exec without WatchdogSec',
      ],
    ])
})
