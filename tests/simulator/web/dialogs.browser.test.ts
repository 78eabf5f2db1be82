import { afterEach, beforeEach, expect, test } from 'vitest'
import { expectAccessible } from '../../web/accessibility.ts'
import { answerIn, Browsers, boxOf, discordOf, slackOf, type Visit } from '../../web/browser-fixture.ts'
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
  ['Slack', slackOf, 'Subscribe'],
  ['Discord', discordOf, 'Submit'],
] as const

test.each(sides)('in %s a dialog is filled in and sent', async (_, sideOf, send) => {
  const page = await visit()
  await boxOf(sideOf(page)).fill('/digest subscribe')
  await page.keyboard.press('Enter')
  const dialog = sideOf(page).getByRole('dialog', { name: 'Morning digest' })
  await dialog.waitFor()
  const when = dialog.getByLabel('Hour and time zone')
  expect(await when.inputValue()).toBe('08:30 Europe/London')
  expect(await dialog.getByRole('checkbox', { name: 'tue' }).isChecked()).toBe(true)
  await when.fill('07:15 Asia/Tokyo')
  await dialog.getByRole('checkbox', { name: 'mon' }).uncheck()
  await dialog.getByRole('checkbox', { name: 'wed' }).check()
  await dialog.getByLabel('Layout').selectOption('thread')
  await dialog.getByRole('button', { name: send }).click()
  await answerIn(sideOf(page)).getByText('when: 07:15 Asia/Tokyo; days: tue wed; layout: thread').waitFor()
  await expect.poll(() => sideOf(page).getByRole('dialog').count()).toBe(0)
  expect(await page.evaluate('document.activeElement.name')).toBe('text')
})

test.each(sides)('in %s a dialog works without JavaScript', async (_, sideOf, send) => {
  const page = await visit('/', { javaScriptEnabled: false })
  await boxOf(sideOf(page)).fill('/digest subscribe')
  await sideOf(page).locator('.channel').getByRole('button', { name: 'Send' }).click()
  const dialog = sideOf(page).getByRole('dialog')
  await dialog.getByRole('checkbox', { name: 'tue' }).uncheck()
  await dialog.getByRole('checkbox', { name: 'mon' }).uncheck()
  await dialog.getByRole('button', { name: send }).click()
  await answerIn(sideOf(page)).getByText('when: 08:30 Europe/London; days: none; layout: sections').waitFor()
  expect(await sideOf(page).getByRole('dialog').count()).toBe(0)
})

test.each(sides)('in %s a dialog keeps the keyboard until Escape, and gives it back', async (_, sideOf) => {
  const page = await visit()
  await boxOf(sideOf(page)).fill('/digest subscribe')
  await page.keyboard.press('Enter')
  const dialog = sideOf(page).getByRole('dialog')
  await dialog.waitFor()
  const focused = () => page.evaluate('document.activeElement.closest("[role=dialog]") !== null')
  await expect.poll(focused).toBe(true)
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press(presses < 9 ? 'Tab' : 'Shift+Tab')
    expect(await focused()).toBe(true)
  }
  expect(await sideOf(page).locator('.client-body').getAttribute('inert')).toBe('')
  await page.keyboard.press('Escape')
  await expect.poll(() => dialog.count()).toBe(0)
  await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('text')
  expect(fixture.slack.views.modalOf('U0ROBIN0001')).toBeUndefined()
})

test('what is missing in a dialog is asked for before it is sent', async () => {
  const page = await visit()
  await boxOf(discordOf(page)).fill('/digest subscribe')
  await page.keyboard.press('Enter')
  const dialog = discordOf(page).getByRole('dialog')
  await dialog.getByLabel('Hour and time zone').fill('')
  await dialog.getByRole('button', { name: 'Submit' }).click()
  expect(await dialog.locator('input:invalid').count()).toBe(1)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect.poll(() => dialog.count()).toBe(0)
})

test('a dialog stays as it was filled in when something happens behind it', async () => {
  const page = await visit()
  await boxOf(slackOf(page)).fill('/digest subscribe')
  await page.keyboard.press('Enter')
  const when = slackOf(page).getByRole('dialog').getByLabel('Hour and time zone')
  await when.fill('07:15 Asia/Tokyo')
  await fixture.slack.openHome('U0ROBIN0001')
  fixture.slack.state.say('U0AMARA0001', 'C0MORNING01', 'Behind the dialog')
  await slackOf(page).locator('.messages').getByText('Behind the dialog').waitFor()
  expect(await when.inputValue()).toBe('07:15 Asia/Tokyo')
  await page.keyboard.press('Escape')
  await expect.poll(() => slackOf(page).getByRole('dialog').count()).toBe(0)
})

test.each(sides)('the dialog of %s fits a narrow and low window', async (_, sideOf) => {
  const page = await visit(sideOf === discordOf ? '/?side=discord' : '/', { viewport: { width: 360, height: 560 } })
  await boxOf(sideOf(page)).fill('/digest subscribe')
  await page.keyboard.press('Enter')
  const box = await sideOf(page).getByRole('dialog').boundingBox()
  expect(box?.x).toBeGreaterThanOrEqual(0)
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360)
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(560)
  await page.keyboard.press('Escape')
  await expect.poll(() => sideOf(page).getByRole('dialog').count()).toBe(0)
})

test('in Slack what is wrong is said at its field, with what was typed, until it is sent again', async () => {
  const page = await visit()
  await boxOf(slackOf(page)).fill('/digest subscribe')
  await page.keyboard.press('Enter')
  const dialog = slackOf(page).getByRole('dialog')
  const when = dialog.getByLabel('Hour and time zone')
  await when.fill('never')
  await dialog.getByRole('button', { name: 'Subscribe' }).click()
  const field = dialog.locator('.field', { has: page.getByLabel('Hour and time zone') })
  const problem = field.getByText('That is no time.')
  await problem.waitFor()
  expect(await when.inputValue()).toBe('never')
  expect(await when.getAttribute('aria-invalid')).toBe('true')
  expect(await page.evaluate('document.activeElement.id')).toBe(await when.getAttribute('id'))
  expect(await page.locator('#notice').isVisible()).toBe(false)
  await expectAccessible(page)
  await when.fill('07:15 Asia/Tokyo')
  await dialog.getByRole('button', { name: 'Subscribe' }).click()
  await answerIn(slackOf(page)).getByText('when: 07:15 Asia/Tokyo').waitFor()
  expect(browsers.complaints.splice(0)).toEqual([expect.stringContaining('422')])
})

test.each(sides)('in %s what is chosen is seen in forced colours', async (name, sideOf) => {
  const page = await visit('/', { forcedColors: 'active' })
  await boxOf(sideOf(page)).fill('/digest subscribe')
  await page.keyboard.press('Enter')
  await sideOf(page).getByRole('dialog').waitFor()
  // The computed colours are those before the mode takes them away.
  const keepsColour = (day: string): Promise<string> => {
    const mark = `#${name.toLowerCase()} .mark input[value="${day}"] + span`
    return page.evaluate(`getComputedStyle(document.querySelector('${mark}')).forcedColorAdjust`)
  }
  expect([await keepsColour('tue'), await keepsColour('wed')]).toEqual(['none', 'auto'])
})
