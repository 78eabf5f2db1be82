import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { digest } from './digest.ts'
import { type House, openHouse } from './house.ts'
import { answerIn, discordOf, slackOf, type Visit, Visitors } from './visitors.ts'

const visitors = new Visitors()
let house: House
let visit: Visit

beforeAll(async () => {
  house = await openHouse()
  await house.post('slack', digest)
  await house.post('discord', digest)
  visit = await visitors.invite(house)
})

afterEach(async () => {
  house.slack.views.close('U0ROBIN0001')
  house.discord.dialogs.dismiss('1100000000000000030')
  await visitors.leave()
})

afterAll(async () => {
  await visitors.close()
  await house?.close()
})

const sectionIn = (side: Locator) => side.getByRole('article').filter({ hasText: 'What tunnels remember' }).last()
const dotsOf = (article: Locator) => article.locator('summary')
const itemsOf = (article: Locator) => article.getByRole('menuitem')

const isFocused = (page: Page) => page.evaluate('document.activeElement.matches(".slack-menu summary")')

async function writeIn(side: Locator, send: string) {
  const dialog = side.getByRole('dialog', { name: 'Report a mistake' })
  await dialog.getByLabel('What is wrong?').fill('Water does forget.\nSometimes.')
  await dialog.getByRole('button', { name: send }).click()
  await answerIn(side).getByText('words: Water does forget.').waitFor()
  await expect.poll(() => side.getByRole('dialog').count()).toBe(0)
}

test('behind the three dots of a section in Slack a mistake can be reported, with the mouse', async () => {
  const page = await visit()
  const section = sectionIn(slackOf(page))
  await dotsOf(section).click()
  await itemsOf(section).getByText('Report a mistake').click()
  await writeIn(slackOf(page), 'Send')
  expect(await itemsOf(section).isVisible()).toBe(false)
})

test('and with the keyboard, which comes back to the dots', async () => {
  const page = await visit()
  const section = sectionIn(slackOf(page))
  await dotsOf(section).focus()
  await page.keyboard.press('ArrowDown')
  const focused = () => page.evaluate('document.activeElement.textContent.trim()')
  await expect.poll(focused).toBe('Report a mistake')
  await page.keyboard.press('Escape')
  expect(await itemsOf(section).isVisible()).toBe(false)
  expect(await isFocused(page)).toBe(true)
  await page.keyboard.press('ArrowUp')
  await expect.poll(focused).toBe('Report a mistake')
  await page.keyboard.press('Enter')
  await slackOf(page).getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => slackOf(page).getByRole('dialog').count()).toBe(0)
  await expect.poll(() => isFocused(page)).toBe(true)
})

test('a menu closes when somebody goes elsewhere', async () => {
  const page = await visit()
  const section = sectionIn(slackOf(page))
  await dotsOf(section).click()
  await itemsOf(section).waitFor()
  await section.getByText('Water never forgets.').first().click()
  expect(await itemsOf(section).isVisible()).toBe(false)
  await dotsOf(section).click()
  await page.keyboard.press('Shift+Tab')
  await expect.poll(() => itemsOf(section).isVisible()).toBe(false)
})

test('a menu is seen whole in a narrow window', async () => {
  const page = await visit('/', { viewport: { width: 360, height: 600 } })
  for (const section of await slackOf(page).locator('.slack-menu').all()) {
    await section.locator('summary').click()
    const menu = section.getByRole('menu')
    await expect.poll(async () => (await menu.boundingBox())?.height ?? 0).toBeGreaterThan(0)
    const { x = -1, y = -1, width = 0, height = 0 } = (await menu.boundingBox()) ?? {}
    expect(x).toBeGreaterThanOrEqual(0)
    expect(x + width).toBeLessThanOrEqual(360)
    expect(y + height).toBeLessThanOrEqual(600)
    await page.keyboard.press('Escape')
  }
})

test('in Discord a quiet button opens the same dialog', async () => {
  const page = await visit()
  await sectionIn(discordOf(page)).getByRole('button', { name: 'Report a mistake' }).click()
  await writeIn(discordOf(page), 'Submit')
})

test('without JavaScript it works as well', async () => {
  const page = await visit('/', { javaScriptEnabled: false })
  const section = sectionIn(slackOf(page))
  await dotsOf(section).click()
  await itemsOf(section).click()
  const dialog = slackOf(page).getByRole('dialog', { name: 'Report a mistake' })
  await dialog.getByLabel('What is wrong?').fill('Everything.')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await answerIn(slackOf(page)).getByText('words: Everything.').waitFor()
})
