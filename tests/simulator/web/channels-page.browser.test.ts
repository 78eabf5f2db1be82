import type { Locator } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Browsers, discordOf, slackOf, type Visit } from '../../web/browser-fixture.ts'
import { digest } from '../../web/digest.ts'
import { openPageFixture, type PageFixture } from '../../web/page-fixture.ts'

const browsers = new Browsers()

let fixture: PageFixture
let visit: Visit
const { complaints } = browsers

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

/** The message in the channel, not its copy at the top of a thread. */
const articleOf = (side: Locator, words: string) =>
  side.locator('.channel').getByRole('article').filter({ hasText: words })

test('the digest is in both, side by side, and says which is which', async () => {
  const page = await visit()
  for (const side of [slackOf(page), discordOf(page)]) {
    await expect.poll(() => side.getByRole('heading', { name: 'Why do bridges sing?' }).count()).toBe(1)
    expect(await side.getByText('APP').first().isVisible()).toBe(true)
  }
  const [slack, discord] = [await slackOf(page).boundingBox(), await discordOf(page).boundingBox()]
  expect(slack?.y).toBe(discord?.y)
  expect(slack?.x).toBeLessThan(discord?.x ?? 0)
})

test('markup in a digest is text', async () => {
  const page = await visit()
  const words = await page.locator('main').textContent()
  expect(words).toContain('Bridges <script>alert(1)</script> & tunnels')
  expect(words).toContain('<img src=x onerror=alert(2)>')
  expect(words).toContain('<script>alert(3)</script>')
  expect(await page.locator('main script, main img').count()).toBe(0)
})

test('a link of the digest opens in a new tab that knows nothing of the page', async () => {
  const page = await visit()
  for (const side of [slackOf(page), discordOf(page)]) {
    const link = side.getByRole('link', { name: 'Read source' }).first()
    expect(await link.getAttribute('href')).toBe('https://bridges.example/song')
    expect(await link.getAttribute('target')).toBe('_blank')
    expect(await link.getAttribute('rel')).toContain('noopener')
  }
})

test('choosing a takeaway in Slack opens its thread, and only the reader gets an answer', async () => {
  const page = await visit()
  const slack = slackOf(page)
  await slack.getByRole('combobox', { name: 'Discuss a takeaway' }).first().selectOption('2')
  const answer = slack.locator('.ephemeral').last()
  await answer.getByText('Only visible to you').waitFor()
  await answer.getByRole('link', { name: 'Go to the thread' }).click()
  const thread = page.getByRole('complementary', { name: 'Thread' })
  await thread.getByText('Takeaway 2 of 2').waitFor()
  expect(new URL(page.url()).search).toContain('thread=slack')
})

test('choosing a takeaway in Discord opens its thread, and only the reader gets an answer', async () => {
  const page = await visit()
  const discord = discordOf(page)
  await discord.getByRole('combobox', { name: 'Discuss a takeaway' }).first().selectOption('1')
  await discord.locator('.ephemeral').getByText('Only visible to you').last().waitFor()
  await discord.locator('.thread-card').click()
  await page.getByRole('complementary', { name: 'A discussion' }).getByText('Takeaway 1 of 2').waitFor()
})

test('private messages of another person are not shown', async () => {
  const { slack, discord } = fixture
  const [amara] = [...discord.state.users.values()].filter(({ displayName }) => displayName.startsWith('Amara'))
  const aside = { text: 'Psst', ephemeralFor: 'U0AMARA0001' }
  slack.state.post({ channel: 'C0MORNING01', user: slack.state.bot.id, ...aside })
  const { bot } = discord.state
  discord.state.post({ channelId: '1100000000000000010', author: bot, content: 'Psst', ephemeralFor: amara?.id ?? '' })
  expect(await (await visit()).locator('main').textContent()).not.toContain('Psst')
})

test('a reply of another person appears in an open thread at once', async () => {
  const { ts } = fixture.slack.state.say('U0AMARA0001', 'C0MORNING01', 'Who has been to the old bridge?')
  const page = await visit(`/?thread=slack:${ts}`)
  const thread = page.getByRole('complementary', { name: 'Thread' })
  await thread.getByText('0 replies').waitFor()
  fixture.slack.state.say('U0KENJI0001', 'C0MORNING01', 'I have, *twice*', ts)
  await thread.getByText('I have, twice').waitFor()
  await thread.getByText('1 reply').waitFor()
  await articleOf(slackOf(page), 'Who has been to the old bridge?')
    .getByRole('link', { name: /1 reply/ })
    .waitFor()
  await expect.poll(() => page.getByRole('status').textContent()).toContain('I have')
})

test('what a reader types reaches the channel and the thread as they typed it', async () => {
  const page = await visit()
  await page.getByLabel('Message #morning-post, as Robin Lee').last().fill('<b>Good</b> *morning*')
  await page.keyboard.press('Enter')
  const said = discordOf(page).getByRole('article').filter({ hasText: '<b>Good</b> morning' })
  await said.waitFor()
  await said.hover()
  await said.getByRole('link', { name: 'Create thread' }).click()
  await page.getByLabel('Message the thread, as Robin Lee').fill('Good morning to you')
  await page.keyboard.press('Enter')
  const thread = page.getByRole('complementary', { name: 'Good morning to you' })
  await thread
    .getByRole('article', { name: /^Robin Lee/ })
    .filter({ hasText: 'Good morning to you' })
    .waitFor()
})

