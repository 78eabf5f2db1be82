import { describe, test } from 'vitest'
import { startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { startSlackSimulator } from '../../src/simulator/slack/server.ts'
import type { Bot } from './bot.ts'
import { markdownOf, openBotFixture, places } from './bot-fixture.ts'
import { keysOf, keysOnDiscord, keysOnSlack, partsOf, until } from './shown.ts'
import { discord, forumPosts, keysOn, nth, onDiscord, onSlack, patienceMs, posts, slack, today } from './team.ts'

describe.concurrent('killed at any moment', () => {
  test('the bot goes on where it stopped, and every part is there once, in order, in every layout', {
    timeout: patienceMs,
  }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(
      slack,
      { ...slack, name: 'slack-thread', channel: places.reading, layout: 'thread' },
      { ...discord, layout: 'thread' },
      { ...discord, name: 'discord-forum', channel: places.forum, layout: 'forum' },
    )
    await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
    const sections = await partsOf(fixture, today)
    const threaded = await partsOf(fixture, today, 'thread')
    const forum = await partsOf(fixture, today, 'forum')
    const inForum = () => onDiscord(fixture, forumPosts(fixture)[0]?.id)
    const inThread = () => onDiscord(fixture, onDiscord(fixture)[0]?.threadId)

    // The message is stored and its answer is still under way.
    await killedWhen(fixture.start(), fixture.slack.state, () => onSlack(fixture).length >= 1)
    await killedWhen(fixture.start(), fixture.discord.state, () => inForum().length >= 1)
    await killedWhen(fixture.start(), fixture.discord.state, () => inThread().length >= 2)
    await killedWhen(fixture.start(), fixture.slack.state, () => onSlack(fixture).length >= sections.slack.length)
    const last = fixture.start()
    await last.logged('running')
    await until(fixture.slack.state, () => onSlack(fixture, places.reading).length >= threaded.slack.length)
    await until(fixture.discord.state, () => inThread().length >= threaded.discord.length - 1)
    await until(fixture.discord.state, () => inForum().length >= forum.discord.length)
    expect(await last.stop()).toEqual({ code: 0, signal: null })

    expect(keysOnSlack(onSlack(fixture), sections.slack)).toEqual(keysOf(sections.slack))
    expect(keysOnSlack(onSlack(fixture, places.reading), threaded.slack)).toEqual(keysOf(threaded.slack))
    expect(keysOnDiscord([...onDiscord(fixture), ...inThread()], threaded.discord)).toEqual(keysOf(threaded.discord))
    expect(keysOnDiscord(inForum(), forum.discord)).toEqual(keysOf(forum.discord))
    expect(forumPosts(fixture)).toHaveLength(1)
  })

  test.for(['slack', 'discord'] as const)(
    'on %s, neither a lost answer nor a lost request costs or doubles a part',
    { timeout: patienceMs },
    async (platform, context) => {
      const { expect } = context
      const fixture = await openBotFixture(context)
      await fixture.configure(platform === 'slack' ? slack : discord)
      await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
      const parts = (await partsOf(fixture, today))[platform]
      const { faults } = fixture[platform]

      // Stored, the connection cut before the answer, and killed while it looks for the message.
      const first = fixture.start()
      faults.inject({ matches: nth(2, posts[platform]), kind: { type: 'reset', when: 'after' }, times: 1 })
      await first.logged('no answer')
      await first.stop('SIGKILL')
      // Killed when the request arrives, and it is never acted upon.
      const second = fixture.start()
      const third = nth(1, posts[platform])
      const matches = (call: string) => {
        if (!third(call)) return false
        second.kill('SIGKILL')
        return true
      }
      faults.inject({ matches, kind: { type: 'reset', when: 'before' }, times: 1 })
      await second.exited

      const last = fixture.start()
      await last.logged('posted', { part: 'observation' })
      expect(await last.stop()).toEqual({ code: 0, signal: null })
      const shown = keysOn(platform, fixture, parts)
      expect(shown).toEqual(keysOf(parts))
      expect(second.lines).toContainEqual(expect.objectContaining({ part: 'section-01', found: true }))
      expect(last.lines).toContainEqual(expect.objectContaining({ part: 'section-02', found: false }))
    },
  )
})

