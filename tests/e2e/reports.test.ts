import { describe, test } from 'vitest'
import { stringify } from 'yaml'
import { type BotFixture, markdownOf, noon, openBotFixture, places } from './bot-fixture.ts'
import { controlIn } from './shown.ts'

const { timezone, today } = noon()
const [onSlack, onDiscord] = ['U0ROBIN0001', '1100000000000000030']
const [readingOnSlack, readingOnDiscord] = [places.reading, '1100000000000000012']
const common = { timezone, at: '06:00' }
const destinations = [
  { name: 'team-slack', platform: 'slack', channel: places.slack, layout: 'sections', ...common },
  { name: 'team-discord', platform: 'discord', channel: places.discord, ...common },
]

async function startWith(fixture: BotFixture, reports?: object) {
  await fixture.write(
    'config/morning-post.yaml',
    stringify({ quietSeconds: 0.3, destinations, ...(reports && { reports }) }),
  )
  await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
  const bot = fixture.start()
  for (const name of ['team-slack', 'team-discord']) {
    await bot.logged('posted', { delivery: `${name}@main/${today}`, part: 'observation' })
  }
  return bot
}

/** A reader on Slack opens the menu behind the three dots of a section, and writes. */
async function reportOnSlack({ slack }: BotFixture, section: string, words: string): Promise<void> {
  const message = slack.state.messages(places.slack).find(({ text }) => text.includes(`${section} first`))
  const { id, block } = controlIn(message, 'mp:report')
  const use = { user: onSlack, channel: places.slack, ts: message?.ts ?? '' }
  await slack.act({ ...use, blockId: block, actionId: id, value: 'report' })
  while (!slack.views.modalOf(onSlack)) await new Promise((resolve) => setTimeout(resolve, 10))
  await slack.submitView({ user: onSlack, values: { words } })
}

async function reportOnDiscord({ discord }: BotFixture, section: string, words: string): Promise<void> {
  const messages = discord.state.messages(places.discord)
  const message = messages.find(({ components }) => JSON.stringify(components).includes(`${section} first`))
  const customId = controlIn(message, 'mp:report').id
  await discord.act({ user: onDiscord, channelId: places.discord, messageId: message?.id ?? '', customId })
  await discord.submit({ user: onDiscord, values: { words } })
}

const privately = ({ ephemeralFor }: { readonly ephemeralFor?: string }) => ephemeralFor !== undefined

describe.concurrent('a mistake that a reader reports', () => {
  test('from Slack is posted in the configured Discord channel, once, and is not in the log', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const bot = await startWith(fixture, { platform: 'discord', channel: readingOnDiscord })
    const arrived = () => fixture.discord.state.messages(readingOnDiscord).map((message) => JSON.stringify(message))
    const thanks = () => JSON.stringify(fixture.slack.state.messages(places.slack).filter(privately))

    fixture.slack.faults.inject({ matches: (call) => call === 'EVENT interactive', kind: { type: 'twice' }, times: 4 })
    await reportOnSlack(fixture, 'Beta', 'It is *twelve* @everyone')
    await expect.poll(arrived).toEqual([expect.stringContaining('Mistake reported: Beta')])
    const [report = ''] = arrived()
    expect(report).toMatch(/It is \\\\\*twelve\\\\\* @.everyone/)
    expect(report).toContain('robin (Slack)')
    const link = fixture.slack.state.messages(places.slack).find(({ text }) => text.includes('Beta first'))?.ts
    expect(report).toContain(`/p${link?.replace('.', '')}`)
    await expect.poll(thanks).toContain('Your report is with the people who make this digest.')

    await reportOnSlack(fixture, 'Alpha', 'And this')
    await expect.poll(() => arrived().length).toBe(2)
    expect(bot.stdout).not.toMatch(/twelve|And this/)
    expect([...fixture.slack.protocolErrors, ...fixture.discord.protocolErrors]).toEqual([])
  })

  test('from Discord is posted in the configured Slack channel, whatever it begins with', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const bot = await startWith(fixture, { platform: 'slack', channel: readingOnSlack })
    const arrived = () => fixture.slack.state.messages(readingOnSlack).map((message) => JSON.stringify(message))
    const thanks = () => JSON.stringify(fixture.discord.state.messages(places.discord).filter(privately))

    fixture.slack.faults.inject({
      matches: (call, body) => call === 'chat.postMessage' && body.channel === readingOnSlack,
      kind: { type: 'reset', when: 'after' },
      times: 1,
    })
    await reportOnDiscord(fixture, 'Alpha', 'It is <!channel> twelve')
    await expect.poll(arrived).toEqual([expect.stringContaining('Mistake reported: Alpha')])
    expect(arrived()[0]).toContain('Robin Lee (Discord)')
    await expect.poll(thanks).toContain('Thank you.')
    await bot.logged('a reader reported a mistake', { section: '01', platform: 'discord' })
    expect(arrived()).toHaveLength(1)
    expect(bot.stdout).not.toContain('twelve')
    expect([...fixture.slack.protocolErrors, ...fixture.discord.protocolErrors]).toEqual([])
  })

  test('is logged where no channel is configured, or the channel refuses it', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const bot = await startWith(fixture)
    await reportOnSlack(fixture, 'Alpha', 'It is twelve')
    const line = await bot.logged('a reader reported a mistake', { report: 'It is twelve' })
    expect(line).toMatchObject({ digest: `main/${today}`, section: '01', title: 'Alpha', user: onSlack })
    expect(line.link).toMatch(/^https:\/\/acme-research\.slack\.com\//)

    const reports = { platform: 'slack', channel: 'C0NOWHERE99' }
    await fixture.write('config/morning-post.yaml', stringify({ quietSeconds: 0.3, destinations, reports }))
    await bot.logged('configuration changed')
    await reportOnDiscord(fixture, 'Beta', 'It is thirteen')
    await bot.logged('a reader reported a mistake', { report: 'It is thirteen' })
    await bot.logged('a report could not be posted', { channel: 'C0NOWHERE99' })
    const thanks = () => JSON.stringify(fixture.discord.state.messages(places.discord).filter(privately))
    await expect.poll(thanks).toContain('Your report was noted.')
  })
})
