import { describe, test } from 'vitest'
import { markdownOf, noon, openRig, places, type Rig } from './rig.ts'

const { timezone, today } = noon()
const onTime = { timezone, at: '06:00' }
const readingOnDiscord = '1100000000000000012'

/** Every layout of both platforms, each in a channel of its own. */
const everyLayout = [
  { name: 'slack-sections', platform: 'slack', channel: places.slack, layout: 'sections' },
  { name: 'slack-thread', platform: 'slack', channel: places.reading, layout: 'thread' },
  { name: 'slack-overview', platform: 'slack', channel: 'C0EDITORS01', layout: 'overview' },
  { name: 'discord-sections', platform: 'discord', channel: places.discord, layout: 'sections' },
  { name: 'discord-thread', platform: 'discord', channel: readingOnDiscord, layout: 'thread' },
  { name: 'discord-forum', platform: 'discord', channel: places.forum, layout: 'forum' },
].map((destination) => ({ ...destination, ...onTime }))

/** Everything that can be read in a channel and its threads, one line a message, oldest first. */
function readings(rig: Rig, channel: string): string[] {
  const { slack, discord } = rig
  if (!discord.world.channels.has(channel)) return slack.world.messages(channel).map((each) => JSON.stringify(each))
  const threads = discord.world.threads().filter(({ parentId }) => parentId === channel)
  return [channel, ...threads.map(({ id }) => id)].flatMap((id) =>
    discord.world.messages(id).map((each) => JSON.stringify(each)),
  )
}

describe.concurrent('corrections', () => {
  test('a section that its author changed is edited in place, in every layout, and nobody hears of it', async (context) => {
    const { expect } = context
    const rig = await openRig(context)
    await rig.configure(...everyLayout)
    await rig.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
    const bot = rig.start()
    for (const { name, layout } of everyLayout) {
      const last = layout === 'overview' ? 'overview' : 'observation'
      await bot.logged('posted', { delivery: `${name}@main/${today}`, part: last })
    }
    const before = new Map(everyLayout.map(({ channel }) => [channel, readings(rig, channel)]))

    const corrected = markdownOf('Monday', 'Alpha', 'Beta').replace('The body of *Beta*.', 'What Beta really says.')
    await rig.publish(today, corrected)
    for (const { name, layout } of everyLayout) {
      if (layout !== 'overview') {
        await bot.logged('corrected', { delivery: `${name}@main/${today}`, part: 'section-02' })
      }
    }
    for (const { channel, layout, name } of everyLayout) {
      const now = readings(rig, channel)
      expect(now.length, name).toBe(before.get(channel)?.length)
      const changed = now.filter((line, at) => line !== before.get(channel)?.[at])
      expect(changed.length, name).toBe(layout === 'overview' ? 0 : 1)
      if (layout !== 'overview')
        expect(changed[0]).toMatch(/What Beta really says.*Corrected|Corrected.*What Beta really says/s)
    }
    expect([...rig.slack.complaints, ...rig.discord.complaints]).toEqual([])
  })
})
