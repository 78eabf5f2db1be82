import { afterEach, beforeEach, expect, test } from 'vitest'
import { ConfigurationError, MessageRefused } from '../../src/domain/errors.ts'
import { failureReason } from '../../src/i18n/failures.ts'
import { problemText } from '../../src/i18n/problems.ts'
import { failedSentences } from '../../src/review/card.ts'
import { day } from '../builders.ts'
import { ReviewFixture, said } from './review-fixture.ts'
import { aDraft, aSectionDraft, failedSentence, sevenOClock, todaysId } from './sample-drafts.ts'

let workflow: ReviewFixture
beforeEach(async () => {
  workflow = await ReviewFixture.open()
})
afterEach(() => workflow.close())

const state = async () => (await workflow.store.reviews.review(todaysId))?.state

test('a draft is asked about once, with all five buttons, whatever the number of ticks and restarts', async () => {
  await workflow.tick()
  workflow.restart()
  await workflow.tick()
  expect(workflow.slack.posts).toBe(1)
  expect(workflow.slack.edits).toBe(0)
  expect(workflow.shown).toMatch(/Draft for Thursday 12 March 2026/)
  expect(workflow.shown).toMatch(/01 · Paper 1\nWhat paper 1 does\. How paper 1 does it\./)
  expect(workflow.cards.at(-1)?.buttons.map(({ label }) => label)).toEqual([
    'Approve',
    'Edit',
    'Drop section',
    'Replace',
    'Hold today',
  ])
  expect([...workflow.digests]).toEqual([])
})

test('the approved draft is among the digests, its candidates are used, and one line says who and when', async () => {
  await workflow.tick()
  expect(said(await workflow.press('approve'))).toMatch(/Approved\. It is posted at 08:30 \(UTC\)/)
  expect([...workflow.digests.keys()]).toEqual([todaysId])
  expect([...workflow.used.values()]).toEqual(['used', 'used'])
  expect(workflow.shown).toBe('✅ Thursday 12 March 2026: approved by Robin at 07:00 (UTC).')
  expect(await state()).toBe('published')
  expect(workflow.woken).toBe(1)
})

test('the first click wins, and later ones learn who was first', async () => {
  await workflow.tick()
  const hash = workflow.hash()
  const [first, second] = await Promise.all([
    workflow.press('hold', { user: 'U2', name: 'Amara' }, hash),
    workflow.press('approve', {}, hash),
  ])
  expect(said(first)).toMatch(/Held\./)
  expect(said(second)).toMatch(/Amara held it at 07:00 \(UTC\)/)
  expect([...workflow.digests]).toEqual([])
  expect(workflow.shown).toMatch(/held by Amara/)
})

test('the message says that a file that was changed by hand does not count', async () => {
  workflow.isEditedByHand = true
  await workflow.tick()
  expect(workflow.shown).toMatch(/drafts\/main\/2026-03-12\.md was changed by hand, which does not count/)
})

test('who approves hears that a person wrote the digest in the same moment', async () => {
  await workflow.tick()
  workflow.beforeStep = (step) => step === 'write digest' && workflow.digests.set(todaysId, 'by a person')
  expect(said(await workflow.press('approve'))).toMatch(/a person wrote the digest/)
  expect(await state()).toBe('replaced')
})

test('a draft that cannot be read is named in the answer', async () => {
  await workflow.tick()
  const hash = workflow.hash()
  workflow.beforeRead = () => {
    throw new ConfigurationError('drafts/main/2026-03-12.json is no draft.')
  }
  expect(said(await workflow.press('approve', {}, hash))).toMatch(/2026-03-12\.json is no draft/)
})

test('a draft with a failed check shows the sentence and cannot be approved', async () => {
  workflow.drafts.set(todaysId, aDraft({ sections: [aSectionDraft(1, { body: [failedSentence] })] }))
  await workflow.tick()
  expect(workflow.shown).toMatch(/1 check failed/)
  expect(workflow.shown).toMatch(/It is 99% faster\. ⟦unverified: the number 99%/)
  expect(said(await workflow.press('approve'))).toMatch(/not approved: 1 check failed.*It is 99% faster/)
  expect(await state()).toBe('waiting')
  expect([...workflow.digests]).toEqual([])
})

test('a draft that `check` would refuse cannot be approved', async () => {
  await workflow.tick()
  workflow.problems = [problemText('no-content')]
  expect(said(await workflow.press('approve'))).toMatch(/would be refused.*There is no text in this file/)
  expect([...workflow.digests]).toEqual([])
})

test('nothing is posted without an approval, and the message says so once it is too late', async () => {
  await workflow.tick()
  workflow.now = Date.parse('2026-03-12T09:00:00Z')
  await workflow.tick()
  expect(workflow.cards[0]?.meta).toMatch(/goes out as soon as it is approved/)
  workflow.now = Date.parse('2026-03-14T00:00:00Z')
  await workflow.tick()
  expect(await state()).toBe('over')
  expect(workflow.shown).toMatch(/the draft was not approved in time/)
  expect([...workflow.digests]).toEqual([])
})

