import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { markdownOf, noon, openBotFixture, places, samplesFolder } from './bot-fixture.ts'

test('a bot with tokens posts digests of its owner, and no sample beside them under any date', async (context) => {
  const fixture = await openBotFixture(context)
  const { timezone, today, yesterday } = noon()
  await cp(samplesFolder, join(fixture.folder, 'digests'), { recursive: true })
  const sample = await readFile(new URL('2026-03-12.md', samplesFolder), 'utf8')
  await fixture.publish(today, sample.replace(/^title: .*$/m, 'title: Our first digest'))
  const at = { at: '00:00', timezone, catchUp: 2 }
  await fixture.configure(
    { name: 'slack', platform: 'slack', channel: places.slack, ...at },
    { name: 'discord', platform: 'discord', channel: places.discord, ...at },
  )
  const shown = () =>
    JSON.stringify([fixture.slack.state.messages(places.slack), fixture.discord.state.messages(places.discord)])
  const bot = fixture.start()
  const line = await bot.logged('samples are not posted')
  expect(line.problem).toMatch(/never posted.*cli -- init/)

  await fixture.publish(yesterday, markdownOf('Mine', 'Tools'))
  await expect.poll(shown).toMatch(/Mine.*Mine/s)
  expect(shown()).not.toMatch(/first digest|training signal|Classics|监督信号/)
  expect((await bot.stop('SIGTERM')).code).toBe(0)
  expect(shown()).not.toMatch(/first digest|training signal|Classics|监督信号/)
})

test('a bot without any digest says so, and one with a digest does not', async (context) => {
  const fixture = await openBotFixture(context)
  const empty = fixture.start()
  expect(await empty.logged('there are no digests yet')).toMatchObject({
    level: 'warn',
    path: expect.stringMatching(/digests$/),
  })
  await empty.stop()
  await fixture.publish('2026-03-12', markdownOf('Mine', 'Tools'))
  const filled = fixture.start()
  await filled.logged('running; the page is at')
  await filled.stop()
  expect(filled.stdout).not.toContain('there are no digests')
})

test('the simulator shows the samples, and calls them so', async (context) => {
  const fixture = await openBotFixture(context)
  await cp(samplesFolder, join(fixture.folder, 'digests'), { recursive: true })
  const bot = fixture.start({ SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', DISCORD_TOKEN: '' })
  const url = await bot.url()
  await bot.logged('posted', { delivery: 'simulated-discord@main/2026-03-12', part: 'observation' })
  for (const path of ['', '/preview', '/preview/2026-03-12', '/preview/zh/2026-03-12']) {
    expect(await (await fetch(`${url.replace(/\/$/, '')}${path}`)).text()).toContain('class="sample-mark">sample<')
  }
  await fixture.publish('2026-03-13', markdownOf('Mine', 'Tools'))
  await bot.logged('posted', { delivery: 'simulated-discord@main/2026-03-13', part: 'observation' })
  expect(await (await fetch(url)).text()).not.toContain('class="sample-mark"')
})
