import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkDataFolder, checkPort, checkTimeZones } from '../../src/doctor/machine.ts'

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const local = () => 0xef53

test('the time zones of this Node are current', () => {
  expect(checkTimeZones()).toMatchObject({ ok: true, check: 'time-zones' })
})

test('a data folder is private, or will be made', () => {
  const folder = aFolder()
  expect(checkDataFolder(folder, local)).toMatchObject({ ok: true, message: expect.stringContaining('private') })
  expect(checkDataFolder(join(folder, 'a/b'), local)).toMatchObject({
    ok: true,
    message: 'It will be made at the first start.',
  })
})

test('a data folder that others may read, a file, and a network file system are wrong', () => {
  const folder = join(aFolder(), 'data')
  mkdirSync(folder)
  chmodSync(folder, 0o755)
  expect(checkDataFolder(folder, local)).toMatchObject({ ok: false, fix: `Run \`chmod 700 ${folder}\`.` })
  writeFileSync(join(folder, 'file'), '')
  expect(checkDataFolder(join(folder, 'file'), local)).toMatchObject({
    ok: false,
    message: `${join(folder, 'file')} is no folder.`,
  })
  symlinkSync('/nowhere/at/all', join(folder, 'link'))
  expect(checkDataFolder(join(folder, 'link/data'), local)).toMatchObject({
    ok: false,
    message: `${join(folder, 'link')} is no folder.`,
  })
  expect(checkDataFolder(folder, () => 0xff534d42 | 0)).toMatchObject({
    ok: false,
    message: 'It is on a network file system (CIFS), where locks and writes are not safe.',
  })
})

const page = (port: number, host = '127.0.0.1') => ({ host, port, variables: { host: 'PAGE_HOST', port: 'PORT' } })

/** A server that answers `/healthz` with this. */
async function aServer(answer: string, host = '127.0.0.1'): Promise<number> {
  const server = createServer((_, response) => response.end(answer)).listen(0, host)
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

test('the port is free, ours or of another program', async () => {
  const own = await aServer('{"status":"ok","reasons":[]}')
  expect(await checkPort(page(own))).toMatchObject({ ok: true, message: 'A running Morning Post has it.' })
  const other = await aServer('hello')
  const another = { ok: false, message: 'Another program has it.' }
  expect(await checkPort(page(other))).toMatchObject({ ...another, fix: 'Set PORT to another number.' })
  const variables = { host: 'SLACK_HTTP_HOST', port: 'SLACK_HTTP_PORT' }
  expect(await checkPort({ ...page(other), variables })).toMatchObject({
    ...another,
    fix: 'Set SLACK_HTTP_PORT to another number.',
  })
  expect(await checkPort(page(0))).toMatchObject({ ok: true, message: 'It is free.' })
  for (const host of ['192.0.2.1', 'host.invalid'])
    expect(await checkPort(page(0, host))).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^This machine has no such address \(E\w+\)\.$/),
      fix: 'Set PAGE_HOST to an address of this machine.',
    })
})

test('the page of a machine that has IPv6 only is found', async () => {
  const own = await aServer('{"status":"ok","reasons":[]}', '::1')
  expect(await checkPort(page(own, '::1'))).toMatchObject({ ok: true, message: 'A running Morning Post has it.' })
})
