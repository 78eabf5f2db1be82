import { afterEach, expect, onTestFinished, test } from 'vitest'
import { expectAccessible } from './accessibility.ts'
import { Browsers, boxOf, slackOf } from './browser-fixture.ts'
import { openPageFixture } from './page-fixture.ts'

const password = 'correct horse battery staple'
const browsers = new Browsers()

afterEach(() => browsers.leave())

async function openGuarded() {
  const fixture = await openPageFixture({ password })
  onTestFinished(() => fixture.close())
  return { fixture, visit: await browsers.invite(fixture) }
}

test('a visitor gives the password, uses the page, and logs out', async () => {
  const { fixture, visit } = await openGuarded()
  const page = await visit('/preview?month=2026-03')
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByText('That is not the password.').waitFor()
  // The browser reports the answer 401.
  expect(browsers.complaints.splice(0)).toHaveLength(1)
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/preview?month=2026-03')

  await page.goto(fixture.url)
  const box = boxOf(slackOf(page))
  await box.fill('Hello from outside')
  await box.press('Enter')
  await slackOf(page).getByText('Hello from outside').first().waitFor()
  await page.getByRole('button', { name: 'Dark' }).click()
  await page.reload()
  expect(await page.getAttribute('html', 'data-theme')).toBe('dark')

  await page.getByRole('button', { name: 'Log out' }).click()
  await page.waitForURL('**/login')
  await page.goto(`${fixture.url}/deliveries`)
  await page.getByLabel('Password').waitFor()
})

test('without JavaScript it works as well', async () => {
  const { visit } = await openGuarded()
  const page = await visit('/deliveries', { javaScriptEnabled: false })
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('button', { name: 'Dark' }).click()
  expect(await page.getAttribute('html', 'data-theme')).toBe('dark')
  await page.getByRole('button', { name: 'Log out' }).click()
  await page.waitForURL('**/login')
})

test('the login is accessible, before and after a wrong password, and so is the page behind it', async () => {
  const { visit } = await openGuarded()
  const page = await visit('/deliveries')
  await expectAccessible(page)
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByText('That is not the password.').waitFor()
  browsers.complaints.length = 0
  await expectAccessible(page)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('button', { name: 'Log out' }).waitFor()
  await expectAccessible(page)
})