test('the keyboard reaches the messages, opens a thread and closes it again', async () => {
  const { ts } = fixture.slack.state.say('U0AMARA0001', 'C0MORNING01', 'Open me')
  fixture.slack.state.say('U0KENJI0001', 'C0MORNING01', 'Opened', ts)
  const page = await visit()
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').textContent()).toBe('Skip to Slack')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('slack-say')
  await articleOf(slackOf(page), 'Open me')
    .getByRole('link', { name: /1 reply/ })
    .focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Thread')
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('complementary').count()).toBe(0)
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toContain('1 reply')
})

test('a choice that the arrow keys pass through is not made until Enter', async () => {
  const page = await visit()
  const section = articleOf(discordOf(page), 'What tunnels remember')
  const select = section.getByRole('combobox')
  await select.focus()
  await page.keyboard.press('ArrowDown')
  await section.getByRole('button', { name: 'Go' }).waitFor()
  expect(await section.getByRole('link', { name: /^A discussion/ }).count()).toBe(0)
  await page.keyboard.press('Enter')
  await section.getByRole('link', { name: /^A discussion/ }).waitFor()
})

test('what comes in below is offered, not forced upon the reader', async () => {
  const page = await visit()
  // What happens before the stream is open is found by loading the page again.
  await page.locator('main[data-connected]').waitFor()
  const scroll = slackOf(page).getByRole('region', { name: 'morning-post' })
  fixture.slack.state.say('U0AMARA0001', 'C0MORNING01', 'Far below')
  await slackOf(page).getByRole('button', { name: 'New messages' }).click()
  await expect.poll(() => slackOf(page).getByRole('button', { name: 'New messages' }).count()).toBe(0)
  expect(await scroll.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0)
})

test('without JavaScript a takeaway is chosen with a button, and the page comes back with the answer', async () => {
  const page = await visit('/', { javaScriptEnabled: false })
  const section = articleOf(slackOf(page), 'What tunnels remember')
  await section.getByRole('combobox', { name: 'Discuss a takeaway' }).selectOption('1')
  await section.getByRole('button', { name: 'Go' }).click()
  await section.getByRole('link', { name: /1 reply/ }).click()
  const thread = page.getByRole('complementary', { name: 'Thread' })
  await thread.getByText('Takeaway 1 of 1').waitFor()
  await thread.getByLabel('Reply…, as Robin Lee').fill('Nor does concrete')
  await thread.getByRole('button', { name: 'Send' }).click()
  await thread.getByText('Nor does concrete').waitFor()
  await section.getByRole('link', { name: /2 replies/ }).waitFor()
})

/** What sticks out of the window at the right, by its first words. */
const stickingOut = `[...document.querySelectorAll('.message, .byline, h4, .budgets')]
  .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth)
  .map((element) => element.textContent.trim().slice(0, 60))`

test.each(['/', '/?side=discord', '/preview', '/preview/2026-03-12'])(
  'nothing of %s is cut off at the side of a narrow window',
  async (path) => {
    const page = await visit(path)
    for (const width of [360, 768, 1024]) {
      await page.setViewportSize({ width, height: 740 })
      expect(await page.evaluate('document.documentElement.scrollWidth'), `at ${width}`).toBeLessThanOrEqual(width)
      expect(await page.evaluate(stickingOut), `at ${width}`).toEqual([])
    }
  },
)

test('a narrow window shows one platform at a time', async () => {
  const page = await visit('/', { viewport: { width: 360, height: 740 } })
  expect(await slackOf(page).isVisible()).toBe(true)
  expect(await discordOf(page).isVisible()).toBe(false)
  await page.getByRole('navigation', { name: 'Platform' }).getByRole('link', { name: 'Discord' }).click()
  await discordOf(page).waitFor()
  expect(await slackOf(page).isVisible()).toBe(false)
})

test('the theme follows the system until the reader chooses one, which is kept', async () => {
  const page = await visit('/', { colorScheme: 'dark' })
  const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
  const dark = await background()
  await page.getByRole('button', { name: 'Light' }).click()
  // The page is reloaded: before its style sheet is loaded, the background is that of no theme.
  await expect.poll(background).not.toSatisfy((color) => color === dark || color === 'rgba(0, 0, 0, 0)')
  const light = await background()
  await page.getByRole('link', { name: 'Previews' }).click()
  await page.waitForURL('**/preview')
  await expect.poll(background).toBe(light)
})

test('a control without an answer shows an error', async () => {
  const unanswered = await openPageFixture()
  await unanswered.post('slack', digest)
  await unanswered.hangUp()
  const page = await visit()
  await page.goto(unanswered.url)
  await slackOf(page).getByRole('combobox').first().selectOption('1')
  await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/not connected/)
  expect(complaints.splice(0)).toEqual([expect.stringContaining('504')])
  await page.close()
  await unanswered.close()
})