describe.concurrent('asked to stop', () => {
  test.for(['slack', 'discord'] as const)(
    'on %s, the part in flight is finished, and nothing has to be looked for later',
    { timeout: patienceMs },
    async (platform, context) => {
      const { expect } = context
      const fixture = await openBotFixture(context)
      await fixture.configure(platform === 'slack' ? slack : discord)
      await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
      const parts = (await partsOf(fixture, today))[platform]
      const shown = () => keysOn(platform, fixture, parts)

      // The other platform is not connected, so that nothing else keeps the process.
      const first = fixture.start(
        platform === 'slack' ? { DISCORD_TOKEN: '' } : { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' },
      )
      const second = nth(2, posts[platform])
      const matches = (call: string) => {
        if (!second(call)) return false
        first.kill('SIGTERM')
        return true
      }
      const { faults } = fixture[platform]
      // Nothing but this answer takes so long.
      faults.inject({ matches, kind: { type: 'slow', ms: 2_000 }, times: 1 })
      faults.inject({ matches: nth(2, posts[platform]), kind: { type: 'busy', retryAfterMs: 60_000 }, times: 1 })
      expect(await first.exited).toEqual({ code: 0, signal: null })
      faults.clear()
      expect(shown()).toEqual(keysOf(parts).slice(0, 2))

      const last = fixture.start()
      await last.logged('posted', { part: 'observation' })
      expect(shown()).toEqual(keysOf(parts))
      expect(last.lines).not.toContainEqual(expect.objectContaining({ msg: 'looked for the message' }))
    },
  )

  test('a platform that never answers does not keep it, and the part is found at the next start', {
    timeout: patienceMs,
  }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack)
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    const parts = await partsOf(fixture, today)
    fixture.slack.faults.inject({ matches: nth(2, posts.slack), kind: { type: 'hang', when: 'after' }, times: 1 })
    const first = fixture.start()
    await until(fixture.slack.state, () => onSlack(fixture).length === 2)
    const ended = first.stop()
    // Readers are left to other machines at once.
    const isDeaf = expect.poll(() => fixture.slack.connections).toBe(0)
    expect(await Promise.race([isDeaf.then(() => 'deaf'), ended.then(() => 'ended')])).toBe('deaf')
    expect(await ended).toEqual({ code: 0, signal: null })

    const last = fixture.start()
    await last.logged('posted', { part: 'observation' })
    expect(keysOnSlack(onSlack(fixture), parts.slack)).toEqual(keysOf(parts.slack))
  })

  test('a second bot on the same data says which process has it and what to do, and leaves it alone', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const first = fixture.start()
    await first.logged('running')
    const second = fixture.start()
    expect(await second.exited).toEqual({ code: 1, signal: null })
    expect(second.stderr.trimEnd()).toMatch(
      new RegExp(`^Another Morning Post \\(process ${first.pid}\\) is running on .+Stop that one first: .+`),
    )
    expect(second.stdout).toBe('')
    expect(await first.stop()).toEqual({ code: 0, signal: null })
  })
})

describe.concurrent('a platform that is down when the bot starts', () => {
  test('Slack: Discord gets its digest meanwhile, and Slack catches up once it is back', {
    timeout: patienceMs,
  }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack, discord)
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    const parts = await partsOf(fixture, today)
    const gone = await startSlackSimulator()
    await gone.close()

    const bot = fixture.start({ SLACK_API_URL: gone.apiUrl })
    await until(fixture.discord.state, () => onDiscord(fixture).length >= parts.discord.length)
    const back = await startSlackSimulator({ port: Number(new URL(gone.apiUrl).port) })
    context.onTestFinished(() => back.close())
    await until(back.state, () => back.state.messages(places.slack).length >= parts.slack.length)
    expect(keysOnSlack(back.state.messages(places.slack), parts.slack)).toEqual(keysOf(parts.slack))
    expect(bot.lines).toContainEqual(
      expect.objectContaining({ platform: 'slack', level: 'warn', msg: expect.stringContaining('cannot connect') }),
    )
  })

  test('Discord: Slack gets its digest meanwhile, and Discord catches up once it is back', {
    timeout: patienceMs,
  }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack, discord)
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    const parts = await partsOf(fixture, today)
    const gone = await startDiscordSimulator()
    await gone.close()

    fixture.start({ DISCORD_API_URL: gone.apiUrl })
    await until(fixture.slack.state, () => onSlack(fixture).length >= parts.slack.length)
    const back = await startDiscordSimulator({ port: Number(new URL(gone.apiUrl).port) })
    context.onTestFinished(() => back.close())
    await until(back.state, () => back.state.messages(places.discord).length >= parts.discord.length)
    expect(keysOnDiscord(back.state.messages(places.discord), parts.discord)).toEqual(keysOf(parts.discord))
  })
})

/** Kills the bot exactly when it reaches this state, and waits until it has ended. */
async function killedWhen(bot: Bot, state: Parameters<typeof until>[0], isSo: () => boolean): Promise<void> {
  await until(state, () => {
    if (isSo()) bot.kill('SIGKILL')
    return isSo()
  })
  await bot.exited
}
