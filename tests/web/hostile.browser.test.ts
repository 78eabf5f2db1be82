import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Day, parseDay } from '../../src/domain/day.ts'
import { type DeliveryId, deliveryId } from '../../src/domain/delivery.ts'
import type { Destination } from '../../src/domain/destination.ts'
import { type Digest, digestId } from '../../src/domain/digest.ts'
import { problemText } from '../../src/i18n/problems.ts'
import { arbitraryDigest } from '../arbitrary.ts'
import { aDestination, libraryOf, partKey } from '../builders.ts'
import { Browsers, discordOf, slackOf, type Visit } from './browser-fixture.ts'
import { type DashboardFixture, openDashboardFixture } from './dashboard-fixture.ts'
import { openPageFixture, type PageFixture } from './page-fixture.ts'

/** Markup that runs code or sends requests if it is not shown as text. */
const attacks = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(2)>',
  '"><svg onload=alert(3)>',
  "' autofocus onfocus='alert(4)",
  '</title></head><body onload=alert(5)>',
  '<iframe srcdoc="<script>alert(6)</script>"></iframe>',
  '<meta http-equiv=refresh content="0;url=https://evil.example/">',
  '<base href=//evil.example/>',
  '<link rel=stylesheet href=//evil.example/a.css>',
  '<style>@import "//evil.example/b.css";</style>',
  '<p style="background:url(//evil.example/c.png)">',
  '<form action=//evil.example/><button>',
  '<details open ontoggle=alert(7)>',
  'javascript:alert(8)',
  '[a](javascript:alert(9))',
  '<a href="data:text/html,<script>alert(10)</script>">',
  '</textarea></select></table><script src=//evil.example/d.js></script>',
  '<!--><script>alert(11)</script>-->',
  '&lt;script&gt;alert(12)&lt;/script&gt;',
  '\u2028</script><script>alert(13)</script>',
]
const addresses = [
  'javascript:alert(14)',
  'data:text/html,<script>alert(15)</script>',
  '//evil.example/"onclick=alert(16)',
]

let turn = 0
const attack = () => attacks[turn++ % attacks.length] ?? ''

/** The digest with an attack wherever its author can write anything; the model's own rules are broken, too. */
function poisoned(digest: Digest): Digest {
  return JSON.parse(JSON.stringify(digest), (key, value) => {
    if (typeof value !== 'string') return value
    if (['value', 'title', 'tag', 'language'].includes(key)) return `${attack()}${value.slice(0, 60)}`
    return key === 'url' && turn++ % 2 === 0 ? addresses[turn % addresses.length] : value
  })
}

const today = parseDay('2026-03-12') as Day
const [main = {} as Digest, ...others] = fc
  .sample(arbitraryDigest, { numRuns: 4, seed: 12 })
  .map((digest) => poisoned({ ...digest, title: '', publication: 'main', date: today }))

const destination: Destination = {
  ...aDestination({ channel: attack(), timezone: 'Europe/Berlin' }),
  name: attacks[2] ?? '',
}

const browsers = new Browsers()
let fixture: PageFixture
let dashboard: DashboardFixture
let visit: Visit
let shown: Digest = main

beforeEach(async () => {
  shown = main
  dashboard = await openDashboardFixture([destination, { ...destination, name: 'calm' }], () =>
    Date.parse('2026-03-12T12:00:00Z'),
  )
  const problem = {
    file: attack(),
    line: 1,
    column: 1,
    severity: 'error' as const,
    rule: attack(),
    ...problemText('unknown-heading', attack(), attack()),
  }
  const library = {
    ...libraryOf(),
    days: () => [today],
    get: async () => shown,
    read: async () => ({ file: problem.file, digest: shown, problems: [], at: () => undefined }),
    publications: () => ['main', attacks[0] ?? ''],
    problems: () => [problem],
  }
  fixture = await openPageFixture({ repository: library, dashboard })
  visit = await browsers.invite(fixture)
  await record()
})

afterEach(async () => {
  await browsers.leave()
  await fixture.close()
  await dashboard.close()
})

