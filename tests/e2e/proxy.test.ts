import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { describe, type TestContext, test } from 'vitest'
import { freePort } from '../free-port.ts'
import { markdownOf, openBotFixture, places } from './bot-fixture.ts'
import { keysOf, keysOnDiscord, keysOnSlack, partsOf, until } from './shown.ts'
import { discord, slack, today } from './team.ts'
import { openTlsFront, ownCa } from './tls-front.ts'

interface Proxy {
  readonly url: string
  /** The hosts and ports of all tunnels, in order. */
  readonly tunnels: string[]
}

/** The only way to names that no resolver knows. It makes tunnels with this password and refuses everything else. */
async function openProxy({ onTestFinished }: TestContext, password: string): Promise<Proxy> {
  const tunnels: string[] = []
  const sockets = new Set<Socket>()
  const allowed = `Basic ${Buffer.from(`bot:${password}`).toString('base64')}`
  const server = createServer((_, response) => response.writeHead(403).end())
  server.on('connect', (request, client: Socket) => {
    const { url = '', headers } = request
    if (headers['proxy-authorization'] !== allowed)
      return client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    tunnels.push(url)
    const [, name, port] = /^(.*):(\d+)$/.exec(url) ?? []
    // What the bot cannot resolve is on this machine.
    const target = connect(Number(port), name === 'localhost' ? '::1' : '127.0.0.1')
    for (const socket of [client, target]) {
      sockets.add(socket)
      socket.on('error', () => target.destroy())
    }
    target.once('connect', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      target.pipe(client).pipe(target)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return { url: `http://bot:${password}@127.0.0.1:${(server.address() as AddressInfo).port}`, tunnels }
}

/** The same address by a name that only the proxy can resolve. */
const hidden = (url: string, name: string) => url.replace('127.0.0.1', name)

describe.concurrent('behind a proxy', () => {
  test('a morning goes through it: requests and both WebSockets', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const proxy = await openProxy(context, 'behind-the-wall')
    await fixture.configure(slack, discord)
    await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
    const bot = fixture.start({
      HTTP_PROXY: proxy.url,
      HTTPS_PROXY: proxy.url,
      SLACK_API_URL: hidden(fixture.slack.apiUrl, 'slack.invalid'),
      DISCORD_API_URL: hidden(fixture.discord.apiUrl, 'discord.invalid'),
      TEST_SERVER_SETTLES_MS: '',
      LOG_LEVEL: 'trace',
    })
    const parts = await partsOf(fixture, today)
    await until(fixture.slack.state, () => fixture.slack.state.messages(places.slack).length >= parts.slack.length)
    await until(
      fixture.discord.state,
      () => fixture.discord.state.messages(places.discord).length >= parts.discord.length,
    )
    expect(keysOnSlack(fixture.slack.state.messages(places.slack), parts.slack)).toEqual(keysOf(parts.slack))
    expect(keysOnDiscord(fixture.discord.state.messages(places.discord), parts.discord)).toEqual(keysOf(parts.discord))

    // The addresses of the sockets are those of the simulators.
    for (const platform of ['slack', 'discord']) await bot.logged('listening', { platform })
    await bot.stop()
    const ports = [fixture.slack.apiUrl, fixture.discord.apiUrl].map((url) => new URL(url).port)
    const expected = [
      `slack.invalid:${ports[0]}`,
      `127.0.0.1:${ports[0]}`,
      `discord.invalid:${ports[1]}`,
      `127.0.0.1:${ports[1]}`,
    ]
    expect([...new Set(proxy.tunnels)].sort()).toEqual(expected.sort())
    expect(bot.stdout + bot.stderr).not.toContain('behind-the-wall')
  })

  test.for([
    ['Slack', 'Discord'],
    ['Discord', 'Slack'],
  ] as const)(
    'both WebSockets have TLS of an own CA over IPv6 alone: %s directly, %s through the proxy',
    async ([direct], context) => {
      const { expect } = context
      const fixture = await openBotFixture(context)
      const proxy = await openProxy(context, 'behind-the-wall')
      const nameOf = (platform: string) => (platform === direct ? '[::1]' : 'localhost')
      const fronts = {
        slack: await openTlsFront(context, fixture.slack.apiUrl, nameOf('Slack')),
        discord: await openTlsFront(context, fixture.discord.apiUrl, nameOf('Discord')),
      }
      const [straight, tunneled] = direct === 'Slack' ? [fronts.slack, fronts.discord] : [fronts.discord, fronts.slack]
      await fixture.configure(slack, discord)
      await fixture.publish(today, markdownOf('Monday', 'Alpha'))
      const bot = fixture.start({
        HTTPS_PROXY: proxy.url,
        NO_PROXY: '10.0.0.0/8, ::/64',
        NODE_EXTRA_CA_CERTS: ownCa,
        SLACK_API_URL: fronts.slack.apiUrl,
        DISCORD_API_URL: fronts.discord.apiUrl,
        TEST_SERVER_SETTLES_MS: '',
      })
      for (const platform of ['slack', 'discord']) await bot.logged('listening', { platform })
      for (const { name } of [slack, discord])
        await bot.logged('posted', { delivery: `${name}@main/${today}`, part: 'section-01' })
      await bot.stop()
      for (const front of [straight, tunneled]) expect(front.sockets()).toBeGreaterThan(0)
      expect(new Set(proxy.tunnels)).toEqual(new Set([tunneled.host]))
    },
  )

  test('hosts in NO_PROXY are asked directly', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const proxy = await openProxy(context, 'behind-the-wall')
    const bot = fixture.start({ HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' })
    await bot.logged('running')
    for (const platform of ['slack', 'discord']) await bot.logged('listening', { platform })
    expect(proxy.tunnels).toEqual([])
  })

  test('one that does not answer is named, and not the platform behind it', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const port = await freePort()
    const bot = fixture.start({ HTTP_PROXY: `http://bot:behind-the-wall@127.0.0.1:${port}` })
    for (const platform of ['slack', 'discord']) {
      const { reason } = await bot.logged('cannot connect', { platform })
      expect(reason).toContain(`ECONNREFUSED at the proxy 127.0.0.1:${port}`)
    }
    expect(bot.stdout).not.toContain('behind-the-wall')
  })

  test('an invalid address ends the start with a sentence that does not repeat it', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const bot = fixture.start({ HTTPS_PROXY: 'bot:behind-the-wall@proxy:3128' })
    expect((await bot.exited).code).toBe(1)
    expect(bot.stderr).toContain('HTTPS_PROXY: must be a URL such as http://proxy.example.org:3128')
    expect(bot.stderr).not.toContain('behind-the-wall')
  })
})
