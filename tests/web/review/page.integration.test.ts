import { afterEach, beforeEach, expect, test } from 'vitest'
import { startWebServer } from '../../../src/web/server.ts'
import { libraryOf } from '../../builders.ts'
import { vocabulary } from '../../contracts/digest.ts'
import { ReviewFixture } from '../../review/review-fixture.ts'
import { aDraft, aSectionDraft, failedSentence, id, todaysId } from '../../review/sample-drafts.ts'
import { openDashboardFixture } from '../dashboard-fixture.ts'

let workflow: ReviewFixture
let server: { url: string; close(): Promise<void> }

async function open(host?: string) {
  return startWebServer({
    port: 0,
    repository: libraryOf(),
    vocabulary,
    dashboard: await openDashboardFixture(),
    review: { reviews: workflow.reviews, context: workflow.context },
    ...(host && { host }),
  })
}

beforeEach(async () => {
  workflow = await ReviewFixture.open(
    aDraft({ sections: [aSectionDraft(1, { body: [failedSentence] }), aSectionDraft(2, { title: '<b>Two</b>' })] }),
  )
  await workflow.tick()
  server = await open()
})
afterEach(() => server.close())

const page = async () => (await fetch(`${server.url}/review`)).text()
const hashOf = (text: string) => /name="hash" value="([0-9a-f]{12})"/.exec(text)?.[1] ?? ''
const send = (verb: string, form: Record<string, string>, headers: Record<string, string> = { origin: server.url }) =>
  fetch(`${server.url}/review/${verb}`, {
    method: 'post',
    body: new URLSearchParams({ digest: todaysId, ...form }),
    redirect: 'manual',
    headers,
  })

test('a draft is shown with what failed, and with all that can be done', async () => {
  const text = await page()
  expect(text).toContain('1 check failed')
  expect(text).toMatch(/<mark>It is 99% faster\.<\/mark> <small class="why">⚠ the number 99% is not/)
  expect(text).toContain('due at 08:30 (UTC)')
  expect(text).toContain('&lt;b&gt;Two&lt;/b&gt;')
  for (const label of ['Approve', 'Hold today', 'Edit', 'Replace', 'Drop section']) expect(text).toContain(`>${label}<`)
})

test('the operator edits what failed and approves, and the message in chat says so', async () => {
  const hash = hashOf(await page())
  const refused = await send('approve', { hash })
  expect(refused.status).toBe(409)
  expect(await refused.text()).toMatch(/not approved: 1 check failed.*It is 99% faster/s)
  const section = id(1)
  const typed = { hash, section, title: 'Paper 1', tag: '', text: '', takeaways: 'Typed' }
  const empty = await send('save', typed)
  expect(empty.status).toBe(409)
  expect(await empty.text()).toMatch(/Write at least one sentence.*<details open>.*>Typed<\/textarea>/s)
  expect((await send('save', { ...typed, text: 'It is faster.' })).status).toBe(303)
  expect((await send('drop', { hash, section: id(2) })).status).toBe(409)
  const next = hashOf(await page())
  expect((await send('replace', { hash: next, section: id(2) })).headers.get('location')).toMatch(
    /^\/review#draft-main/,
  )
  expect((await send('approve', { hash: hashOf(await page()) })).status).toBe(303)
  await workflow.reviews.idle()
  expect(workflow.digests.get(todaysId)).toMatch(/It is faster.*Paper 3/s)
  expect(workflow.shown).toMatch(/approved by the operator/)
  expect(await page()).toContain('approved by the operator at 07:00 (UTC)')
})

test('forms of other sites, made-up drafts and unknown verbs change nothing', async () => {
  const hash = hashOf(await page())
  expect((await send('hold', { hash }, { origin: 'https://elsewhere.example' })).status).toBe(403)
  expect((await send('hold', { hash, digest: 'nothing' })).status).toBe(404)
  expect((await send('hold', { hash, digest: 'other/2026-03-12' })).status).toBe(409)
  expect((await send('hold', { hash: '000000000000' })).status).toBe(409)
  expect((await send('publish', { hash })).status).toBe(404)
  expect((await workflow.store.reviews.review(todaysId))?.state).toBe('waiting')
  expect((await send('hold', { hash })).status).toBe(303)
  expect(await page()).toMatch(/held by the operator.*Review again/s)
  expect((await send('release', { hash: '000000000000' })).status).toBe(409)
  expect((await send('release', { hash })).status).toBe(303)
  expect((await workflow.store.reviews.review(todaysId))?.state).toBe('waiting')
  expect(await page()).not.toContain('Review again')
})

test('where other machines reach the page without a password, it only shows', async () => {
  await server.close()
  server = await open('0.0.0.0')
  const text = await page()
  expect(text).toContain('PAGE_PASSWORD')
  expect(text).not.toContain('>Approve<')
  expect((await send('hold', { hash: '000000000000' })).status).toBe(404)
})
