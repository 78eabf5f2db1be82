import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, type TestContext, test } from 'vitest'
import { run } from '../cli/run.ts'
import type { Bot } from './bot.ts'
import { type BotFixture, markdownOf, noon, openBotFixture, places } from './bot-fixture.ts'
import { until } from './shown.ts'

const { timezone, today } = noon()
const onTime = { timezone, at: '06:00' }
const [robin, robinOnDiscord] = ['U0ROBIN0001', '1100000000000000030']

/** Every layout of both platforms, each in a channel of its own. */
const everyLayout = [
  { name: 'slack-sections', platform: 'slack', channel: places.slack, layout: 'sections' },
  { name: 'slack-thread', platform: 'slack', channel: places.reading, layout: 'thread' },
  { name: 'slack-overview', platform: 'slack', channel: 'C0EDITORS01', layout: 'overview' },
  { name: 'discord-sections', platform: 'discord', channel: places.discord, layout: 'sections' },
  { name: 'discord-thread', platform: 'discord', channel: '1100000000000000012', layout: 'thread' },
  { name: 'discord-forum', platform: 'discord', channel: places.forum, layout: 'forum' },
].map((destination) => ({ ...destination, ...onTime }))
const inChannel = everyLayout.filter(({ layout }) => layout === 'sections')

/** Everything that can be read in a channel and its threads, a message each, oldest first. */
function readings({ slack, discord }: BotFixture, channel: string): string[] {
  if (!discord.state.channels.has(channel)) {
    return slack.state.messages(channel).map(({ text, blocks }) => JSON.stringify({ text, blocks }))
  }
  const threads = discord.state.threads().filter(({ parentId }) => parentId === channel)
  return [channel, ...threads.map(({ id }) => id)].flatMap((id) =>
    discord.state
      .messages(id)
      // Discord's own line about a new thread.
      .filter(({ createdThread }) => !createdThread)
      .map(({ content, components }) => JSON.stringify({ content, components })),
  )
}

/** Resolves when what can be read in each of the channels is as it should be. */
async function untilRead(
  fixture: BotFixture,
  destinations: typeof everyLayout,
  isSo: (messages: readonly string[], destination: (typeof everyLayout)[number]) => boolean,
): Promise<void> {
  for (const destination of destinations) {
    const { state } = fixture[destination.platform as 'slack' | 'discord']
    await until(state, () => isSo(readings(fixture, destination.channel), destination))
  }
}

async function posted(bot: Bot, destinations: typeof everyLayout): Promise<void> {
  for (const { name, layout } of destinations) {
    const last = layout === 'overview' ? 'overview' : 'observation'
    await bot.logged('posted', { delivery: `${name}@main/${today}`, part: last })
  }
}

const count = (messages: readonly string[], words: string) => messages.filter((each) => each.includes(words)).length

function expectNobodyNotified({ expect }: Pick<TestContext, 'expect'>, { slack, discord }: BotFixture): void {
  expect([...slack.protocolErrors, ...discord.protocolErrors]).toEqual([])
  const all = [...discord.state.channels.keys()].flatMap((id) => discord.state.messages(id))
  for (const { mentions } of all) expect(mentions).toEqual({ everyone: false, roles: [], users: [] })
}

const monday = markdownOf('Monday', 'Alpha', 'Beta')

