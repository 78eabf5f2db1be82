import { createServer } from 'node:net'
import type { App } from '@slack/bolt'
import { expect, onTestFinished, test } from 'vitest'
import { openHttpMode } from '../../../src/adapters/slack/http-mode.ts'
import { memoryLog } from '../../contracts/adapter-fixture.ts'
import { freePort } from '../../free-port.ts'

/** Listens there, as far as it can. */
async function open(host: string, port: number) {
  const log = memoryLog()
  const listener = openHttpMode(['0'.repeat(32)], { host, port }, () => ({}) as App, log)
  onTestFinished(() => listener.close())
  await listener.firstAttempt()
  return { listener, log }
}

test('the log says where it listens', async () => {
  const port = await freePort()
  const { log, listener } = await open('127.0.0.1', port)
  expect(listener.outage).toBeUndefined()
  expect(log.lines).toEqual([
    {
      level: 'info',
      message: 'listening',
      fields: { platform: 'slack', url: `http://127.0.0.1:${port}/slack/events` },
    },
  ])
})

test('a port in use is one line, however often it is tried, until it is free', async () => {
  const port = await freePort()
  const other = createServer().listen(port, '127.0.0.1')
  onTestFinished(() => void other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const { log, listener } = await open('127.0.0.1', port)
  expect(listener.outage?.reason.text).toMatch(
    new RegExp(`another program has port ${port} of 127.0.0.1: end that program, or set SLACK_HTTP_PORT`),
  )
  await expect.poll(() => log.lines.length, { timeout: 20_000 }).toBeGreaterThan(3)
  other.close()
  await expect.poll(() => listener.outage, { timeout: 20_000 }).toBeUndefined()
  const levels = log.lines.map(({ level }) => level)
  expect(levels.slice(0, 2)).toEqual(['warn', 'debug'])
  expect(levels.filter((level) => level !== 'debug')).toEqual(['warn', 'info'])
})

test.each(['192.0.2.1', 'bot.invalid'])('%s is no address of this machine', async (host) => {
  const { listener } = await open(host, 0)
  expect(listener.outage?.reason.text).toMatch(
    new RegExp(`because ${host} is no address of this machine .+: set SLACK_HTTP_HOST to one of its addresses`),
  )
})
