import { afterEach, beforeEach, expect, test } from 'vitest'
import { violations } from '../../web/accessibility.ts'
import { answerIn, Browsers, boxOf, discordOf, loadUntil, slackOf, type Visit } from '../../web/browser-fixture.ts'
import { digest } from '../../web/digest.ts'
import { openPageFixture, type PageFixture } from '../../web/page-fixture.ts'

const browsers = new Browsers()
let fixture: PageFixture
let visit: Visit

beforeEach(async () => {
  fixture = await openPageFixture()
  visit = await browsers.invite(fixture)
  await fixture.post('slack', digest)
  await fixture.post('discord', digest)
})

afterEach(async () => {
  await browsers.leave()
  await fixture.close()
})

const sides = [
  ['Slack', slackOf],
  ['Discord', discordOf],
] as const

test.each(sides)('in %s an answer is paged in place, shared, and dismissed', async (_, sideOf) => {
  const page = await visit()
  const side = sideOf(page)
  await boxOf(side).fill('/digest agent')
  await page.keyboard.press('Enter')
  const answer = answerIn(side)
  await answer.getByText('Why do bridges sing?').waitFor()
  expect(await answer.locator('strong', { hasText: 'agents' }).count()).toBe(1)
  const before = await side.locator('.ephemeral').count()

  await answer.getByRole('button', { name: 'Older' }).click()
  await answer.getByText('What tunnels remember').waitFor()
  expect(await answer.getByText('Why do bridges sing?').count()).toBe(0)
  await answer.getByRole('button', { name: 'Newer' }).click()
  await answer.getByText('Why do bridges sing?').waitFor()
  expect(await side.locator('.ephemeral').count()).toBe(before)

  await answer.getByRole('button', { name: 'Share to channel' }).click()
  const shared = side.locator('.message:not(.ephemeral)').filter({ hasText: /robin/i })
  await shared.getByText('Why do bridges sing?').waitFor()

  const all = await side.locator('.ephemeral').count()
  await answerIn(side).getByRole('button', { name: 'Dismiss message' }).click()
  await expect.poll(() => side.locator('.ephemeral').count()).toBe(all - 1)
})

test.each(sides)('in %s an answer is paged without JavaScript', async (_, sideOf) => {
  const page = await visit('/', { javaScriptEnabled: false })
  await boxOf(sideOf(page)).fill('/digest agent')
  await sideOf(page).locator('.channel').getByRole('button', { name: 'Send' }).click()
  await (await loadUntil(page, answerIn(sideOf(page)).getByRole('button', { name: 'Older' }))).click()
  await loadUntil(page, answerIn(sideOf(page)).getByText('What tunnels remember'))
  const before = await sideOf(page).locator('.ephemeral').count()
  await answerIn(sideOf(page)).getByRole('button', { name: 'Dismiss message' }).click()
  expect(await sideOf(page).locator('.ephemeral').count()).toBe(before - 1)
})

test.each(sides)('in %s a dialog lies over its own side alone', async (_, sideOf) => {
  const other = sideOf === slackOf ? discordOf : slackOf
  const page = await visit()
  await boxOf(sideOf(page)).fill('/digest agent')
  await page.keyboard.press('Enter')
  await answerIn(sideOf(page)).getByRole('button', { name: 'Change' }).click()
  await sideOf(page).getByRole('dialog').waitFor()
  expect(await other(page).getByRole('dialog').count()).toBe(0)
  expect(await other(page).locator('.client-body').getAttribute('inert')).toBe(null)
})

test('only private messages can be dismissed', async () => {
  const [first] = fixture.slack.state.messages('C0MORNING01')
  const body = new URLSearchParams({ channel: 'C0MORNING01', ts: first?.ts ?? '' })
  await fetch(`${fixture.url}/slack/dismiss`, { method: 'POST', body, headers: { origin: fixture.url } })
  expect(fixture.slack.state.messages('C0MORNING01')).toContain(first)
})

test('the Home of the app is filled when it is opened, and its controls are answered in its messages', async () => {
  const page = await visit()
  const slack = slackOf(page)
  await slack.getByRole('link', { name: 'Morning Post' }).click()
  await slack.getByText('What is new').waitFor()
  expect(await slack.getByRole('link', { name: 'Home' }).getAttribute('aria-current')).toBe('page')
  await slack.getByRole('combobox', { name: 'Choose a day' }).selectOption({ label: 'Thursday' })
  await slack.getByRole('link', { name: /Messages 1 new/ }).click()
  await slack.getByText('The digest of main/2026-03-12').waitFor()
  await expect.poll(() => slack.getByText('1 new').count()).toBe(0)
  await boxOf(slack).fill('/digest in private')
  await page.keyboard.press('Enter')
  await slack.getByText('You typed “in private”').waitFor()
})

