import { afterEach, expect, onTestFinished, test } from 'vitest'
import { expectAccessible, violations } from '../../web/accessibility.ts'
import { answerIn, Browsers, boxOf, discordOf, slackOf, type Visit } from '../../web/browser-fixture.ts'
import { digest } from '../../web/digest.ts'
import { openPageFixture, type PageFixture } from '../../web/page-fixture.ts'

const browsers = new Browsers()

afterEach(() => browsers.leave())

async function openChannels(withDigest = true): Promise<{ fixture: PageFixture; visit: Visit }> {
  const fixture = await openPageFixture()
  onTestFinished(() => fixture.close())
  if (withDigest) for (const platform of ['slack', 'discord'] as const) await fixture.post(platform, digest)
  return { fixture, visit: await browsers.invite(fixture) }
}

const sides = [
  ['Slack', slackOf, '/'],
  ['Discord', discordOf, '/?side=discord'],
] as const

test.each(sides)('the channel of %s with a digest and a private answer', async (_, sideOf, path) => {
  const { visit } = await openChannels()
  const page = await visit(path)
  await boxOf(sideOf(page)).fill('/digest agent')
  await page.keyboard.press('Enter')
  await answerIn(sideOf(page)).getByText('Why do bridges sing?').waitFor()
  await expectAccessible(page)
})

test.each(sides)('an open thread of %s', async (name, sideOf, path) => {
  const { fixture, visit } = await openChannels()
  const { slack, discord } = fixture
  const first = slack.state.messages('C0MORNING01')[0]?.ts ?? ''
  slack.state.say('U0AMARA0001', 'C0MORNING01', 'Who has been there?', first)
  const message = discord.state.messages('1100000000000000010')[0]
  if (message) discord.state.say('1100000000000000031', discord.state.openThread(message, 'Talk', 1440).id, 'I have')
  const id = name === 'Slack' ? `slack:${first}` : `discord:${message?.id}`
  const page = await visit(`${path}${path.includes('?') ? '&' : '?'}thread=${id}`)
  await sideOf(page).getByRole('complementary').waitFor()
  await expectAccessible(page)
})

test.each(sides)('an open dialog of %s', async (_, sideOf, path) => {
  const { visit } = await openChannels()
  const page = await visit(path)
  await boxOf(sideOf(page)).fill('/digest subscribe')
  await page.keyboard.press('Enter')
  await sideOf(page).getByRole('dialog').waitFor()
  await expectAccessible(page)
})

test('an open dialog of each', async () => {
  const { visit } = await openChannels()
  const page = await visit('/')
  for (const [, sideOf] of sides) {
    await boxOf(sideOf(page)).fill('/digest subscribe')
    await page.keyboard.press('Enter')
    await sideOf(page).getByRole('dialog').waitFor()
  }
  for (const [name, sideOf] of sides) {
    await sideOf(page).getByRole('dialog').getByText('Hour and time zone').click()
    expect(await page.evaluate('document.activeElement.closest(".client")?.id')).toBe(name.toLowerCase())
  }
  await expectAccessible(page)
})

test.each([
  ['Slack', slackOf, '/', 'Subscribe'],
  ['Discord', discordOf, '/?side=discord', 'Submit'],
] as const)('the primary button of a dialog of %s under the pointer', async (_, sideOf, path, send) => {
  const { visit } = await openChannels()
  const page = await visit(path)
  await boxOf(sideOf(page)).fill('/digest subscribe')
  await page.keyboard.press('Enter')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await sideOf(page).getByRole('dialog').getByRole('button', { name: send }).hover()
    expect.soft(await violations(page), colorScheme).toEqual([])
  }
})

test.each(sides)('the menu of commands in %s', async (_, sideOf, path) => {
  const { visit } = await openChannels()
  const page = await visit(path)
  await boxOf(sideOf(page)).pressSequentially('/d')
  await sideOf(page).getByRole('option', { name: '/digest' }).waitFor()
  await expectAccessible(page)
})

test('the line of a Discord command with its suggestions', async () => {
  const { visit } = await openChannels()
  const page = await visit('/?side=discord')
  await boxOf(discordOf(page)).pressSequentially('/digest a')
  await discordOf(page)
    .getByRole('listbox', { name: /^about/ })
    .waitFor()
  await expectAccessible(page)
})

test('the open menu of a message in Slack', async () => {
  const { visit } = await openChannels()
  const page = await visit()
  await slackOf(page).locator('summary').last().click()
  await expectAccessible(page)
})

test('channels without messages', async () => {
  const { visit } = await openChannels(false)
  await expectAccessible(await visit())
})

test('the Home of the app in Slack, filled and empty, and its messages', async () => {
  const { fixture, visit } = await openChannels()
  const page = await visit('/?slack=home')
  await slackOf(page).getByText('What is new').waitFor()
  const { state } = fixture.slack
  const direct = state.directWith(state.users.get('U0ROBIN0001') as never)
  state.post({ channel: direct.id, user: state.bot.id, text: 'Paused' })
  await slackOf(page)
    .getByRole('link', { name: /Messages 1 new/ })
    .waitFor()
  await expectAccessible(page)
  await slackOf(page)
    .getByRole('link', { name: /Messages 1 new/ })
    .click()
  await slackOf(page).getByText('Paused').waitFor()
  await expectAccessible(page)
})

test('a Discord forum, empty and with an open post', async () => {
  const { fixture, visit } = await openChannels()
  const { state } = fixture.discord
  const channel = state.channels.get('1100000000000000011')
  const page = await visit('/?side=discord&discord=1100000000000000011')
  await discordOf(page).getByText('No posts yet').waitFor()
  await expectAccessible(page)
  if (!channel) throw new Error('the guild has no forum')
  const tag = channel.availableTags?.[0]?.id ?? ''
  const post = { name: 'Thursday', tags: [tag], autoArchiveMinutes: 1440 }
  const { thread } = state.openPost(channel, post, { author: state.bot, content: 'The **day** in brief' })
  await page.goto(`${fixture.url}/?side=discord&discord=${channel.id}&thread=discord:${thread.id}`)
  await discordOf(page).getByRole('complementary').waitFor()
  await expectAccessible(page)
})

test('a control that is not answered, without a script', async () => {
  const { fixture, visit } = await openChannels()
  await fixture.hangUp()
  const page = await visit('/', { javaScriptEnabled: false })
  await slackOf(page).getByRole('combobox').first().selectOption('1')
  await slackOf(page).getByRole('button', { name: 'Go' }).first().click()
  await page.getByText('That did not work').waitFor()
  browsers.complaints.length = 0
  // axe-core is a script, too.
  const error = await browsers.invite(fixture).then((again) => again())
  await error.setContent(await page.content())
  await expectAccessible(error)
})