test('a late approval counts while the digest can still be posted', async () => {
  await workflow.tick()
  workflow.now = Date.parse('2026-03-13T23:00:00Z')
  await workflow.tick()
  expect(said(await workflow.press('approve'))).toMatch(/Approved\. It is posted now/)
  expect([...workflow.digests.keys()]).toEqual([todaysId])
})

test('a digest that a person wrote wins over the draft', async () => {
  await workflow.tick()
  const hash = workflow.hash()
  workflow.digests.set(todaysId, 'by hand')
  expect(said(await workflow.press('approve', {}, hash))).toMatch(/a person wrote the digest/)
  expect(workflow.digests.get(todaysId)).toBe('by hand')
  expect(workflow.shown).toMatch(/a person wrote the digest/)
})

test('a digest that a person wrote at the last moment is not overwritten', async () => {
  await workflow.tick()
  workflow.beforeStep = (step) => void (step === 'write digest' && workflow.digests.set(todaysId, 'by hand'))
  await workflow.press('approve')
  expect(workflow.digests.get(todaysId)).toBe('by hand')
  expect(await state()).toBe('replaced')
  expect([...workflow.used]).toEqual([])
})

test('a draft that changes is asked about again, and the old buttons are out of date', async () => {
  await workflow.tick()
  const old = workflow.hash()
  workflow.drafts.set(todaysId, aDraft({ sections: [aSectionDraft(7)] }))
  expect(said(await workflow.press('approve', {}, old))).toMatch(/out of date/)
  expect([...workflow.digests]).toEqual([])
  expect(workflow.hash()).not.toBe(old)
  expect(said(await workflow.press('approve'))).toMatch(/Approved/)
})

test('a story that was published in between is said in the message, and asked about again', async () => {
  await workflow.tick()
  const old = workflow.hash()
  workflow.repeated = [{ title: 'Paper 1', date: day('2026-03-11') }]
  expect(said(await workflow.press('approve', {}, old))).toMatch(/out of date/)
  expect([...workflow.digests]).toEqual([])
  expect(workflow.shown).toContain('“Paper 1” is in the digest of Wednesday 11 March 2026 by now.')
  expect(said(await workflow.press('approve'))).toMatch(/Approved/)
  expect([...workflow.digests.keys()]).toEqual([todaysId])
})

test('a lost answer of the platform posts the message once', async () => {
  workflow.slack.script.push('lost-after')
  await workflow.tick()
  expect(workflow.slack.messages).toHaveLength(1)
})

test('a message of which the platform cannot say whether it arrived is not posted again', async () => {
  workflow.slack.script.push('lost-after')
  workflow.slack.canSay = false
  await workflow.tick()
  await workflow.tick()
  expect(workflow.slack.messages).toHaveLength(1)
  workflow.slack.canSay = true
  await workflow.tick()
  expect((await workflow.store.reviews.review(todaysId))?.card?.message).toBe('1')
})

test('a message that was deleted is posted again while an answer is needed', async () => {
  await workflow.tick()
  workflow.slack.messages.length = 0
  workflow.slack.editScript.push(new MessageRefused('Slack', failureReason('deleted', 'message_not_found', '')))
  workflow.drafts.set(todaysId, aDraft({ sections: [aSectionDraft(7)] }))
  await workflow.tick()
  await workflow.tick()
  expect(workflow.slack.messages).toHaveLength(1)
  expect(workflow.shown).toMatch(/Paper 7/)
})

test('nothing is asked while the platform is down, and about drafts that are too old', async () => {
  workflow.isUp = false
  await workflow.tick()
  expect(workflow.slack.posts).toBe(0)
  workflow.isUp = true
  await workflow.tick()
  expect(workflow.slack.posts).toBe(1)
  const late = await ReviewFixture.open()
  late.now = sevenOClock + 30 * 86_400_000
  await late.tick()
  expect(late.slack.posts).toBe(0)
  await late.close()
})

test('without a review, a verified draft is posted with a line that says so, an unverified one is not', async () => {
  workflow.choices.set('main', 'off')
  await workflow.tick()
  expect(workflow.digests.get(todaysId)).toMatch(/no person has reviewed it/)
  expect(workflow.slack.posts).toBe(0)
  const other = await ReviewFixture.open(aDraft({ sections: [aSectionDraft(1, { body: [failedSentence] })] }))
  other.choices.set('main', 'off')
  await other.tick()
  expect([...other.digests]).toEqual([])
  await other.close()
})

test('several reasons against one sentence are joined as its language does', () => {
  const titleProblems = [
    { kind: 'number', what: '9' },
    { kind: 'name', what: 'Ada' },
  ] as const
  const section = { title: '标题', titleProblems, body: [], takeaways: [] }
  expect(failedSentences(section, 'zh')).toEqual(['“标题” 所依据的句子里没有数字 9；来源中没有名称 Ada'])
  expect(failedSentences(section, 'en')[0]).toMatch(/rests on; the name Ada/)
})
