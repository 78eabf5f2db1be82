import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'vitest'
import { newDatabase, postgresServer } from '../database.ts'
import { markdownOf, noon, openBotFixture, places } from './bot-fixture.ts'
import { keysOf, keysOnDiscord, keysOnSlack, partsOf, until } from './shown.ts'

const { timezone, today } = noon()
const onTime = { timezone, at: '06:00', catchUp: 0 }
const destinations = [
  {
    name: 'team-slack',
    platform: 'slack',
    channel: places.slack,
    layout: 'sections',
    ...onTime,
  },
  { name: 'team-discord', platform: 'discord', channel: places.discord, ...onTime },
]

test('a bot on PostgreSQL posts, answers, waits for its database, corrects, and posts nothing twice after a restart', async (context) => {
  const { expect } = context
  const fixture = await openBotFixture(context)
  const { slack, discord } = fixture
  const database = { DATABASE_URL: await newDatabase() }
  const name = String(/\/(t\w+)\?/.exec(database.DATABASE_URL)?.[1])
  const server = await postgresServer()
  await fixture.configure(...destinations)
  await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
  const parts = await partsOf(fixture, today)
  const expectWhole = () => {
    expect(keysOnSlack(slack.state.messages(places.slack), parts.slack)).toEqual(keysOf(parts.slack))
    expect(keysOnDiscord(discord.state.messages(places.discord), parts.discord)).toEqual(keysOf(parts.discord))
  }

  const first = fixture.start(database)
  await until(slack.state, () => slack.state.messages(places.slack).length >= parts.slack.length)
  await until(discord.state, () => discord.state.messages(places.discord).length >= parts.discord.length)
  await first.logged('posted', { delivery: `team-slack@main/${today}`, part: 'observation' })
  await first.logged('posted', { delivery: `team-discord@main/${today}`, part: 'observation' })
  expectWhole()

  // A reader is answered, from an index that the data folder keeps.
  const ask = async () => {
    await slack.command({ user: 'U0ROBIN0001', channel: places.slack, command: '/digest', text: 'alpha' })
    const answers = slack.state.messages(places.slack).filter(({ ephemeralFor }) => ephemeralFor !== undefined)
    return JSON.stringify(answers.at(-1))
  }
  await expect.poll(ask).toContain('Alpha')

  // A correction is due while the server accepts no connections.
  await server.run(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
  await server.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`)
  await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta').replace('The body of', 'The corrected body of'))
  const { reason } = await first.logged('the ledger cannot be used')
  expect(reason).toMatch(/^The PostgreSQL database "t\w+" at .+ as user "postgres" .+ the bot tries again by itself\.$/)
  await server.run(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
  await first.logged('corrected', { delivery: `team-slack@main/${today}`, part: 'section-01' })
  await first.logged('the ledger can be used again')
  // All that need the database noticed, and one line says so.
  const complaints = first.lines.filter(({ level, msg }) => level === 'error' || /lanes could not/.test(msg))
  expect(complaints.map(({ msg }) => msg)).toEqual(['the ledger cannot be used'])
  expect(await first.stop()).toEqual({ code: 0, signal: null })

  const second = fixture.start(database)
  await second.logged('running')
  await second.logged('connected', { platform: 'discord' })
  expect(await second.stop()).toEqual({ code: 0, signal: null })
  expect(second.lines.filter(({ msg }) => msg === 'posted')).toEqual([])
  const onSlack = slack.state.messages(places.slack).filter(({ ephemeralFor }) => ephemeralFor === undefined)
  const onDiscord = discord.state.messages(places.discord)
  expect([onSlack.length, onDiscord.length]).toEqual([parts.slack.length, parts.discord.length])
  expect(JSON.stringify(onSlack)).toContain('The corrected body of')
})

/** A link to the server's socket, which is cut at the first statement with these words and stays so until it is mended. */
async function linkCutAt(words: string, url: string, { onTestFinished }: TestContext) {
  const address = new URL(url.replace('@/', '@localhost/'))
  const socket = `${address.searchParams.get('host')}/.s.PGSQL.5432`
  const folder = await mkdtemp(join(tmpdir(), 'cut-'))
  let state: 'whole' | 'cut' | 'mended' = 'whole'
  const server = createServer((near) => {
    if (state === 'cut') return near.destroy()
    const far = connect(socket)
    near.on('data', (data) => {
      if (state === 'whole' && data.includes(words)) state = 'cut'
      if (state === 'cut') near.destroy()
      else far.write(data)
    })
    far.on('data', (data) => near.write(data))
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => {}).on('close', () => other.destroy())
  })
  await new Promise<void>((resolve) => server.listen(join(folder, '.s.PGSQL.5432'), resolve))
  onTestFinished(async () => {
    server.close()
    await rm(folder, { recursive: true, force: true })
  })
  address.searchParams.set('host', folder)
  const mend = () => {
    state = 'mended'
  }
  return { url: address.href, mend }
}

test('a start goes on when the database goes away between its opening and the first read', async (context) => {
  const fixture = await openBotFixture(context)
  const link = await linkCutAt('from "runtime"', await newDatabase(), context)
  await fixture.configure(...destinations)
  await fixture.publish(today, markdownOf('Monday', 'Alpha'))
  const bot = fixture.start({ DATABASE_URL: link.url })
  await bot.logged('the ledger cannot be used')
  link.mend()
  await bot.logged('posted', { delivery: `team-slack@main/${today}`, part: 'observation' })
})
