import { afterEach, beforeEach, expect, test } from 'vitest'
import { ReviewFixture, said } from './review-fixture.ts'
import { todaysId } from './sample-drafts.ts'

let workflow: ReviewFixture
beforeEach(async () => {
  workflow = await ReviewFixture.open()
})
afterEach(() => workflow.close())

const state = async () => (await workflow.store.reviews.review(todaysId))?.state

test('a draft that is held is asked about again, by any reviewer, and approved then', async () => {
  await workflow.tick()
  const hash = workflow.hash()
  await workflow.press('hold', {}, hash)
  expect(workflow.cards.flatMap(({ buttons }) => buttons.map(({ label }) => label))).toEqual(['Review again'])
  expect(said(await workflow.press('release', { user: 'U9' }))).toMatch(/Only the reviewers/)
  expect(said(await workflow.press('release', {}, '000000000000'))).toMatch(/Robin held it/)
  expect(await state()).toBe('held')

  workflow.restart()
  expect(said(await workflow.press('release', { user: 'U2', name: 'Amara' }))).toMatch(/It waits for review again\./)
  expect(workflow.shown).toMatch(/Draft for Thursday 12 March 2026/)
  expect(said(await workflow.press('release', {}, hash))).toMatch(/It waits for review already\./)
  await workflow.press('approve')
  expect([...workflow.digests.keys()]).toEqual([todaysId])
  expect(said(await workflow.press('release', {}, hash))).toMatch(/Robin approved it/)
  expect(workflow.slack.posts).toBe(1)
})

test.each([
  ['once it is too late', () => (workflow.now += 3 * 24 * 3_600_000), /not approved in time/],
  ['once a person wrote the digest', () => workflow.digests.set(todaysId, '# Mine'), /a person wrote the digest/],
])('a draft that is held is not asked about again %s, and its button goes', async (_, happens, answer) => {
  await workflow.tick()
  const hash = workflow.hash()
  await workflow.press('hold', {}, hash)
  happens()
  expect(said(await workflow.press('release', {}, hash))).toMatch(answer)
  await workflow.tick()
  expect(await state()).toBe('held')
  expect(workflow.cards.flatMap(({ buttons }) => buttons)).toEqual([])
  expect(await workflow.store.reviews.unfinished()).toEqual([])
})
