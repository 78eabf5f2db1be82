import { describe, test } from 'vitest'
import { type BotFixture, markdownOf, openBotFixture, places } from '../e2e/bot-fixture.ts'
import { keysOf, keysOnDiscord, keysOnSlack, partsOf, until } from '../e2e/shown.ts'
import {
  forumPosts,
  onSlack,
  patienceMs,
  discord as teamDiscord,
  slack as teamSlack,
  today,
  yesterday,
} from '../e2e/team.ts'
import { run } from './run.ts'

const slack = { ...teamSlack, catchUp: 0 }
const forum = { ...teamDiscord, name: 'team-forum', channel: places.forum, layout: 'forum', catchUp: 0 }
const [onSlackId, inForumId] = [`team-slack@main/${today}`, `team-forum@main/${today}`]

/** Loses the answer to one post on Slack, before or after it is there, and all that could tell. */
function loseOnSlack({ slack: { faults } }: BotFixture, words: string, when: 'before' | 'after'): void {
  let isLost = false
  const isIt = (call: string, body: object) => {
    isLost ||= call === 'chat.postMessage' && JSON.stringify(body).includes(words)
    return isLost && call === 'chat.postMessage'
  }
  faults.inject({ matches: isIt, kind: { type: 'reset', when }, times: 1 })
  // A new ledger looks into the channel before.
  const tells = (call: string) => isLost && call === 'conversations.history'
  faults.inject({
    matches: tells,
    kind: { type: 'error', status: 500, when: 'before' },
    times: Number.POSITIVE_INFINITY,
  })
}

/** Lets the bot look around at once, as it does every minute. */
let digests = 0
function nudge(fixture: BotFixture): Promise<void> {
  digests += 1
  return fixture.publish(yesterday, markdownOf('Sunday', `Nudge ${digests}`))
}

describe.concurrent('resolve', () => {
  test('lists what is uncertain and where to look; what is there is not sent, and the running bot goes on', {
    timeout: patienceMs,
  }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack)
    loseOnSlack(fixture, 'The body of', 'after')
    const bot = fixture.start()
    await bot.logged('running')
    await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
    await bot.logged('not finished')

    const [overview, section] = onSlack(fixture)
    const [listed] = JSON.parse((await run(fixture, 'resolve --json')).stdout)
    expect(listed).toEqual({
      delivery: onSlackId,
      part: 'section-01',
      destination: 'team-slack',
      platform: 'slack',
      channel: places.slack,
      triedAt: expect.stringMatching(/Z$/),
      words: expect.stringContaining('Alpha'),
      near: expect.stringContaining(`p${overview?.ts.replace('.', '')}`),
    })
    const { stdout } = await run(fixture, 'resolve')
    expect(stdout).toContain(`look for      “${listed.words}”\n`)
    expect(stdout).toContain(`resolve ${onSlackId} section-01 --there LINK`)
    expect((await run(fixture, 'status')).stdout).toMatch(/section-01 arrived.+\n\n1 part is uncertain: .+resolve/)

    expect(await run(fixture, `resolve ${onSlackId} section-01 --there`)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Noted: section-01 of \S+ is there\. The bot goes on/),
    })
    await nudge(fixture)
    await bot.logged('posted', { part: 'observation' })
    const parts = await partsOf(fixture, today)
    expect(keysOnSlack(onSlack(fixture), parts.slack)).toEqual(keysOf(parts.slack))
    expect((await run(fixture, 'resolve')).stdout).toBe('Nothing is uncertain.\n')

    // The link may follow, if it is the right one.
    const linkTo = (ts = '') => `https://acme.slack.com/archives/${places.slack}/p${ts.replace('.', '')}`
    const name = (link: string) => run(fixture, `resolve ${onSlackId} section-01 --there ${link}`)
    expect((await name('https://discord.com/channels/1/2/3')).stderr).toContain('is no link to a message in Slack')
    expect((await name(linkTo(section?.ts))).stdout).toMatch(/^Noted: section-01 of \S+ is there\.\n$/)
    await bot.stop()
  })

  test('sends what is not there once the bot is started, and nothing twice', {
    timeout: patienceMs,
  }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack)
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    loseOnSlack(fixture, 'The body of', 'before')
    const first = fixture.start()
    await first.logged('not finished')
    await first.stop()
    expect(onSlack(fixture)).toHaveLength(1)

    const send = `resolve ${onSlackId} section-01 --send`
    expect((await run(fixture, send)).stdout).toMatch(
      /is not there\. The bot sends it within a minute, or once it is started\.\n$/,
    )
    const second = fixture.start()
    await second.logged('posted', { part: 'observation' })
    await second.stop()
    const parts = await partsOf(fixture, today)
    expect(keysOnSlack(onSlack(fixture), parts.slack)).toEqual(keysOf(parts.slack))
  })

  test('asks for the link of the message with the thread, and posts the others there', {
    timeout: patienceMs,
  }, async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(forum)
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    const { faults, state } = fixture.discord
    const opens = (call: string) => /^POST \/channels\/\d+\/threads$/.test(call)
    faults.inject({ matches: opens, kind: { type: 'reset', when: 'after' }, times: 1 })
    const tells = (call: string) => forumPosts(fixture).length > 0 && call.endsWith('/threads/active')
    faults.inject({
      matches: tells,
      kind: { type: 'error', status: 500, when: 'before' },
      times: Number.POSITIVE_INFINITY,
    })
    const bot = fixture.start()
    await bot.logged('not finished')
    const [post] = forumPosts(fixture)
    expect((await run(fixture, `resolve ${inForumId} overview --there`)).stderr).toContain('add its link to --there')
    const link = `https://discord.com/channels/${state.guild.id}/${post?.id}`
    expect((await run(fixture, `resolve ${inForumId} overview --there ${link}`)).code).toBe(0)
    await nudge(fixture)
    const parts = await partsOf(fixture, today, 'forum')
    await until(state, () => state.messages(post?.id ?? '').length >= parts.discord.length)
    await bot.stop()
    expect(forumPosts(fixture)).toHaveLength(1)
    expect(keysOnDiscord(state.messages(post?.id ?? ''), parts.discord)).toEqual(keysOf(parts.discord))
  })

  test.for(['resolve a@main/2026-01-05 overview', 'resolve a b --send --there'])(
    '%s is a mistake in typing',
    async (typed, context) => {
      const { expect } = context
      const fixture = await openBotFixture(context)
      const { code, stdout, stderr } = await run(fixture, typed)
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toMatch(/^error: .+\n\(--help lists commands and options\)\n$/)
    },
  )

  test('of a delivery that is not there says how to find those that are', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const { code, stderr } = await run(fixture, `resolve ${onSlackId} overview --send`)
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `There is no delivery "${onSlackId}". \`resolve\` alone lists what is to be resolved.\n`,
    })
  })
})
