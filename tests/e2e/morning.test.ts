import { describe, test } from 'vitest'
import { type BotFixture, markdownOf, noon, openBotFixture, places } from './bot-fixture.ts'
import { keysOf, keysOnDiscord, keysOnSlack, partsOf, until } from './shown.ts'

const { timezone, today, yesterday } = noon()
const onTime = { timezone, at: '06:00' }
const slack = { name: 'team-slack', platform: 'slack', channel: places.slack, ...onTime }
const discord = { name: 'team-discord', platform: 'discord', channel: places.discord, ...onTime }

const onSlack = (rig: BotFixture, channel: string = places.slack) => rig.slack.state.messages(channel)
const onDiscord = (rig: BotFixture, channel: string = places.discord) => rig.discord.state.messages(channel)

describe.concurrent('one morning', () => {
  test('today’s digest stands in both channels, whole and in order, and a restart adds nothing', async (context) => {
    const { expect } = context
    const rig = await openBotFixture(context)
    await rig.configure(slack, discord)
    await rig.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
    const parts = await partsOf(rig, today)
    const expectWhole = () => {
      expect(keysOnSlack(onSlack(rig), parts.slack)).toEqual(keysOf(parts.slack))
      expect(keysOnDiscord(onDiscord(rig), parts.discord)).toEqual(keysOf(parts.discord))
    }

    const first = rig.start()
    await until(rig.slack.state, () => onSlack(rig).length >= parts.slack.length)
    await until(rig.discord.state, () => onDiscord(rig).length >= parts.discord.length)
    expect(await first.stop()).toEqual({ code: 0, signal: null })
    expectWhole()

    const second = rig.start()
    await second.logged('running')
    expect(await second.stop()).toEqual({ code: 0, signal: null })
    expectWhole()
    expect([...rig.slack.protocolErrors, ...rig.discord.protocolErrors]).toEqual([])
  })

  test('a digest that appears while the bot runs goes out at once', async (context) => {
    const { expect } = context
    const rig = await openBotFixture(context)
    await rig.configure(slack)
    await rig.start().logged('running')
    await rig.publish(today, markdownOf('Late', 'Gamma'))
    const parts = await partsOf(rig, today)
    await until(rig.slack.state, () => onSlack(rig).length >= parts.slack.length)
    expect(keysOnSlack(onSlack(rig), parts.slack)).toEqual(keysOf(parts.slack))
  })

  test('a destination added while the bot runs is welcomed with the newest digest', async (context) => {
    const { expect } = context
    const rig = await openBotFixture(context)
    await rig.publish('2026-01-05', markdownOf('Old', 'Delta'))
    await rig.configure()
    await rig.start().logged('running')
    await rig.configure(discord)
    const parts = await partsOf(rig, '2026-01-05')
    await until(rig.discord.state, () => onDiscord(rig).length >= parts.discord.length)
    expect(keysOnDiscord(onDiscord(rig), parts.discord)).toEqual(keysOf(parts.discord))
  })

  test('a broken change of the configuration is refused by file, line and column, and the old one stays', async (context) => {
    const { expect } = context
    const rig = await openBotFixture(context)
    await rig.configure(slack)
    const bot = rig.start()
    await bot.logged('running')
    await rig.write(
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

    await rig.publish(today, markdownOf('Monday', 'Alpha'))
    await bot.logged('posted', { delivery: `team-slack@main/${today}` })
    expect(onSlack(rig, places.reading)).toEqual([])
  })

  test('before its hour a destination gets no digest of today; a new one is welcomed with yesterday’s', async (context) => {
    const { expect } = context
    const rig = await openBotFixture(context)
    const evening = { timezone, at: '20:00' }
    await rig.configure({ ...slack, ...evening }, { ...discord, ...evening })
    await rig.publish(yesterday, markdownOf('Yesterday', 'Alpha'))
    await rig.publish(today, markdownOf('Today', 'Beta'))
    const parts = await partsOf(rig, yesterday)

    const bot = rig.start()
    await until(rig.slack.state, () => onSlack(rig).length >= parts.slack.length)
    await until(rig.discord.state, () => onDiscord(rig).length >= parts.discord.length)
    // Once more with nothing left to welcome anybody with.
    await bot.stop()
    const again = rig.start()
    await again.logged('running')
    await again.stop()
    expect(keysOnSlack(onSlack(rig), parts.slack)).toEqual(keysOf(parts.slack))
    expect(keysOnDiscord(onDiscord(rig), parts.discord)).toEqual(keysOf(parts.discord))
  })

  test('the layouts thread and forum put everything but the overview inside one thread', async (context) => {
    const { expect } = context
    const rig = await openBotFixture(context)
    await rig.configure(
      { ...slack, layout: 'thread' },
      { ...discord, layout: 'thread' },
      { ...discord, name: 'forum', channel: places.forum, layout: 'forum' },
    )
    await rig.publish(today, markdownOf('Monday', 'Alpha'))
    const threaded = await partsOf(rig, today, 'thread')
    const forum = await partsOf(rig, today, 'forum')
    const [overview, ...rest] = keysOf(threaded.discord)
    const postOf = () => rig.discord.state.threads().find(({ parentId }) => parentId === places.forum)

    const bot = rig.start()
    for (const name of ['team-slack', 'team-discord', 'forum']) {
      await bot.logged('posted', { delivery: `${name}@main/${today}`, part: rest.at(-1) })
    }
    const [starter, ...replies] = onSlack(rig)
    expect(keysOnSlack(onSlack(rig), threaded.slack)).toEqual(keysOf(threaded.slack))
    expect(starter?.threadTs).toBeUndefined()
    expect(new Set(replies.map(({ threadTs }) => threadTs))).toEqual(new Set([starter?.ts]))

    const [message] = onDiscord(rig)
    expect(keysOnDiscord(onDiscord(rig), threaded.discord)).toEqual([overview])
    expect(keysOnDiscord(onDiscord(rig, message?.threadId), threaded.discord)).toEqual(rest)

    expect(onDiscord(rig, places.forum)).toEqual([])
    expect(keysOnDiscord(onDiscord(rig, postOf()?.id), forum.discord)).toEqual(keysOf(forum.discord))
    const agent = rig.discord.state.channels.get(places.forum)?.availableTags?.find(({ name }) => name === 'Agent')
    expect(postOf()?.appliedTags).toEqual([agent?.id])
  })
})
