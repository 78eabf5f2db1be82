import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { createServer } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openBotFixture, places } from '../e2e/bot-fixture.ts'
import { run } from './run.ts'

const certificates = new URL('../fixtures/tls/', import.meta.url)
const fileOf = (name: string) => fileURLToPath(new URL(name, certificates))

test('platforms on an IPv6 address behind certificates of an own CA are reached once Node knows the CA', async (context) => {
  const fixture = await openBotFixture(context)
  /** A server that opens TLS in front of a platform, as a proxy in a company does. */
  const behindTls = async (address: string) => {
    const { port, pathname } = new URL(address)
    const options = { cert: readFileSync(fileOf('server.pem')), key: readFileSync(fileOf('server-key.pem')) }
    const server = createServer(options, (socket) => {
      const upstream = connect(Number(port), '127.0.0.1')
      socket.pipe(upstream).pipe(socket)
      for (const end of [socket, upstream])
        end.on('error', () => [socket, upstream].forEach((each) => void each.destroy()))
    })
    server.listen(0, '::1')
    await once(server, 'listening')
    context.onTestFinished(() => void server.close())
    return `https://[::1]:${(server.address() as AddressInfo).port}${pathname}`
  }
  const [SLACK_API_URL, DISCORD_API_URL] = [
    await behindTls(fixture.slack.apiUrl),
    await behindTls(fixture.discord.apiUrl),
  ]
  await fixture.configure(
    { name: 'team', platform: 'slack', channel: places.slack, layout: 'thread' },
    { name: 'server', platform: 'discord', channel: places.discord, layout: 'thread' },
  )
  const addresses = { SLACK_API_URL, DISCORD_API_URL }
  const known = await run(fixture, 'doctor', { env: { ...addresses, NODE_EXTRA_CA_CERTS: fileOf('ca.pem') } })
  expect(known.stdout).toContain('token SLACK_BOT_TOKEN: It is accepted')
  expect(known.stdout).toContain('token DISCORD_TOKEN: It is accepted')
  expect(known.stdout).toContain('channel team: The bot is in')
  expect(known.stdout).toContain('channel server: The bot has every permission')

  const unknown = await run(fixture, 'doctor', { env: addresses })
  expect(unknown.code).toBe(1)
  expect(unknown.stdout).toContain('Slack cannot be reached (UNABLE_TO_VERIFY_LEAF_SIGNATURE)')
  expect(unknown.stdout).toContain('Discord cannot be reached (UNABLE_TO_VERIFY_LEAF_SIGNATURE)')
})
