import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DigestId } from '../../src/domain/digest.ts'
import { DestinationRefused } from '../../src/domain/errors.ts'
import type { Requester } from '../../src/domain/interaction.ts'
import { reviewVerbs } from '../../src/domain/review-action.ts'
import { ReviewFixture, reviewer, said } from './review-fixture.ts'
import { aDraft, id, todaysId } from './sample-drafts.ts'

let workflow: ReviewFixture
beforeEach(async () => {
  workflow = await ReviewFixture.open()
  workflow.choices.set('board', { platform: 'slack', channel: 'C0REVIEW', people: ['U9'], roles: [] })
  await workflow.tick()
})
afterEach(() => workflow.close())

/** Each way to press a control that does not count. */
const forgeries: Readonly<Record<string, Partial<Requester>>> = {
  'another person': { user: 'U7' },
  'a reviewer of another publication': { user: 'U9' },
  'a role that is none of the reviewers’': { user: 'U7', roles: ['R2'] },
  'another channel': { channel: 'C0OTHER' },
  'a direct message': { channel: 'D1', isDirect: true },
  'another workspace': { workspace: 'slack:T2' },
  'a reviewer who belongs to another company': { membership: 'external' },
  'another platform': { platform: 'discord' },
}

test.each(Object.entries(forgeries))('from %s, no control counts', async (_, requester) => {
  for (const verb of reviewVerbs) {
    await workflow.press(verb, requester)
    await workflow.press(verb, requester, workflow.hash(), id(1))
  }
  const control = { action: 'review', verb: 'save', digest: todaysId, hash: workflow.hash(), section: id(1) } as const
  const values = { title: ['Forged'], text: ['Forged.'] }
  await workflow.handler.submit({ requester: { ...reviewer, ...requester }, control, values })
  await workflow.reviews.idle()
  expect(workflow.drafts.get(todaysId)).toEqual(aDraft())
  expect((await workflow.store.reviews.review(todaysId))?.state).toBe('waiting')
  expect([...workflow.digests]).toEqual([])
})

test('a role that reviews counts', async () => {
  expect(said(await workflow.press('approve', { user: 'U7', roles: ['R1'] }))).toMatch(/Approved/)
})

test('where clicks do not name groups, a member of the group counts, and no one while its members are unknown', async () => {
  const approve = (user: string) => workflow.press('approve', { user, language: 'zh' })
  workflow.slack.audience.membersOf = async () => {
    throw new DestinationRefused('There is no such group.')
  }
  expect(said(await approve('U7'))).toContain('无法读取审阅人所在的用户组。There is no such group.')
  workflow.slack.audience.membersOf = async (group) => (group === 'R1' ? ['U7'] : [])
  expect(said(await approve('U8'))).toContain('只有这份刊物的审阅人')
  expect([...workflow.digests]).toEqual([])
  expect(said(await approve('U7'))).toContain('已批准')
})

test('the control of another draft’s message, of none, and of an older version do not count', async () => {
  const control = { action: 'review', verb: 'approve', digest: todaysId, hash: workflow.hash() } as const
  const press = (message: string, rest: object = {}, value = '') =>
    workflow.handler.action({
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
  expect([...workflow.digests]).toEqual([])
  expect((await workflow.store.reviews.review(todaysId))?.state).toBe('waiting')
})

test('a click that is repeated after the decision changes nothing', async () => {
  const hash = workflow.hash()
  await workflow.press('approve', {}, hash)
  const content = workflow.digests.get(todaysId)
  expect(said(await workflow.press('hold', { user: 'U2' }, hash))).toMatch(/Robin approved it at 07:00/)
  expect(said(await workflow.press('approve', {}, hash))).toMatch(/Robin approved it at 07:00/)
  expect(said(await workflow.press('drop', {}, hash, id(1)))).toMatch(/Robin approved it/)
  expect(workflow.digests.get(todaysId)).toBe(content)
})

test('a section that the draft does not have cannot be edited, dropped or replaced', async () => {
  for (const verb of ['edit', 'drop', 'replace'] as const)
    expect(said(await workflow.press(verb, {}, workflow.hash(), 'constructor'))).toMatch(/out of date/)
  expect(workflow.drafts.get(todaysId)).toEqual(aDraft())
})
