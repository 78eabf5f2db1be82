import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerIn, Browsers, boxOf, discordOf, loadUntil, slackOf, type Visit } from '../../web/browser-fixture.ts'
import { openPageFixture, type PageFixture } from '../../web/page-fixture.ts'

const browsers = new Browsers()
let fixture: PageFixture
let visit: Visit

beforeEach(async () => {
  fixture = await openPageFixture()
  visit = await browsers.invite(fixture)
})

afterEach(async () => {
  await browsers.leave()
  await fixture.close()
})

const sides = [
  ['Slack', slackOf],
  ['Discord', discordOf],
] as const

test.each(sides)('in %s a command is answered in private, and is no message', async (_, sideOf) => {
  const page = await visit()
  await boxOf(sideOf(page)).fill('/digest last friday')
  await page.keyboard.press('Enter')
  const answer = answerIn(sideOf(page))
  await answer.getByText('You typed “last friday”').waitFor()
  await answer.getByText('Only visible to you').waitFor()
  expect(await sideOf(page).getByRole('article').filter({ hasText: '/digest' }).count()).toBe(0)
  expect(await boxOf(sideOf(page)).inputValue()).toBe('')
})

test.each(sides)('in %s commands work without JavaScript', async (_, sideOf) => {
  const page = await visit('/', { javaScriptEnabled: false })
  await boxOf(sideOf(page)).fill('/digest without a script')
  await sideOf(page).locator('.channel').getByRole('button', { name: 'Send' }).click()
  await loadUntil(page, answerIn(sideOf(page)).getByText('You typed “without a script”'))
})

test('Slack hints at the command and what may follow while it is typed', async () => {
  const page = await visit()
  const slack = slackOf(page)
  await boxOf(slack).pressSequentially('/d')
  await slack.getByRole('listbox', { name: 'Commands' }).getByRole('option', { name: '/digest' }).waitFor()
  await page.keyboard.press('Tab')
  expect(await boxOf(slack).inputValue()).toBe('/digest ')
  await slack.locator('.menu-hint').getByText('/digest').waitFor()
})

test('Slack knows no command that the app did not declare, and none in threads', async () => {
  const { ts } = fixture.slack.state.say('U0AMARA0001', 'C0MORNING01', 'A thread')
  const page = await visit(`/?thread=slack:${ts}`)
  await boxOf(slackOf(page)).fill('/giphy cats')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/\/giphy is no command/)
  await page.getByLabel('Reply…').fill('/digest agent')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/no commands in threads/)
  expect(browsers.complaints.splice(0)).toHaveLength(2)
})

test('what begins with a blank is a message in Slack, and an unknown command is one in Discord', async () => {
  const page = await visit()
  await boxOf(slackOf(page)).fill(' /digest is how you ask')
  await page.keyboard.press('Enter')
  await slackOf(page).getByRole('article').filter({ hasText: '/digest is how you ask' }).waitFor()
  await boxOf(discordOf(page)).fill('/shrug')
  await page.keyboard.press('Enter')
  await discordOf(page).getByRole('article').filter({ hasText: '/shrug' }).waitFor()
})

test('in Discord a command becomes a line of options, filled by the keyboard from what the bot suggests', async () => {
  const page = await visit()
  const discord = discordOf(page)
  await boxOf(discord).pressSequentially('/di')
  await discord.getByRole('option', { name: '/digest' }).waitFor()
  await page.keyboard.press('Enter')
  const about = discord.getByRole('combobox', { name: 'about' })
  await about.waitFor()
  await page.keyboard.type('a')
  const suggested = discord.getByRole('listbox', { name: /^about/ }).getByRole('option')
  await expect.poll(() => suggested.allTextContents()).toEqual(['Agent (12)', 'Architecture (4)'])
  expect(await about.getAttribute('aria-expanded')).toBe('true')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  const active = await about.getAttribute('aria-activedescendant')
  expect(await discord.locator(`#${active}`).textContent()).toBe('Architecture (4)')
  await page.keyboard.press('Enter')
  expect(await about.inputValue()).toBe('Architecture (4)')
  expect(await suggested.count()).toBe(0)
  await page.keyboard.press('Enter')
  await answerIn(discord).getByText('You typed “architecture”').waitFor()
  expect(await boxOf(discord).isVisible()).toBe(true)
})

test('more options of a Discord command are one key away, and an empty one goes as easily', async () => {
  const page = await visit()
  const discord = discordOf(page)
  await boxOf(discord).pressSequentially('/digest bridges')
  const about = discord.getByRole('combobox', { name: 'about' })
  await expect.poll(() => about.inputValue()).toBe('bridges')
  // No command has this name, so the menu of the earlier text closes.
  await expect.poll(() => discord.getByRole('listbox').count()).toBe(0)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await discord.getByRole('listbox', { name: 'Optional' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('option.since')
  await page.keyboard.press('Backspace')
  await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('option.about')
  await discord.getByRole('button', { name: '+8 more' }).click()
  await discord.getByRole('option', { name: /^tag/ }).click()
  await page.keyboard.type('Image Gen')
  await page.keyboard.press('Enter')
  await answerIn(discord).getByText('You typed “bridges tag:"Image Gen"”').waitFor()
})

test('Escape leaves a command, first its menu and then itself', async () => {
  const page = await visit()
  const discord = discordOf(page)
  await boxOf(discord).pressSequentially('/digest a')
  await discord.getByRole('listbox', { name: /^about/ }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => discord.getByRole('listbox').count()).toBe(0)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('discord-say')
})

test('options typed in one go go to the bot one by one', async () => {
  const page = await visit('/', { javaScriptEnabled: false })
  await boxOf(discordOf(page)).fill('/digest bridges tag:"Image Gen" since:march')
  await discordOf(page).locator('.channel').getByRole('button', { name: 'Send' }).click()
  await answerIn(discordOf(page)).getByText('You typed “bridges tag:"Image Gen" since:"march"”').waitFor()
})

test('the menu of a command fits a narrow window', async () => {
  const page = await visit('/?side=discord', { viewport: { width: 360, height: 640 } })
  await boxOf(discordOf(page)).pressSequentially('/digest a')
  await discordOf(page)
    .getByRole('listbox', { name: /^about/ })
    .waitFor()
  const box = await discordOf(page).locator('.menu').boundingBox()
  expect(box?.x).toBeGreaterThanOrEqual(0)
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
})
