import { describe, test } from 'vitest'
import { markdownOf, openBotFixture, places } from './bot-fixture.ts'
import { keysOf, keysOnDiscord, keysOnSlack, partsOf, until } from './shown.ts'
import { discord, onDiscord, onSlack, slack, timezone, today, yesterday } from './team.ts'

describe.concurrent('one morning', () => {
  test('today’s digest is posted in both channels, complete and in order, and a restart adds nothing', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack, discord)
    await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
    const parts = await partsOf(fixture, today)
    const expectWhole = () => {
      expect(keysOnSlack(onSlack(fixture), parts.slack)).toEqual(keysOf(parts.slack))
      expect(keysOnDiscord(onDiscord(fixture), parts.discord)).toEqual(keysOf(parts.discord))
    }

    const first = fixture.start()
    await until(fixture.slack.state, () => onSlack(fixture).length >= parts.slack.length)
    await until(fixture.discord.state, () => onDiscord(fixture).length >= parts.discord.length)
    expect(await first.stop()).toEqual({ code: 0, signal: null })
    expectWhole()

    const second = fixture.start()
    await second.logged('running')
    expect(await second.stop()).toEqual({ code: 0, signal: null })
    expectWhole()
    expect([...fixture.slack.protocolErrors, ...fixture.discord.protocolErrors]).toEqual([])
  })

  test('a digest that appears while the bot runs goes out at once', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack)
    await fixture.start().logged('running')
    await fixture.publish(today, markdownOf('Late', 'Gamma'))
    const parts = await partsOf(fixture, today)
    await until(fixture.slack.state, () => onSlack(fixture).length >= parts.slack.length)
    expect(keysOnSlack(onSlack(fixture), parts.slack)).toEqual(keysOf(parts.slack))
  })

  test('a digest on a file system that reports no changes goes out with the next tick', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack)
    await fixture.publish(yesterday, markdownOf('Welcome', 'Delta'))
    fixture.start({ CHOKIDAR_USEPOLLING: 'true', CHOKIDAR_INTERVAL: '3600000' })
    // By then the watcher has listed the folder for the first time.
    const welcome = await partsOf(fixture, yesterday)
    await until(fixture.slack.state, () => onSlack(fixture).length >= welcome.slack.length)
    await fixture.publish(today, markdownOf('Unreported', 'Epsilon'))
    // A new destination begins a tick, like the minute does.
    const reader = { user: 'U0ROBIN0001', channel: places.reading, command: '/digest' }
    await fixture.slack.command({ ...reader, text: 'subscribe 23:58' })
    await until(fixture.slack.state, () => onSlack(fixture).some(({ text }) => text.includes('Unreported')))
    expect(onSlack(fixture).length).toBeGreaterThan(welcome.slack.length)
  })

  test('a destination added while the bot runs is welcomed with the newest digest', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.publish('2026-01-05', markdownOf('Old', 'Delta'))
    await fixture.configure()
    await fixture.start().logged('running')
    await fixture.configure({ ...discord, welcomeDays: 3660 })
    const parts = await partsOf(fixture, '2026-01-05')
    await until(fixture.discord.state, () => onDiscord(fixture).length >= parts.discord.length)
    expect(keysOnDiscord(onDiscord(fixture), parts.discord)).toEqual(keysOf(parts.discord))
  })

  test('a broken change of the configuration is refused by file, line and column, and the old one stays', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack)
    const bot = fixture.start()
    await bot.logged('running')
    await fixture.write(
      'config/morning-post.yaml',
      `destinations:\n  - name: other\n    platform: slack\n    channell: ${places.reading}\n`,
    )
    const { level, problems } = await bot.logged('refused')
    expect(level).toBe('error')
    expect(problems).toContainEqual(
      expect.stringMatching(
        /^config\/morning-post\.yaml:4:5 {2}error {2}Unknown key "channell"\. Did you mean "channel"/,
      ),
    )

    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    await bot.logged('posted', { delivery: `team-slack@main/${today}` })
    expect(onSlack(fixture, places.reading)).toEqual([])
  })

  test('before its hour a destination gets no digest of today; a new one is welcomed with yesterday’s', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const evening = { timezone, at: '20:00' }
    await fixture.configure({ ...slack, ...evening }, { ...discord, ...evening })
    await fixture.publish(yesterday, markdownOf('Yesterday', 'Alpha'))
    await fixture.publish(today, markdownOf('Today', 'Beta'))
    const parts = await partsOf(fixture, yesterday)

    const bot = fixture.start()
    await until(fixture.slack.state, () => onSlack(fixture).length >= parts.slack.length)
    await until(fixture.discord.state, () => onDiscord(fixture).length >= parts.discord.length)
    // Again, with no new destination to welcome.
    await bot.stop()
    const again = fixture.start()
    await again.logged('running')
    await again.stop()
    expect(keysOnSlack(onSlack(fixture), parts.slack)).toEqual(keysOf(parts.slack))
    expect(keysOnDiscord(onDiscord(fixture), parts.discord)).toEqual(keysOf(parts.discord))
  })

  test('the layouts thread and forum put everything but the overview inside one thread', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(
      { ...slack, layout: 'thread' },
      { ...discord, layout: 'thread' },
      { ...discord, name: 'forum', channel: places.forum, layout: 'forum' },
    )
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    const threaded = await partsOf(fixture, today, 'thread')
    const forum = await partsOf(fixture, today, 'forum')
    const [overview, ...rest] = keysOf(threaded.discord)
    const postOf = () => fixture.discord.state.threads().find(({ parentId }) => parentId === places.forum)

    const bot = fixture.start()
    for (const name of ['team-slack', 'team-discord', 'forum']) {
      await bot.logged('posted', { delivery: `${name}@main/${today}`, part: rest.at(-1) })
    }
    const [starter, ...replies] = onSlack(fixture)
    expect(keysOnSlack(onSlack(fixture), threaded.slack)).toEqual(keysOf(threaded.slack))
    expect(starter?.threadTs).toBeUndefined()
    expect(new Set(replies.map(({ threadTs }) => threadTs))).toEqual(new Set([starter?.ts]))

    const [message] = onDiscord(fixture)
    expect(keysOnDiscord(onDiscord(fixture), threaded.discord)).toEqual([overview])
    expect(keysOnDiscord(onDiscord(fixture, message?.threadId), threaded.discord)).toEqual(rest)

    expect(onDiscord(fixture, places.forum)).toEqual([])
    expect(keysOnDiscord(onDiscord(fixture, postOf()?.id), forum.discord)).toEqual(keysOf(forum.discord))
    const agent = fixture.discord.state.channels.get(places.forum)?.availableTags?.find(({ name }) => name === 'Agent')
    expect(postOf()?.appliedTags).toEqual([agent?.id])
  })
})