/** A delivery in which every text comes from outside. */
async function record(): Promise<void> {
  const { ledger } = dashboard
  const digest = digestId(main)
  const id: DeliveryId = deliveryId(destination, digest)
  const { name, platform, channel } = destination
  await ledger.addDelivery({ id, destination: name, digest, platform, channel, createdAt: 1, dueAt: 1 })
  for (const at of ['overview', ...attacks].keys()) {
    const key = partKey(`section-${at}`)
    await ledger.recordIntent(id, key, at)
    if (at % 3 === 0) await ledger.markUncertain(id, key)
    else await ledger.recordReceipt(id, key, { platform, channel, message: `${at}`, link: addresses[at % 3] ?? '' }, at)
    await ledger.markUneditable(id, key, { text: attack() })
  }
  await ledger.setState(id, 'failed', 5, { text: attack() })
  await ledger.setDelay(id, { text: attack() })
  await ledger.pause(name, { reason: { text: attack() }, at: 1 })
  await ledger.pause('calm', { reason: { text: attack() }, at: 1 })
}

/** Everything in the page that only an author can have put there. */
const strangers = `[...document.querySelectorAll('*')].flatMap((element) => {
  const attributes = [...element.attributes].filter(({ name, value }) =>
    name.startsWith('on') || name === 'style' || name === 'srcdoc' || /^\\s*(javascript|data):/i.test(value) && name !== 'value' && !/^(title|aria-|id|data-)/.test(name))
  const own = element.closest('head') && element.matches('meta, title, link[href^="/assets/"], script[src^="/assets/"]')
  const alien = element.matches('script, img, iframe, object, embed, base, style, link, meta') && !own
  return [...attributes.map(({ name, value }) => element.tagName + ' ' + name + '=' + value), ...(alien ? [element.outerHTML] : [])]
})`

/** Goes there, touches what can be touched, and tells what ran or went out. */
async function provoke(page: Page, path: string): Promise<void> {
  const heard: string[] = []
  const onDialog = (dialog: { message(): string; dismiss(): Promise<void> }) => {
    heard.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  }
  const onRequest = (request: { url(): string }) => {
    if (!request.url().startsWith(fixture.url)) heard.push(`request ${request.url()}`)
  }
  page.on('dialog', onDialog)
  page.on('request', onRequest)
  await page.goto(fixture.url + path)
  expect(await page.evaluate(strangers), path).toEqual([])
  await page.keyboard.press('Tab')
  await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
  await page.evaluate('for (const one of document.querySelectorAll(\'main a[href^="#"], main summary\')) one.click()')
  page.off('dialog', onDialog)
  page.off('request', onRequest)
  expect(heard, path).toEqual([])
}

test('nothing that an author, a platform or a configuration says runs in the calendar of deliveries', async () => {
  const page = await visit('/deliveries')
  const open = new URLSearchParams({ open: `${destination.name}@${today}` })
  for (const query of [
    '',
    `?${open}`,
    `?${open}&confirm=overview`,
    `?${new URLSearchParams({ destination: destination.name })}`,
  ]) {
    await provoke(page, `/deliveries${query}`)
  }
  await page.goto(`${fixture.url}/deliveries?${open}`)
  // All of it is there, as text.
  const text = (await page.locator('main').textContent()) ?? ''
  for (const words of attacks.slice(0, 13)) expect(text).toContain(words)
})

test('nothing that a digest says runs in its previews', async () => {
  const page = await visit('/preview')
  for (const digest of [main, ...others]) {
    shown = digest
    for (const path of ['/preview', '/preview/2026-03-12', '/preview/2026-03-12?layout=forum'])
      await provoke(page, path)
  }
})

test('nothing that a digest says runs in the channels', async () => {
  for (const [at, digest] of [main, ...others].entries()) {
    const readable: Digest = { ...digest, language: 'en', publication: 'main', date: `2026-03-0${at + 1}` as Day }
    for (const platform of ['slack', 'discord'] as const) await fixture.post(platform, readable).catch(() => {})
  }
  const page = await visit('/')
  for (const path of ['/', '/?side=discord']) await provoke(page, path)
  for (const side of [slackOf(page), discordOf(page)]) {
    for (const words of ['<script>alert(1)</script>', 'onerror=alert(2)'])
      expect(await side.textContent()).toContain(words)
  }
})
