import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { markdownOf, openBotFixture, places } from './bot-fixture.ts'
import { controlIn } from './shown.ts'
import { discord, onDiscord as messagesOnDiscord, onSlack as messagesOnSlack, slack, today, yesterday } from './team.ts'

const [onSlack, onDiscord] = ['U0ROBIN0001', '1100000000000000030']

const isPrivate = ({ ephemeralFor }: { readonly ephemeralFor?: string }) => ephemeralFor !== undefined

test('a page can be turned and a piece read although the bot was started again since', async (context) => {
  const fixture = await openBotFixture(context)
  await fixture.publishOwnVersionOfSamples()
  const { slack, discord } = fixture
  const whispered = {
    slack: () => slack.state.messages(places.slack).filter(isPrivate),
    discord: () => discord.state.messages(places.discord).filter(isPrivate),
  }
  const first = fixture.start()
  await first.url()
  const ask = async () => {
    await slack.command({ user: onSlack, channel: places.slack, command: '/digest', text: 'agent' })
    const options = [{ type: 3, name: 'about', value: 'agent' }]
    await discord.command({ user: onDiscord, channelId: places.discord, name: 'digest', options })
    return [whispered.slack().at(-1), whispered.discord().at(-1)].map((each) => JSON.stringify(each)).join('\n')
  }
  // The archive is filled while readers are answered already.
  await expect.poll(ask).toMatch(/1–5 of 6.*\n.*1–5 of 6/)
  expect((await first.stop('SIGTERM')).code).toBe(0)
  await fixture.start().url()

  const [answer, reply] = [whispered.slack().at(-1), whispered.discord().at(-1)]
  const [older, more] = [controlIn(answer, 'mp:page'), controlIn(reply, 'mp:page')]
  await slack.act({
    user: onSlack,
    channel: places.slack,
    ts: answer?.ts ?? '',
    blockId: older.block,
    actionId: older.id,
  })
  await discord.act({ user: onDiscord, channelId: places.discord, messageId: reply?.id ?? '', customId: more.id })
  await expect.poll(() => JSON.stringify(whispered.slack())).toContain('6 of 6')
  await expect.poll(() => JSON.stringify(whispered.discord())).toContain('6 of 6')

  const piece = controlIn(whispered.discord().at(-1), 'mp:open')
  const messageId = whispered.discord().at(-1)?.id ?? ''
  await discord.act({ user: onDiscord, channelId: places.discord, messageId, customId: piece.id })
  await expect.poll(() => JSON.stringify(whispered.discord())).toContain('A model that grades itself')
  expect([...slack.protocolErrors, ...discord.protocolErrors]).toEqual([])
})

test('a digest that was renamed to another date, with another title, is not posted again', async (context) => {
  const fixture = await openBotFixture(context)
  await fixture.configure(slack, discord)
  await fixture.publish(yesterday, markdownOf('Sunday', 'Alpha', 'Beta'))
  const first = fixture.start()
  for (const { name } of [slack, discord]) {
    await first.logged('posted', { delivery: `${name}@main/${yesterday}`, part: 'observation' })
  }
  await first.stop()
  const [posted, seen] = [messagesOnSlack(fixture).length, messagesOnDiscord(fixture).length]
  const file = (day: string) => join(fixture.folder, `digests/${day}.md`)
  await rename(file(yesterday), file(today))
  await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
  const second = fixture.start()
  for (const { name } of [slack, discord]) await second.logged('is held', { destination: name })
  await second.stop()
  expect([messagesOnSlack(fixture).length, messagesOnDiscord(fixture).length]).toEqual([posted, seen])
})
