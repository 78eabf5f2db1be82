import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { markdownOf, openBotFixture } from './bot-fixture.ts'
import { launchBrowser, patienceMs } from './browser.ts'

const noTokens = { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', DISCORD_TOKEN: '', SLACK_API_URL: '', DISCORD_API_URL: '' }
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
  await fixture.publish('2026-01-04', markdownOf('Sunday', 'Omega'))
  await fixture.publish('2026-01-05', markdownOf('Monday', 'Alpha', 'Beta'))
  const bot = fixture.start(noTokens)
  url = await bot.url()
  for (const platform of ['slack', 'discord']) {
    await bot.logged('posted', { delivery: `simulated-${platform}@main/2026-01-05`, part: 'observation' })
  }
})

afterAll(async () => {
  for (const close of closing) await close()
})

test('without tokens and without JavaScript, the page shows the newest digest on both platforms', async () => {
  const page = await openPage({ javaScriptEnabled: false })
  for (const side of ['slack', 'discord']) {
    const headings = async (where: string) =>
      (await page.locator(`#${side} ${where} h4`).allTextContents()).map((heading) => heading.trim())
    const sections = ['Alpha', 'Beta', 'Today’s observation']
    // Slack has no silent messages: one message is in the channel, the rest in its thread.
    expect(await headings('.channel')).toEqual(side === 'slack' ? ['Monday'] : ['Monday', ...sections])
    expect(await page.locator(`#${side}`).textContent()).not.toContain('Omega')
    if (side === 'discord') continue
    await page.locator('#slack').getByRole('link', { name: '3 replies' }).click()
    expect(await headings('aside')).toEqual(['Monday', ...sections])
  }
})

test.each(['slack', 'discord'])(
  'on %s, readers discuss a takeaway in its thread, where it is quoted once, and get a private link to it',
  async (side) => {
    const page = await openPage()
    const client = page.locator(`#${side}`)
    if (side === 'slack') await client.getByRole('link', { name: '3 replies' }).click()
    const control = client.getByRole('combobox', { name: 'Discuss a takeaway' }).nth(1)
    const answers = client.getByRole('link', { name: 'open the thread' })

    await control.selectOption('2')
    await answers.first().waitFor()
    expect(await client.getByText('Only visible to you').or(client.getByText('Only you can see')).count()).toBe(1)
    await control.selectOption('2')
    await answers.nth(1).waitFor()

    await answers.nth(1).click()
    const thread = client.locator('aside')
    await thread.getByText('Takeaway 2 of 2').waitFor()
    expect(await thread.getByText('Takeaway 2 of 2').count()).toBe(1)
    expect(await thread.locator('blockquote').allTextContents()).toEqual([expect.stringContaining('Beta second')])

    await thread.locator('textarea').fill('I would not have thought so')
    await thread.locator('textarea').press('Enter')
    await thread.getByText('I would not have thought so').waitFor()
    // It is in the thread and nowhere else.
    expect(await page.locator('main').getByText('I would not have thought so').count()).toBe(1)
  },
)

test('the calendar shows the deliveries of the running bot, and leads back to their messages', async () => {
  const page = await openPage()
  await page.getByRole('link', { name: 'Deliveries' }).click()
  await page.waitForURL('**/deliveries')
  // The calendar opens on today.
  await page.goto(`${page.url()}?from=2025-12-22`)
  await page.getByRole('link', { name: 'simulated-discord, Mon 5 January: Posted' }).waitFor()
  await page.getByRole('link', { name: 'simulated-slack, Mon 5 January: Posted' }).click()
  const delivery = page.getByRole('complementary')
  const parts = delivery.locator('.parts > :not(.reply) code')
  await expect.poll(() => parts.allTextContents()).toEqual(['overview', 'section-01', 'section-02', 'observation'])
  await delivery.getByRole('link', { name: 'Show the message' }).nth(2).click()
  await page.locator('#slack .found').filter({ hasText: 'Beta' }).waitFor()
})

async function openPage(options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
  const page = await browser.newPage(options)
  page.setDefaultTimeout(patienceMs)
  onTestFinished(() => page.close())
  await page.goto(url)
  return page
}