test('the Home works without JavaScript', async () => {
  const page = await visit('/?slack=home', { javaScriptEnabled: false })
  await slackOf(page).getByRole('button', { name: 'Read section' }).click()
  await slackOf(page)
    .getByRole('link', { name: /Messages 1 new/ })
    .click()
  await slackOf(page).getByText('open for U0ROBIN0001').last().waitFor()
})

test('in Discord the bot can be asked in a direct message', async () => {
  const page = await visit()
  const discord = discordOf(page)
  await discord.getByRole('link', { name: 'Morning Post' }).click()
  await page.getByLabel('Message @Morning Post').fill('/digest in private')
  await page.keyboard.press('Enter')
  await answerIn(discord).getByText('You typed “in private”').waitFor()
  await discord.getByRole('link', { name: 'morning-post' }).click()
  await discord.getByRole('heading', { name: 'morning-post' }).waitFor()
  const direct = fixture.discord.state.directWith({ id: '1100000000000000030' } as never)
  fixture.discord.state.post({
    channelId: direct.id,
    author: fixture.discord.state.bot,
    content: 'The channel is gone',
  })
  await discord.getByRole('link', { name: /Morning Post 1 new/ }).click()
  await discord.getByText('The channel is gone').waitFor()
})

test.each(sides)('in %s the links of a message are suggested from its menu', async (_, sideOf) => {
  const page = await visit()
  const side = sideOf(page)
  await boxOf(side).fill('Look at https://example.org/a?b=1&c=2')
  await page.keyboard.press('Enter')
  await side.getByText('More actions').last().click()
  expect(await violations(page)).toEqual([])
  await side.getByRole('button', { name: 'Suggest for the digest' }).last().click()
  await answerIn(side).getByText('Suggested: https://example.org/a?b=1&c=2').waitFor()
})

test.each(sides)(
  'in %s what is typed while a message is on its way is kept, and sent by the next Enter',
  async (_, sideOf) => {
    const page = await visit()
    const side = sideOf(page)
    const answered = Promise.withResolvers<void>()
    await page.route('**/*', async (route) => {
      if (route.request().method() !== 'POST' || !route.request().postData()?.includes('first')) return route.continue()
      const response = await route.fetch()
      await answered.promise
      await route.fulfill({ response })
    })
    await boxOf(side).fill('the first message')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    const said = side.locator('.message:not(.ephemeral)')
    await said.filter({ hasText: 'the first message' }).waitFor()
    await boxOf(side).fill('the second message')
    await page.keyboard.press('Enter')
    await said.filter({ hasText: 'the second message' }).waitFor()
    await boxOf(side).fill('half of the third')
    answered.resolve()
    await page.unrouteAll({ behavior: 'wait' })
    expect(await boxOf(side).inputValue()).toBe('half of the third')
    expect(await said.filter({ hasText: 'the first message' }).count()).toBe(1)
  },
)

/** A page whose thread is being closed, and what lets the request for it go on. */
async function closeSlowly() {
  const ts = fixture.slack.state.messages('C0MORNING01')[0]?.ts
  const page = await visit(`/?thread=slack:${ts}`)
  const opened = Promise.withResolvers<void>()
  await page.route('**/*', async (route) => {
    if (route.request().method() === 'GET') await opened.promise
    await route.continue()
  })
  await page.getByRole('link', { name: 'Close thread' }).click()
  const closed = async () => {
    opened.resolve()
    await page.getByRole('complementary', { name: 'Thread' }).waitFor({ state: 'detached' })
  }
  return { page, closed }
}

test('closing a thread leaves the focus to a reader who types elsewhere meanwhile', async () => {
  const { page, closed } = await closeSlowly()
  await boxOf(slackOf(page)).fill('my words')
  await page.keyboard.press('ArrowLeft')
  await closed()
  await page.keyboard.type('-and-word')
  expect(await boxOf(slackOf(page)).inputValue()).toBe('my word-and-words')
})

test('closing a thread keeps the line of fields that a command in Discord became meanwhile', async () => {
  const { page, closed } = await closeSlowly()
  const discord = discordOf(page)
  await boxOf(discord).fill('/digest in')
  await discord.getByRole('combobox', { name: 'about' }).waitFor()
  await closed()
  await page.keyboard.type(' private')
  await page.keyboard.press('Enter')
  await answerIn(discord).getByText('You typed “in private”').waitFor()
  expect(await boxOf(discord).isVisible()).toBe(true)
})