describe.concurrent('a digest that its author corrects', () => {
  test('is edited in place, in every layout, where it changed and nowhere else', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(...everyLayout)
    await fixture.publish(today, monday)
    const bot = fixture.start()
    await posted(bot, everyLayout)
    const before = new Map(everyLayout.map(({ channel }) => [channel, readings(fixture, channel)]))

    await fixture.publish(today, monday.replace('The body of *Beta*.', 'What Beta really says.'))
    const whole = everyLayout.filter(({ layout }) => layout !== 'overview')
    await untilRead(fixture, whole, (messages) => count(messages, 'What Beta really says.') > 0)
    for (const { channel, layout, name } of everyLayout) {
      const now = readings(fixture, channel)
      const changed = now.filter((message, at) => message !== before.get(channel)?.[at])
      expect(now.length, name).toBe(before.get(channel)?.length)
      expect(changed.length, name).toBe(layout === 'overview' ? 0 : 1)
      for (const message of changed) expect(message, name).toContain('Corrected <')
    }
    expectNobodyNotified(context, fixture)
  })

  test('may gain and lose sections, be withdrawn, and come back, in every layout', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(...everyLayout)
    await fixture.publish(today, monday)
    const bot = fixture.start()
    await posted(bot, everyLayout)

    const three = markdownOf('Monday', 'Alpha', 'Beta', 'Gamma')
    await fixture.publish(today, three.replace(/### 02[\s\S]*(?=### 03)/, ''))
    await untilRead(fixture, everyLayout, (messages, { layout }) => {
      const isListed = count(messages, '1 section added · 1 section removed') === 1
      const isHere = count(messages, 'The body of ') === 2 && count(messages, 'Section 02 was removed') === 1
      return isListed && (layout === 'overview' ? count(messages, 'Gamma') === 1 : isHere)
    })

    const opened = fixture.discord.state.threads().find(({ parentId }) => parentId === places.discord)
    expect(opened?.name).toBe('Monday')

    await fixture.publish(today, three.replace('---\n', '---\nwithdrawn: The figures were wrong.\n'))
    await untilRead(fixture, everyLayout, (messages) =>
      messages.every((each) => each.includes('The figures were wrong.')),
    )
    for (const { channel } of everyLayout) expect(readings(fixture, channel).join()).not.toMatch(/The body|Discuss|mp:/)

    await fixture.publish(today, monday)
    await untilRead(fixture, everyLayout, (messages, { layout }) =>
      layout === 'overview'
        ? count(messages, 'Withdrawn') === 0
        : count(messages, 'The body of ') === 2 && count(messages, 'Section 03 was removed') === 1,
    )
    expectNobodyNotified(context, fixture)
  })

  test('may get a section for a destination that had none in it, which then gets the digest', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const [destination] = inChannel
    await fixture.configure({ ...destination, tags: ['Training'] })
    await fixture.publish(today, monday)
    const bot = fixture.start()
    await bot.logged('due', { delivery: `slack-sections@main/${today}` })
    const ledger = new DatabaseSync(join(fixture.folder, 'data/morning-post.sqlite'), { readOnly: true })
    await expect.poll(() => ledger.prepare('SELECT state FROM deliveries').get()?.state).toBe('skipped')
    ledger.close()

    await fixture.publish(today, monday.replace('02 [Agent]', '02 [Training]'))
    await untilRead(fixture, inChannel.slice(0, 1), (messages) => count(messages, 'The body of ') === 1)
    expectNobodyNotified(context, fixture)
  })

  test('while the bot is down is corrected once it starts', async (context) => {
    const fixture = await openBotFixture(context)
    await fixture.configure(...inChannel)
    await fixture.publish(today, monday)
    const first = fixture.start()
    await posted(first, inChannel)
    await first.stop()
    await fixture.publish(today, monday.replace('title: Monday', 'title: Tuesday'))
    fixture.start()
    await untilRead(fixture, inChannel, (messages) => count(messages, 'Tuesday') === 1)
    expectNobodyNotified(context, fixture)
  })

  test('is announced in its discussion, once, though the bot is killed in the middle', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(...inChannel)
    await fixture.publish(today, monday)
    const first = fixture.start()
    await posted(first, inChannel)
    await discussOnBoth(fixture)
    await untilRead(fixture, inChannel, (messages) => count(messages, 'Takeaway 2 of 2') === 1)

    // Stored, and killed before the answer is there: first an edit, then the notice in the discussion.
    const corrected = monday.replace('- Alpha second', '- Alpha really second')
    const hang = { kind: { type: 'hang', when: 'after' }, times: 1 } as const
    fixture.slack.faults.inject({ ...hang, matches: killing(first, /^chat\.update$/) })
    // Discord's edits are left to the second process, whichever platform is faster.
    const isEdit = (call: string) => call.startsWith('PATCH /channels/')
    const busy = { type: 'busy', retryAfterMs: 1_000 } as const
    fixture.discord.faults.inject({ matches: isEdit, kind: busy, times: Number.POSITIVE_INFINITY })
    await fixture.publish(today, corrected)
    await first.exited
    fixture.discord.faults.clear()
    const second = fixture.start()
    fixture.discord.faults.inject({ ...hang, matches: killing(second, /^POST \/channels\/\d+\/messages$/) })
    await second.exited
    const last = fixture.start()
    const notice = 'Corrected in “Alpha”: takeaway 2.'
    // In the section, and quoted in its discussion.
    const isCorrected = (messages: readonly string[]) =>
      count(messages, 'Alpha really second') === 2 && count(messages, notice) > 0
    await untilRead(fixture, inChannel, isCorrected)
    await last.stop()
    for (const { channel } of inChannel) expect(count(readings(fixture, channel), notice)).toBe(1)
    expectNobodyNotified(context, fixture)
  })

  test('where a message can no longer be edited: it is reported, and corrected once it can be', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(...inChannel)
    await fixture.publish(today, monday)
    const bot = fixture.start()
    await posted(bot, inChannel)
    fixture.slack.state.editWindowMs = -1
    await fixture.publish(today, monday.replace('title: Monday', 'title: Tuesday'))
    await bot.logged('the message cannot be corrected', {
      delivery: `slack-sections@main/${today}`,
      part: 'overview',
    })
    // The other destination has nothing to do with it.
    await bot.logged('corrected', { delivery: `discord-sections@main/${today}`, part: 'overview' })
    expect((await run(fixture, 'status')).stdout).toMatch(/overview shows an older text than its file.*edit_window/)
    await bot.stop()
    fixture.slack.state.editWindowMs = Number.POSITIVE_INFINITY
    await fixture.start().logged('corrected', { delivery: `slack-sections@main/${today}`, part: 'overview' })
    expect(inChannel.map(({ channel }) => count(readings(fixture, channel), 'Tuesday'))).toEqual([1, 1])
    expect((await run(fixture, 'status')).stdout).not.toContain('does not show')
  })

  test('so that it cannot be read, or deletes: what was posted stays', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(...inChannel)
    await fixture.publish(today, monday)
    const bot = fixture.start()
    await posted(bot, inChannel)
    const before = inChannel.map(({ channel }) => readings(fixture, channel))
    await fixture.publish(today, '---\ntitle: [\n---\n')
    await bot.logged('what was posted stays', { digest: `main/${today}` })
    expect(inChannel.map(({ channel }) => readings(fixture, channel))).toEqual(before)
  })
})

/** A reader posts the second takeaway of the first section for discussion. */
async function discussOnBoth({ slack, discord }: BotFixture): Promise<void> {
  const action = `mp:discuss:main/${today}:01`
  const onSlack = slack.state.messages(places.slack).find((each) => JSON.stringify(each.blocks).includes(action))
  const actions = { user: robin, channel: places.slack, ts: onSlack?.ts ?? '', blockId: 'section-01:controls' }
  await slack.act({ ...actions, actionId: action, value: '2' })
  const isOurs = (each: object) => JSON.stringify(each).includes(action)
  const onDiscord = discord.state.messages(places.discord).find(isOurs)
  const use = { user: robinOnDiscord, channelId: places.discord, messageId: onDiscord?.id ?? '' }
  await discord.act({ ...use, customId: action, values: ['2'] })
}

/** Whether this is the first call of the kind: with it, the bot is killed. */
function killing(bot: Bot, kind: RegExp): (call: string) => boolean {
  return (call) => {
    if (!kind.test(call)) return false
    bot.kill('SIGKILL')
    return true
  }
}
