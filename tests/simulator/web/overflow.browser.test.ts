import type { Locator, Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerIn, Browsers, discordOf, loadUntil, slackOf, type Visit } from '../../web/browser-fixture.ts'
import { digest } from '../../web/digest.ts'
import { openPageFixture, type PageFixture } from '../../web/page-fixture.ts'

const browsers = new Browsers()
let fixture: PageFixture
let visit: Visit

beforeEach(async () => {
  fixture = await openPageFixture()
  await fixture.post('slack', digest)
  await fixture.post('discord', digest)
  visit = await browsers.invite(fixture)
})

afterEach(async () => {
  await browsers.leave()
  await fixture.close()
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

test('a menu closes when it loses the focus', async () => {
  const page = await visit()
  const section = sectionIn(slackOf(page))
  await dotsOf(section).click()
  await itemsOf(section).waitFor()
  await page.getByText('Slack — simulated').click()
  await expect.poll(() => itemsOf(section).isVisible()).toBe(false)
  await dotsOf(section).click()
  await page.keyboard.press('Shift+Tab')
  await expect.poll(() => itemsOf(section).isVisible()).toBe(false)
})

test.each([360, 1024, 1440])('a menu is seen whole in a window %i wide', async (width) => {
  const page = await visit('/', { viewport: { width, height: 600 } })
  const list = slackOf(page).getByRole('region', { name: 'morning-post' })
  for (const section of await slackOf(page).locator('.slack-menu').all()) {
    // As far down as it may stand.
    await section.locator('summary').evaluate((dots) => dots.scrollIntoView({ block: 'end' }))
    await section.locator('summary').focus()
    await page.keyboard.press('Enter')
    const menu = section.getByRole('menu')
    await expect.poll(() => isWithin(menu, list)).toBe(true)
    expect(await list.evaluate(({ scrollLeft }) => scrollLeft)).toBe(0)
    await page.keyboard.press('Escape')
  }
})

async function isWithin(inner: Locator, outer: Locator): Promise<boolean> {
  const [one, other] = [await inner.boundingBox(), await outer.boundingBox()]
  if (!one || !other) return false
  const fits = (at: 'x' | 'y', size: 'width' | 'height') =>
    one[at] >= other[at] - 1 && one[at] + one[size] <= other[at] + other[size] + 1
  return one.height > 0 && fits('x', 'width') && fits('y', 'height')
}

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
  await loadUntil(page, dialog)
  await dialog.getByLabel('What is wrong?').fill('Everything.')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await loadUntil(page, answerIn(slackOf(page)).getByText('words: Everything.'))
})
