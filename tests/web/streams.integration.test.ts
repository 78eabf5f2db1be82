import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { HealthChecks } from '../../src/observability/health.ts'
import { startWebServer } from '../../src/web/server.ts'
import { libraryOf } from '../builders.ts'
import { vocabulary } from '../contracts/digest.ts'
import { openDashboardFixture } from './dashboard-fixture.ts'
import { ask } from './raw-request.ts'

const fine = () => ({ ok: true, reasons: [] })
const health: HealthChecks = {
  live: fine,
  ready: async () => fine(),
  metrics: async () => '',
  metricsType: 'text/plain',
}

async function openServer() {
  const dashboard = await openDashboardFixture([], () => 0)
  const server = await startWebServer({ port: 0, dashboard, repository: libraryOf(), vocabulary, health })
  onTestFinished(async () => {
    await server.close()
    await dashboard.close()
  })
  const { body } = await ask(server.url, '/deliveries')
  const version = /data-version="([^"]*)"/.exec(body)?.[1] ?? ''
  const path = `/deliveries/events?version=${encodeURIComponent(version)}`
  const open = () =>
    new Promise<IncomingMessage>((resolve, reject) => {
      request(`${server.url}${path}`, { agent: false }, resolve).on('error', reject).end()
    })
  return { url: server.url, open }
}

test('256 pages that ask for a stream leave /healthz free; the 33rd of an address is refused with a sentence', async () => {
  const { url, open } = await openServer()
  const answers: IncomingMessage[] = []
  for (let count = 0; count < 256; count += 1) answers.push(await open())
  const refused = answers.filter(({ statusCode }) => statusCode === 503)
  expect(answers.length - refused.length).toBe(32)
  expect(await text(refused[0] as IncomingMessage)).toContain('Too many pages are open')
  for (const answer of refused) answer.destroy()
  expect(await ask(url, '/healthz')).toMatchObject({ status: 200 })
})

test('a stream that ends makes room for another', async () => {
  const { open } = await openServer()
  const [first] = await Promise.all(Array.from({ length: 32 }, open))
  expect((await open()).statusCode).toBe(503)
  first?.destroy()
  await vi.waitFor(async () => expect((await open()).statusCode).toBe(200))
})
