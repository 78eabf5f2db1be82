import type { Locator, Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { partKey } from '../../builders.ts'
import { Browsers, type Visit } from '../browser-fixture.ts'
import { type DeliveriesFixture, forum, morning, openEventful, team } from '../deliveries-fixture.ts'

const browsers = new Browsers()

let fixture: DeliveriesFixture
let visit: Visit

beforeEach(async () => {
  fixture = await openEventful()
  visit = await browsers.invite(fixture)
})

afterEach(async () => {
  await browsers.leave()
  await fixture.close()
})

const panelOf = (page: Page): Locator => page.getByRole('complementary')
/** A day of a destination, by how its name goes on: `Wed 4 March: Late`. */
const cellOf = (page: Page, destination: string, words: string): Locator =>
  page.getByRole('link', { name: `${destination}, ${words}` })
/** The stream is open: what happens from now on is told. */
const listening = (page: Page) => page.locator('main[data-connected]').waitFor()

test('the calendar is a table that a screen reader can find its way in', async () => {
  const page = await visit('/deliveries')
  const table = page.getByRole('table', {
    name: /^Deliveries, 16 February – 15 March 2026: a row for each destination/,
  })
  await table.getByRole('rowheader', { name: /research-slack/ }).waitFor()
  await table.getByRole('columnheader', { name: 'Thu 12 March, today' }).waitFor()
  expect(await table.getByRole('row').count()).toBe(5)
  expect(await page.getByRole('list', { name: 'In the days shown' }).textContent()).toMatch(
    /4 posted\s*1 late\s*2 pending\s*1 uncertain\s*1 paused/,
  )
})

test('today is another day where the destination is', async () => {
  const page = await visit('/deliveries')
  const today = (name: string) =>
    page
      .getByRole('row', { name: new RegExp(name) })
      .locator('td.today .shape')
      .getAttribute('title')
  expect(await today('research-slack')).toContain('Thu 12 March')
  expect(await today('auckland')).toContain('Fri 13 March')
  await page.setViewportSize({ width: 260, height: 700 })
  await page.reload()
  const heads = page.locator('.dates th')
  const edges = () => heads.evaluateAll((all) => all.map((head) => head.getBoundingClientRect()))
  const isSeen = async () => {
    const all = await edges()
    const at = await heads.evaluateAll((every) => every.findIndex((head) => head.classList.contains('today')))
    return (all[at]?.left ?? 0) >= (all[0]?.right ?? Infinity)
  }
  await expect.poll(isSeen).toBe(true)
})

test('the date of today is written in one line at every width', async () => {
  const page = await visit('/deliveries')
  const heightOf = async (selector: string) => (await page.locator(selector).first().boundingBox())?.height ?? 0
  for (const width of [360, 620, 768, 900, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    const [today, other] = [await heightOf('.dates .today b'), await heightOf('.dates th:not(.today) b')]
    expect.soft(today, `${width} pixels`).toBeLessThan(1.5 * other)
  }
})

test('no word of a week is broken at any width', async () => {
  const page = await visit('/deliveries?destination=research-slack')
  const words = page.locator('.week-day .said b')
  for (const width of [360, 620, 768, 900, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    const heights = await words.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
    expect.soft(Math.max(...heights), `${width} pixels`).toBeLessThan(24)
  }
})

test('a day opens with its parts in order, without a script too', async () => {
  const page = await visit('/deliveries', { javaScriptEnabled: false })
  await cellOf(page, 'research-slack', 'Thu 5 March').click()
  const panel = panelOf(page)
  await panel.getByRole('heading', { name: 'Thursday 5 March 2026' }).waitFor()
  expect(await panel.locator('.parts code').allTextContents()).toEqual(['overview', 'section-01', 'section-02'])
  const [, second, third] = await panel.locator('.parts > li').allTextContents()
  expect(second).toMatch(/Why do bridges sing\?\s+section-01 posted 08:30:04, edited 14:40:00/)
  expect(third).toContain('It is too old to be edited.')
  const link = panel.getByRole('link', { name: 'Open the message' }).first()
  expect(await link.getAttribute('href')).toBe('https://chat.example/2026-03-05/overview')
  expect(await link.getAttribute('rel')).toContain('noopener')
  expect(await panel.getByRole('link', { name: 'What came on <b>2026-03-05</b>' }).getAttribute('href')).toBe(
    '/preview/2026-03-05?layout=sections',
  )
  await panel.getByRole('link', { name: 'Close' }).click()
  await expect.poll(() => panelOf(page).count()).toBe(0)
})

test('the keyboard goes from day to day, opens one, and comes back to it', async () => {
  const page = await visit('/deliveries')
  const start = cellOf(page, 'research-slack', 'Thu 12 March')
  await start.focus()
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Enter']) await page.keyboard.press(key)
  await panelOf(page).getByRole('heading', { name: 'Tuesday 10 March 2026' }).waitFor()
  expect(new URL(page.url()).searchParams.get('open')).toBe('research-slack@2026-03-10')
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('delivery-title')
  await page.keyboard.press('Escape')
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('cell-research-slack@2026-03-10')
  // One stop of the Tab key for all days.
  expect(await page.locator('[data-cells] a.shape[tabindex="0"]').count()).toBe(1)
})

test('what happens shows by itself, and neither focus nor scrolling is lost', async () => {
  const page = await visit('/deliveries', { viewport: { width: 700, height: 500 } })
  await listening(page)
  const box = page.getByRole('region', { name: /^Deliveries/ })
  await box.evaluate((element) => element.scrollTo(40, 0))
  await page.evaluate('scrollTo(0, 150)')
  await page.evaluate("document.getElementById('cell-research-slack@2026-03-13').focus({ preventScroll: true })")
  await page.evaluate("document.getElementById('row-auckland').isOld = true")
  await fixture.post(team, '2026-03-11')
  await cellOf(page, 'research-slack', 'Wed 11 March: Posted').waitFor()
  expect(await page.evaluate('document.activeElement.id')).toBe('cell-research-slack@2026-03-13')
  // What did not change was not touched.
  expect(await page.evaluate("document.getElementById('row-auckland').isOld")).toBe(true)
  expect(await box.evaluate(({ scrollLeft }) => scrollLeft)).toBe(40)
  expect(await page.evaluate('scrollY')).toBe(150)
})

test('a person who looked in the channel says that a part is there, and the page shows it resolved', async () => {
  const id = await fixture.addDelivery(team, '2026-03-09')
  await fixture.ledger.recordIntent(id, partKey('section-02'), morning)
  await fixture.ledger.markUncertain(id, partKey('section-02'))
  const page = await visit('/deliveries?open=research-slack@2026-03-09')
  await listening(page)
  await panelOf(page).getByRole('button', { name: 'It is there' }).click()
  await panelOf(page).getByText('there, confirmed by hand').waitFor()
  expect(await fixture.ledger.parts(id)).toMatchObject([{ key: 'section-02', state: 'confirmed' }])
  await cellOf(page, 'research-slack', 'Mon 9 March: Pending. Under way').waitFor()
})

test('sending again is asked for twice, without a script too', async () => {
  const id = await fixture.addDelivery(forum, '2026-03-09')
  await fixture.ledger.recordIntent(id, partKey('section-01'), morning)
  await fixture.ledger.markUncertain(id, partKey('section-01'))
  const page = await visit('/deliveries?open=community-forum@2026-03-09', { javaScriptEnabled: false })
  await panelOf(page).getByRole('link', { name: 'It is not: send it' }).click()
  await panelOf(page).getByText('If it is there after all, its readers get it twice.').waitFor()
  expect(await fixture.ledger.parts(id)).toMatchObject([{ state: 'uncertain' }])
  await panelOf(page).getByRole('link', { name: 'Keep it as it is' }).click()
  await panelOf(page).getByRole('link', { name: 'It is not: send it' }).click()
  await panelOf(page).getByRole('button', { name: 'Send it now' }).click()
  await panelOf(page).getByText('No message of it was sent.').waitFor()
  expect(await fixture.ledger.parts(id)).toEqual([])
})

test('older and newer days and whole months are one step away', async () => {
  const page = await visit('/deliveries')
  const heading = page.getByRole('heading', { level: 2 }).first()
  const go = async (name: string, shown: string) => {
    await page.getByRole('link', { name, exact: true }).click()
    await expect.poll(() => heading.textContent()).toBe(shown)
  }
  await go('Older', '19 January – 15 February 2026')
  await go('Newer', '16 February – 15 March 2026')
  await go('Month', 'March 2026')
  await go('Older', 'February 2026')
  expect(new URL(page.url()).search).toBe('?month=2026-02')
  await go('Today', 'March 2026')
  await go('4 weeks', '1 – 28 March 2026')
  await page.goBack()
  await expect.poll(() => heading.textContent()).toBe('March 2026')
})

test('one destination is shown week by week, and trouble alone when asked for', async () => {
  const page = await visit('/deliveries')
  await page.getByRole('combobox', { name: 'Destination' }).selectOption('auckland')
  await page.getByRole('table', { name: /^Deliveries to auckland/ }).waitFor()
  expect(await page.getByRole('columnheader').allTextContents()).toEqual([
    'Mon',
    'Tue',
    'Wed',
    'Thu',
    'Fri',
    'Sat',
    'Sun',
  ])
  await page.goto(`${fixture.url}/deliveries?show=trouble&from=2026-01-05`)
  await page.getByText('Nothing is wrong in these days.').waitFor()
  await page.getByRole('link', { name: 'Show everything' }).click()
  await page.getByRole('row', { name: /research-slack/ }).waitFor()
})

test.each(['', '?month=2026-03', '?destination=research-slack', '?open=research-slack@2026-03-05'])(
  'nothing of /deliveries%s is cut off at the side of a window',
  async (query) => {
    const page = await visit(`/deliveries${query}`)
    for (const width of [360, 768, 1024, 1440]) {
      await page.setViewportSize({ width, height: 740 })
      expect(await page.evaluate('document.documentElement.scrollWidth'), `at ${width}`).toBeLessThanOrEqual(width)
    }
  },
)

test.each([360, 768, 1024, 1440])(
  'the day that is opened stays in sight beside its panel, %i pixels wide',
  async (width) => {
    const page = await visit('/deliveries', { viewport: { width, height: 740 } })
    const cell = cellOf(page, 'research-slack', 'Fri 6 March')
    await cell.click()
    await panelOf(page).getByRole('heading', { name: 'Friday 6 March 2026' }).waitFor()
    const isOnTop = `(({ x, y, width, height }) =>
    document.elementFromPoint(x + width / 2, y + height / 2)?.id
  )(document.getElementById('cell-research-slack@2026-03-06').getBoundingClientRect())`
    await expect.poll(() => page.evaluate(isOnTop)).toBe('cell-research-slack@2026-03-06')
    await page.reload()
    await expect.poll(() => page.evaluate(isOnTop)).toBe('cell-research-slack@2026-03-06')
  },
)
