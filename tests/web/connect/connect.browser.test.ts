import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { expectAccessible } from '../accessibility.ts'
import { Browsers } from '../browser-fixture.ts'
import { type ConnectFixture, openConnectFixture } from './connect-fixture.ts'

const browsers = new Browsers()

afterEach(() => browsers.leave())

async function open(options?: BrowserContextOptions): Promise<{ fixture: ConnectFixture; page: Page }> {
  const fixture = await openConnectFixture()
  onTestFinished(() => fixture.close())
  const page = await (await browsers.invite(fixture))('/connect', options)
  return { fixture, page }
}

async function paste(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label).fill(text)
  await page.getByLabel(label).blur()
}

/** A refused paste is answered with 422, which a browser notes as an error. */
function allowRefusals(): void {
  const unexpected = browsers.complaints.splice(0).filter((complaint) => !complaint.includes('422'))
  expect(unexpected).toEqual([])
}

test('tokens are checked as they are pasted, and the channels come by themselves', async () => {
  const { fixture, page } = await open({ timezoneId: 'Asia/Tokyo', locale: 'zh-CN' })
  await paste(page, 'Bot User OAuth Token', fixture.slack.botToken)
  await page.getByText('Accepted: Acme Research.').waitFor()
  await paste(page, 'App-Level Token', fixture.slack.appToken)
  await page.getByLabel('Slack channel').selectOption({ label: '#reading-group' })
  await page.getByLabel('Local time').fill('07:15')
  await paste(page, 'Bot token', fixture.discord.token)
  await page.getByLabel('Discord channel').waitFor()
  const invite = page.getByRole('link', { name: 'Add the bot to a server' })
  expect(await invite.getAttribute('href')).toContain('client_id=1100000000000000040')
  expect(await page.getByRole('button', { name: 'Check and continue' }).getAttribute('class')).toBe('secondary')
  expect(await page.getByLabel('Slack channel').inputValue()).toBe('C0READING01')
  expect(await page.getByLabel('Local time').inputValue()).toBe('07:15')
  expect(await page.getByLabel('Time zone').inputValue()).toBe('Asia/Tokyo')
  expect(await page.getByLabel('Language of the first digest').inputValue()).toBe('zh')
})

test('each wrong paste has its own sentence, and none comes back in the page', async () => {
  const { fixture, page } = await open()
  const secret = '0123456789abcdef0123456789abcdef'
  await paste(page, 'App-Level Token', fixture.slack.botToken)
  await page.getByText('This is the bot token of Slack: it belongs in the other field').waitFor()
  await paste(page, 'Bot User OAuth Token', secret)
  await page.getByText('This is a client secret or a signing secret of Slack').waitFor()
  await paste(page, 'Bot token', 'https://discord.com/api/webhooks/1/abc')
  await page.getByText('This is the address of a Discord webhook').waitFor()
  await paste(page, 'Bot User OAuth Token', 'xoxb-1234567890-not-mine')
  await page.getByText('Slack does not accept SLACK_BOT_TOKEN (invalid_auth)').waitFor()
  await paste(page, 'Bot User OAuth Token', '  ')
  await page.getByText('Nothing was pasted.').waitFor()
  await expectAccessible(page)
  allowRefusals()
  await paste(page, 'Bot User OAuth Token', '')
  expect(await page.getByText('Nothing was pasted.').count()).toBe(0)
  await page.reload()
  for (const pasted of [fixture.slack.botToken, secret, 'webhooks/1/abc', 'not-mine']) {
    expect(await page.content()).not.toContain(pasted)
  }
})

test.each([true, false])('forms lead to a test message in five actions (JavaScript: %s)', async (javaScriptEnabled) => {
  const { fixture, page } = await open({ javaScriptEnabled })
  await page.getByLabel('Bot User OAuth Token').fill(fixture.slack.botToken)
  await page.getByLabel('App-Level Token').fill(fixture.slack.appToken)
  await page.getByLabel('Bot token').fill(fixture.discord.token)
  await page.getByRole('button', { name: 'Check and continue' }).click()
  await page.getByRole('button', { name: 'Save and post a test message' }).click()
  for (const place of ['#morning-post (Slack)', '#morning-post · Acme Research (Discord)'])
    await page.getByText(`Test message posted in ${place}.`).waitFor()
  expect(fixture.slack.state.messages('C0MORNING01')).toHaveLength(1)
  expect(fixture.discord.state.messages('1100000000000000010')).toHaveLength(1)
  if (javaScriptEnabled) await expectAccessible(page)
  expect(fixture.starts).toBe(0)
  await page.getByRole('button', { name: 'Start posting' }).click()
  await page.getByRole('heading', { name: 'Morning Post is starting' }).waitFor()
  expect(fixture.starts).toBe(1)
  browsers.complaints.length = 0
})

test('the first page has no accessibility problem, with long names of channels neither', async () => {
  const { fixture, page } = await open()
  await expectAccessible(page)
  const [topic, isArchived, members] = ['', false, new Set([fixture.slack.state.bot.id])] as const
  const names = ['a-very-long-name-of-a-channel-for-everything-that-the-group-on-retrieval-reads', '晨报-研究组']
  for (const [index, name] of names.entries()) {
    const id = `C9LONG${index}`
    fixture.slack.state.channels.set(id, { id, name, topic, isPrivate: index === 1, isArchived, members })
  }
  await paste(page, 'Bot User OAuth Token', fixture.slack.botToken)
  await paste(page, 'App-Level Token', fixture.slack.appToken)
  await page.getByLabel('Slack channel').selectOption('C9LONG0')
  await expectAccessible(page)
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 })
    expect(await page.evaluate('document.documentElement.scrollWidth'), `at ${width}`).toBeLessThanOrEqual(width)
  }
})

test('a test message that the platform refuses says why', async () => {
  const { fixture, page } = await open()
  await page.getByLabel('Bot token').fill(fixture.discord.token)
  await page.getByRole('button', { name: 'Check and continue' }).click()
  await page.getByLabel('Discord channel').waitFor()
  fixture.discord.state.forbidden.set('1100000000000000010', new Set(['send']))
  await page.getByRole('button', { name: 'Save and post a test message' }).click()
  await page.getByText('The bot lacks a permission in the Discord channel').waitFor()
})

test('a bot in no server is led to the page that adds it to one', async () => {
  const { fixture, page } = await open()
  fixture.discord.state.channels.clear()
  await page.getByLabel('Bot token').fill(fixture.discord.token)
  await page.getByRole('button', { name: 'Check and continue' }).click()
  const link = page.getByRole('link', { name: 'Add the bot to a server' }).first()
  expect(await link.getAttribute('href')).toContain('client_id=1100000000000000040')
})
