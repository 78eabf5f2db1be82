import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { run } from '../cli/run.ts'
import type { Bot } from './bot.ts'
import { type BotFixture, markdownOf, openBotFixture, places } from './bot-fixture.ts'
import { keysOf, keysOnDiscord, keysOnSlack, partsOf, until } from './shown.ts'
import { discord, forumPosts, onDiscord, onSlack, patienceMs, slack, today, yesterday } from './team.ts'

/** All of the ledger, and nothing beside it. */
async function loseLedger(fixture: BotFixture): Promise<void> {
  const names = ['', '-wal', '-shm'].map((ending) => `morning-post.sqlite${ending}`)
  await Promise.all(names.map((name) => rm(join(fixture.folder, 'data', name), { force: true })))
}

/** Waits until this became of the last part of the digest in each destination. */
async function all(bot: Bot, what: string, date: string, destinations: readonly { readonly name: string }[]) {
  const deliveries = destinations.map(({ name }) => `${name}@main/${date}`)
  await Promise.all(deliveries.map((delivery) => bot.logged(what, { delivery, part: 'observation' })))
}

const posted = (bot: Bot) => bot.lines.filter(({ msg }) => msg === 'posted').map(({ part }) => part)

describe.concurrent('when the ledger is lost', () => {
  test('a morning that went out does not go out again, in any layout', { timeout: patienceMs }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const destinations = [
      slack,
      { ...slack, name: 'slack-thread', channel: places.reading, layout: 'thread' },
      { ...discord, layout: 'thread', discussion: 'on-post' },
      { ...discord, name: 'discord-forum', channel: places.forum, layout: 'forum' },
    ]
    await fixture.configure(...destinations)
    await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
    const first = fixture.start()
    await all(first, 'posted', today, destinations)
    await first.stop()
    const seeds = onDiscord(fixture, onDiscord(fixture)[0]?.threadId).length
    await loseLedger(fixture)

    const second = fixture.start()
    await all(second, 'looked for the message', today, destinations)
    await second.stop()
    expect(second.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', msg: expect.stringContaining('The ledger was lost') }),
    )
    expect(posted(second)).toEqual([])
    const sections = await partsOf(fixture, today)
    const threaded = await partsOf(fixture, today, 'thread')
    const forum = await partsOf(fixture, today, 'forum')
    expect(keysOnSlack(onSlack(fixture), sections.slack)).toEqual(keysOf(sections.slack))
    expect(keysOnSlack(onSlack(fixture, places.reading), threaded.slack)).toEqual(keysOf(threaded.slack))
    expect(onDiscord(fixture)).toHaveLength(1)
    expect(onDiscord(fixture, onDiscord(fixture)[0]?.threadId)).toHaveLength(seeds)
    expect(forumPosts(fixture)).toHaveLength(1)
    expect(keysOnDiscord(onDiscord(fixture, forumPosts(fixture)[0]?.id), forum.discord)).toEqual(keysOf(forum.discord))
  })

  test('nor when the whole data folder is lost; what was posted is adopted, and corrected', {
    timeout: patienceMs,
  }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack, discord)
    await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
    const first = fixture.start()
    await all(first, 'posted', today, [slack, discord])
    await first.stop()
    await rm(join(fixture.folder, 'data'), { recursive: true })

    const second = fixture.start()
    await all(second, 'looked for the message', today, [slack, discord])
    await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Gamma'))
    await until(fixture.slack.state, () => JSON.stringify(onSlack(fixture)).includes('Gamma first'))
    await until(fixture.discord.state, () => JSON.stringify(onDiscord(fixture)).includes('Gamma first'))
    await second.stop()
    expect(second.lines).toContainEqual(expect.objectContaining({ msg: expect.stringContaining('The ledger is new') }))
    expect(second.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', msg: expect.stringContaining('another bot posts with this token') }),
    )
    expect(posted(second)).toEqual([])
    const parts = await partsOf(fixture, today)
    expect(onSlack(fixture)).toHaveLength(parts.slack.length)
    expect(onDiscord(fixture)).toHaveLength(parts.discord.length)
  })

  test('a second bot with a data folder of its own notices the first one, and posts nothing twice', {
    timeout: patienceMs,
  }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack, discord)
    await fixture.publish(yesterday, markdownOf('Sunday', 'Alpha'))
    const first = fixture.start()
    await all(first, 'posted', yesterday, [slack, discord])
    const second = fixture.start({ MORNING_POST_DATA: 'elsewhere' })
    await all(second, 'looked for the message', yesterday, [slack, discord])
    // Both are there when the next digest comes.
    await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
    await all(first, 'posted', today, [slack, discord])
    await all(second, 'looked for the message', today, [slack, discord])
    await Promise.all([first.stop(), second.stop()])
    expect(posted(second)).toEqual([])
    expect(second.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', msg: expect.stringContaining('another bot posts with this token') }),
    )
    const [sunday, monday] = [await partsOf(fixture, yesterday), await partsOf(fixture, today)]
    expect(onSlack(fixture)).toHaveLength(sunday.slack.length + monday.slack.length)
    expect(onDiscord(fixture)).toHaveLength(sunday.discord.length + monday.discord.length)
  })

  test('a second bot that starts while the first one posts lets it finish', {
    timeout: patienceMs,
  }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack, discord)
    const sections = Array.from({ length: 9 }, (_, at) => `Section ${at + 1}`)
    await fixture.publish(today, markdownOf('Monday', ...sections))
    const first = fixture.start()
    await first.logged('posted', { delivery: `team-slack@main/${today}`, part: 'section-02' })
    const second = fixture.start({ MORNING_POST_DATA: 'elsewhere' })
    await all(first, 'posted', today, [slack, discord])
    await all(second, 'looked for the message', today, [slack, discord])
    await Promise.all([first.stop(), second.stop()])
    expect(posted(second)).toEqual([])
    const parts = await partsOf(fixture, today)
    expect(keysOnSlack(onSlack(fixture), parts.slack)).toEqual(keysOf(parts.slack))
    expect(keysOnDiscord(onDiscord(fixture), parts.discord)).toEqual(keysOf(parts.discord))
  })

  test('what a new channel was welcomed with is not sent again, and what is missing is', {
    timeout: patienceMs,
  }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const destinations = [
      { ...slack, at: '23:58' },
      { ...discord, at: '23:58' },
    ]
    await fixture.configure(...destinations)
    await fixture.publish(yesterday, markdownOf('Sunday', 'Alpha'))
    const first = fixture.start()
    await all(first, 'posted', yesterday, destinations)
    await first.stop()
    await loseLedger(fixture)
    fixture.slack.state.remove(places.slack, onSlack(fixture).at(-1)?.ts ?? '')

    // A command is not the bot, and takes nothing from what the bot must know.
    expect((await run(fixture, 'status')).stdout).toContain('The ledger was lost')
    const second = fixture.start()
    await all(second, 'looked for the message', yesterday, destinations)
    await second.logged('posted', { delivery: `team-slack@main/${yesterday}`, part: 'observation' })
    await second.stop()
    expect(posted(second)).toEqual(['observation'])
    const parts = await partsOf(fixture, yesterday)
    expect(keysOnSlack(onSlack(fixture), parts.slack)).toEqual(keysOf(parts.slack))
    expect(keysOnDiscord(onDiscord(fixture), parts.discord)).toEqual(keysOf(parts.discord))
  })

  test('where the platform cannot say what was sent, nothing is sent and the operator is notified', {
    timeout: patienceMs,
  }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack)
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    const first = fixture.start()
    await all(first, 'posted', today, [slack])
    await first.stop()
    await loseLedger(fixture)

    const already = onSlack(fixture).length
    fixture.slack.faults.inject({
      matches: (call) => call === 'conversations.history',
      kind: { type: 'error', status: 500, when: 'before' },
      times: Number.POSITIVE_INFINITY,
    })
    const second = fixture.start()
    await second.logged('not finished')
    expect(JSON.parse((await run(fixture, 'status --json')).stdout)).toMatchObject([
      { uncertain: [{ delivery: `team-slack@main/${today}`, part: 'overview' }] },
    ])
    await second.stop()
    expect(onSlack(fixture)).toHaveLength(already)
  })
})

