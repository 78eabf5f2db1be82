import { expect, test } from 'vitest'
import { markdownOf, noon, openBotFixture, places } from './bot-fixture.ts'

const { timezone, yesterday } = noon()
const later = { at: '23:58', timezone }

test('a new channel gets no old digest but one line, once, in the language of the publication', async (context) => {
  const fixture = await openBotFixture(context)
  const { slack, discord } = fixture
  await fixture.publish('2026-01-05', markdownOf('Ancient', 'Tools'))
  const chinese = markdownOf('旧闻', 'Tools').replace('language: en', 'language: zh')
  await fixture.write('digests/zh/2026-01-05.md', chinese)
  await fixture.configure(
    { name: 'slack', platform: 'slack', channel: places.slack, ...later },
    { name: 'chinese', platform: 'slack', channel: places.reading, publication: 'zh', ...later },
    { name: 'discord', platform: 'discord', channel: places.discord, ...later },
    { name: 'forum', platform: 'discord', channel: places.forum, layout: 'forum', ...later },
  )
  const inSlack = (channel: string) => slack.state.messages(channel).map((message) => JSON.stringify(message))
  const inDiscord = (channel: string) => discord.state.messages(channel).map((message) => JSON.stringify(message))
  const bot = fixture.start()
  for (const name of ['slack', 'chinese', 'discord', 'forum']) {
    await bot.logged('the newest digest is too old for a welcome', { destination: name })
  }
  for (const name of ['slack', 'discord']) {
    await bot.logged('posted', { delivery: `${name}@main/2026-01-05`, part: 'welcome' })
  }
  await bot.logged('posted', { delivery: 'chinese@zh/2026-01-05', part: 'welcome' })
  const check = () => {
    expect(inSlack(places.slack)).toEqual([expect.stringMatching(/The first digest is due here on .* at 23:58/)])
    expect(inDiscord(places.discord)).toEqual([expect.stringMatching(/The first digest is due here on .* at 23:58/)])
    expect(inSlack(places.reading)).toEqual([expect.stringMatching(/第一份日报将于.*23:58/)])
    expect(inDiscord(places.forum)).toEqual([])
  }
  check()
  await bot.stop('SIGKILL')

  // A restart repeats nothing, and another new channel gets a digest that is recent enough.
  await fixture.publish(yesterday, markdownOf('Recent', 'Tools'))
  await fixture.configure(
    { name: 'slack', platform: 'slack', channel: places.slack, ...later },
    { name: 'chinese', platform: 'slack', channel: places.reading, publication: 'zh', ...later },
    { name: 'discord', platform: 'discord', channel: places.discord, ...later },
    { name: 'new', platform: 'discord', channel: '1100000000000000012', ...later },
    { name: 'second', platform: 'slack', channel: 'C0EDITORS01', layout: 'overview', ...later },
  )
  const again = fixture.start()
  await again.logged('posted', { delivery: `second@main/${yesterday}`, part: 'overview' })
  check()
  expect((await again.stop('SIGTERM')).code).toBe(0)
  check()
})
