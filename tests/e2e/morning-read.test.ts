import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { markdownOf, openBotFixture } from './bot-fixture.ts'
import { launchBrowser, patienceMs } from './browser.ts'

const noTokens = { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', DISCORD_TOKEN: '', SLACK_API_URL: '', DISCORD_API_URL: '' }
/** Recent enough to welcome a new channel, in every time zone. */
const dayAgo = (days: number) => new Date(startedAt - days * 86_400_000).toISOString().slice(0, 10)
const startedAt = Date.now()
const closing: (() => unknown)[] = []
let url: string
let browser: Browser

beforeAll(async () => {
  const [fixture, launched] = await Promise.all([
    openBotFixture({ onTestFinished: (close) => void closing.push(close) }),
    launchBrowser(),
  ])
  browser = launched
  closing.push(() => browser.close())
  await fixture.publish(dayAgo(2), markdownOf('Sunday', 'Gamma', 'Delta', 'Epsilon', 'Zeta'))
  await fixture.publish(dayAgo(1), markdownOf('Monday', 'Alpha', 'Beta'))
  const bot = fixture.start(noTokens)
  url = await bot.url()
  for (const platform of ['slack', 'discord']) {
    await bot.logged('posted', { delivery: `simulated-${platform}@main/${dayAgo(1)}`, part: 'observation' })
  }
})

afterAll(async () => {
  for (const close of closing) await close()
})

/** Types something in the channel that is open. */
async function type(client: Locator, text: string): Promise<void> {
  const box = client.locator('.channel .composer textarea')
  await box.fill(text)
  // Where the focus is: on Discord the box may have become a line of fields meanwhile.
  await client.page().keyboard.press('Enter')
}

const answerIn = (client: Locator) => client.locator('.channel .ephemeral').last()
const articleIn = (client: Locator, words: string | RegExp) =>
  client.locator('.channel .message:not(.ephemeral)').filter({ hasText: words })

test.each([
  ['slack', 'Subscribe'],
  ['discord', 'Submit'],
])('on %s a reader has their morning: reads, looks up, shares, discusses, subscribes', async (side, send) => {
  const { client, complaints } = await openPage(side)

  // The overview is there, and the sections below it.
  await articleIn(client, 'Monday').first().waitFor()

  // What does the archive know about agents? Two pages, newest first.
  await type(client, '/digest agent')
  const found = answerIn(client)
  await found.getByText('1–5 of 6').waitFor()
  expect(await found.getByRole('button', { name: 'Read section' }).count()).toBe(5)
  await found.getByRole('button', { name: 'Older' }).click()
  await found.getByText('6 of 6').waitFor()
  expect(await found.getByRole('button', { name: 'Read section' }).count()).toBe(1)
  await found.getByRole('button', { name: 'Newer' }).click()
  await found.getByText('1–5 of 6').waitFor()

  // One section in full, and the whole page for everyone.
  const earlier = await client.locator('.ephemeral').count()
  await found.getByRole('button', { name: 'Read section' }).first().click()
  await client.locator('.ephemeral').nth(earlier).getByText('The body of Alpha.').waitFor()
  await client
    .locator('.ephemeral')
    .nth(earlier - 1)
    .getByRole('button', { name: 'Share to channel' })
    .click()
  await answerIn(client).getByText('Show this page to everybody').waitFor()
  await answerIn(client).getByRole('button', { name: 'Share to channel' }).click()
  // Slack shows the name alone: a mention would notify.
  await articleIn(client, /robin/i).getByText('1–5 of 6').waitFor()

  // A takeaway is discussed where the section was posted, and a reader answers.
  if (side === 'slack')
    await client
      .getByRole('link', { name: /replies/ })
      .first()
      .click()
  const section = client.locator('.message:not(.ephemeral)').filter({ hasText: 'The body of Beta.' })
  await section.getByRole('combobox', { name: 'Discuss a takeaway' }).selectOption('1')
  await client.locator('.ephemeral').getByRole('link', { name: 'open the thread' }).click()
  const thread = client.locator('aside')
  await thread.locator('blockquote').getByText('Beta first').waitFor()
  await thread.locator('textarea').fill('I have seen that, too')
  await thread.locator('textarea').press('Enter')
  await thread.getByText('I have seen that, too').waitFor()
  await thread.getByRole('link', { name: 'Close thread' }).click()
  await type(client, '/digest discussed')
  const discussed = answerIn(client).getByRole('listitem').filter({ hasText: 'Beta' })
  await discussed.getByText(/[12] repl/).waitFor()

  // The reading group subscribes to the digest, and gets it at once.
  await client.getByRole('link', { name: 'reading-group' }).click()
  await client.getByRole('heading', { name: 'reading-group' }).waitFor()
  await type(client, '/digest subscribe')
  const dialog = client.getByRole('dialog')
  // Slack has room for a list of the zones.
  if (side === 'slack') {
    await dialog.getByLabel(/^Time(?! zone)/).fill('07:15')
    await dialog.getByLabel(/^Time zone/).selectOption('Asia/Tokyo')
  } else await dialog.getByLabel(/time zone/i).fill('07:15 Asia/Tokyo')
  await dialog.getByRole('button', { name: send }).click()
  await answerIn(client).getByText(/07:15/).waitFor()
  await articleIn(client, 'Monday').first().waitFor()
  await type(client, '/digest settings')
  await answerIn(client)
    .getByText(/07:15 Asia\/Tokyo/)
    .first()
    .waitFor()
  expect(complaints).toEqual([])
})

test.each(['slack', 'discord'])('on %s a morning needs no JavaScript', async (side) => {
  const { client } = await openPage(side, { javaScriptEnabled: false })
  await client.locator('.channel .composer textarea').fill('/digest delta')
  await client.locator('.channel').getByRole('button', { name: 'Send' }).click()
  await answerIn(client).getByRole('button', { name: 'Read section' }).first().click()
  await answerIn(client).getByText('The body of Delta.').waitFor()
})

async function openPage(side: string, options: Parameters<Browser['newPage']>[0] = {}) {
  const page: Page = await browser.newPage(options)
  page.setDefaultTimeout(patienceMs)
  onTestFinished(() => page.close())
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${url}/?side=${side}`)
  return { client: page.locator(`#${side}`), complaints }
}
