import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DigestId } from '../../src/domain/digest.ts'
import type { Requester } from '../../src/domain/interaction.ts'
import { reviewVerbs } from '../../src/domain/review-action.ts'
import { ReviewFixture, reviewer, said } from './review-fixture.ts'
import { aDraft, id, todaysId } from './sample-drafts.ts'

let desk: ReviewFixture
beforeEach(async () => {
  desk = await ReviewFixture.open()
  desk.choices.set('board', { platform: 'slack', channel: 'C0REVIEW', people: ['U9'], roles: [] })
  await desk.tick()
})
afterEach(() => desk.close())

/** Each way to press a control that does not count. */
const forgeries: Readonly<Record<string, Partial<Requester>>> = {
  'another person': { user: 'U7' },
  'a reviewer of another publication': { user: 'U9' },
  'a role that is none of the reviewers’': { user: 'U7', roles: ['R2'] },
  'another channel': { channel: 'C0OTHER' },
  'a direct message': { channel: 'D1', isDirect: true },
  'another platform': { platform: 'discord' },
}

test.each(Object.entries(forgeries))('from %s, no control counts', async (_, requester) => {
  for (const verb of reviewVerbs) {
    await desk.press(verb, requester)
    await desk.press(verb, requester, desk.hash(), id(1))
  }
  const control = { action: 'review', verb: 'save', digest: todaysId, hash: desk.hash(), section: id(1) } as const
  const values = { title: ['Forged'], text: ['Forged.'] }
  await desk.handler.submit({ requester: { ...reviewer, ...requester }, control, values })
  await desk.reviews.idle()
  expect(desk.drafts.get(todaysId)).toEqual(aDraft())
  expect((await desk.store.reviews.review(todaysId))?.state).toBe('waiting')
  expect([...desk.digests]).toEqual([])
})

test('a role that reviews counts', async () => {
  expect(said(await desk.press('approve', { user: 'U7', roles: ['R1'] }))).toMatch(/Approved/)
})

test('the control of another draft’s message, of none, and of an older version do not count', async () => {
  const control = { action: 'review', verb: 'approve', digest: todaysId, hash: desk.hash() } as const
  const press = (message: string, rest: object = {}, value = '') =>
    desk.handler.action({
      requester: reviewer,
      control: { ...control, ...rest },
      value,
      message: { platform: 'slack', channel: 'C0REVIEW', message },
    })
  expect(said(await press('2'))).toMatch(/not reviewed here/)
  expect(said(await press('2', {}, 'chosen'))).toMatch(/not reviewed here/)
  expect(said(await press('2', { verb: 'hold' }, 'chosen'))).toMatch(/not reviewed here/)
  expect(said(await press('1', { hash: '000000000000' }))).toMatch(/out of date/)
  expect(said(await press('1', { digest: 'board/2026-03-12' as DigestId }))).toMatch(/no such draft/)
  expect(said(await press('1', { digest: 'main/2026-03-11' as DigestId }))).toMatch(/no such draft/)
  expect(said(await press('1', { digest: 'unknown/2026-03-12' as DigestId }))).toMatch(/no such draft/)
  expect([...desk.digests]).toEqual([])
  expect((await desk.store.reviews.review(todaysId))?.state).toBe('waiting')
})

test('a click that is repeated after the decision changes nothing', async () => {
  const hash = desk.hash()
  await desk.press('approve', {}, hash)
  const content = desk.digests.get(todaysId)
  expect(said(await desk.press('hold', { user: 'U2' }, hash))).toMatch(/Robin approved it at 07:00/)
  expect(said(await desk.press('approve', {}, hash))).toMatch(/Robin approved it at 07:00/)
  expect(said(await desk.press('drop', {}, hash, id(1)))).toMatch(/Robin approved it/)
  expect(desk.digests.get(todaysId)).toBe(content)
})

test('a section that the draft does not have cannot be edited, dropped or replaced', async () => {
  for (const verb of ['edit', 'drop', 'replace'] as const)
    expect(said(await desk.press(verb, {}, desk.hash(), 'constructor'))).toMatch(/out of date/)
  expect(desk.drafts.get(todaysId)).toEqual(aDraft())
})