describe.concurrent('when an older backup is restored', () => {
  test('what went out since then does not go out again, whether it was begun at that time or not', {
    timeout: patienceMs,
  }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack, discord)
    const first = fixture.start()
    await first.logged('running')
    // Of one destination the backup holds the beginning of the morning, of the other nothing.
    let isHeld = true
    const held = { kind: { type: 'busy', retryAfterMs: 1_000 }, times: Number.POSITIVE_INFINITY } as const
    const isObservation = (body: object) => JSON.stringify(body).includes('What Monday comes to.')
    fixture.slack.faults.inject({ ...held, matches: (_, body) => isHeld && isObservation(body) })
    fixture.discord.faults.inject({ ...held, matches: (call) => isHeld && /^POST .+\/messages$/.test(call) })
    await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
    await first.logged('posted', { delivery: `team-slack@main/${today}`, part: 'section-02' })
    expect(await run(fixture, 'backup kept.sqlite')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Written and checked: kept\.sqlite \(2 deliveries, [3-5] messages\)\n$/),
    })
    isHeld = false
    await fixture.publish(yesterday, markdownOf('Sunday', 'Alpha'))
    await all(first, 'posted', today, [slack, discord])
    const refused = await run(fixture, 'restore kept.sqlite')
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining(`process ${first.pid}`) })
    await first.stop()
    expect(await run(fixture, 'restore kept.sqlite')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Restored: .+\nThe database that it replaced is kept as .+\nIt ends at 2\S+Z: /),
    })

    const second = fixture.start()
    await all(second, 'looked for the message', today, [slack, discord])
    await second.stop()
    expect(posted(second)).toEqual([])
    const parts = await partsOf(fixture, today)
    expect(keysOnSlack(onSlack(fixture), parts.slack)).toEqual(keysOf(parts.slack))
    expect(keysOnDiscord(onDiscord(fixture), parts.discord)).toEqual(keysOf(parts.discord))
  })
})
