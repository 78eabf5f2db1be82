import { afterEach, beforeEach, expect, test } from 'vitest'
import { MessageRefused } from '../../src/domain/errors.ts'
import { failureReason } from '../../src/i18n/failures.ts'
import { ReviewFixture, said } from './review-fixture.ts'
import { aDraft, aSectionDraft, failedSentence, sevenOClock, todaysId } from './sample-drafts.ts'

let desk: ReviewFixture
beforeEach(async () => {
  desk = await ReviewFixture.open()
})
afterEach(() => desk.close())

const state = async () => (await desk.store.reviews.review(todaysId))?.state

test('a draft is asked about once, with all five buttons, whatever the number of ticks and restarts', async () => {
  await desk.tick()
  desk.restart()
  await desk.tick()
  expect(desk.slack.posts).toBe(1)
  expect(desk.slack.edits).toBe(0)
  expect(desk.shown).toMatch(/Draft for Thursday 12 March 2026/)
  expect(desk.shown).toMatch(/01 · Paper 1\nWhat paper 1 does\. How paper 1 does it\./)
  expect(desk.cards.at(-1)?.buttons.map(({ label }) => label)).toEqual([
    'Approve',
    'Edit',
    'Drop section',
    'Replace',
    'Hold today',
  ])
  expect([...desk.digests]).toEqual([])
})

test('the approved draft stands among the digests, its candidates are used, and one line says who and when', async () => {
  await desk.tick()
  expect(said(await desk.press('approve'))).toMatch(/Approved\. It is posted at 08:30 \(UTC\)/)
  expect([...desk.digests.keys()]).toEqual([todaysId])
  expect([...desk.used.values()]).toEqual(['used', 'used'])
  expect(desk.shown).toBe('✅ Thursday 12 March 2026: approved by Robin at 07:00 (UTC).')
  expect(await state()).toBe('published')
  expect(desk.woken).toBe(1)
})

test('the first click wins, and who is late is told who was first', async () => {
  await desk.tick()
  const hash = desk.hash()
  const [first, second] = await Promise.all([
    desk.press('hold', { user: 'U2', name: 'Amara' }, hash),
    desk.press('approve', {}, hash),
  ])
  expect(said(first)).toMatch(/Held\./)
  expect(said(second)).toMatch(/Amara held it at 07:00 \(UTC\)/)
  expect([...desk.digests]).toEqual([])
  expect(desk.shown).toMatch(/held by Amara/)
})

test('a draft with a failed check shows the sentence and cannot be approved', async () => {
  desk.drafts.set(todaysId, aDraft({ sections: [aSectionDraft(1, { body: [failedSentence] })] }))
  await desk.tick()
  expect(desk.shown).toMatch(/1 check failed/)
  expect(desk.shown).toMatch(/It is 99% faster\. ⟦unverified: the number 99%/)
  expect(said(await desk.press('approve'))).toMatch(/not approved: 1 check failed.*It is 99% faster/)
  expect(await state()).toBe('waiting')
  expect([...desk.digests]).toEqual([])
})

test('a draft that `check` would refuse cannot be approved', async () => {
  await desk.tick()
  desk.problems = ['This digest has no sections.']
  expect(said(await desk.press('approve'))).toMatch(/would be refused.*no sections/)
  expect([...desk.digests]).toEqual([])
})

test('nothing is posted when nobody approves, and the message says so once it is too late', async () => {
  await desk.tick()
  desk.now = Date.parse('2026-03-12T09:00:00Z')
  await desk.tick()
  expect(desk.cards[0]?.meta).toMatch(/goes out as soon as it is approved/)
  desk.now = Date.parse('2026-03-14T00:00:00Z')
  await desk.tick()
  expect(await state()).toBe('over')
  expect(desk.shown).toMatch(/the draft was not approved in time/)
  expect([...desk.digests]).toEqual([])
})

test('a late approval counts while the digest can still be posted', async () => {
  await desk.tick()
  desk.now = Date.parse('2026-03-13T23:00:00Z')
  await desk.tick()
  expect(said(await desk.press('approve'))).toMatch(/Approved\. It is posted now/)
  expect([...desk.digests.keys()]).toEqual([todaysId])
})

test('a digest that a person wrote wins over the draft', async () => {
  await desk.tick()
  const hash = desk.hash()
  desk.digests.set(todaysId, 'by hand')
  expect(said(await desk.press('approve', {}, hash))).toMatch(/a person wrote the digest/)
  expect(desk.digests.get(todaysId)).toBe('by hand')
  expect(desk.shown).toMatch(/a person wrote the digest/)
})

test('a digest that a person wrote at the last moment is not overwritten', async () => {
  await desk.tick()
  desk.beforeStep = (step) => void (step === 'write digest' && desk.digests.set(todaysId, 'by hand'))
  await desk.press('approve')
  expect(desk.digests.get(todaysId)).toBe('by hand')
  expect(await state()).toBe('replaced')
  expect([...desk.used]).toEqual([])
})

test('a draft that changes is asked about again, and the old buttons are out of date', async () => {
  await desk.tick()
  const old = desk.hash()
  desk.drafts.set(todaysId, aDraft({ sections: [aSectionDraft(7)] }))
  expect(said(await desk.press('approve', {}, old))).toMatch(/out of date/)
  expect([...desk.digests]).toEqual([])
  expect(desk.hash()).not.toBe(old)
  expect(said(await desk.press('approve'))).toMatch(/Approved/)
})

test('a lost answer of the platform posts the message once', async () => {
  desk.slack.script.push('lost-after')
  await desk.tick()
  expect(desk.slack.messages).toHaveLength(1)
})

test('a message of which the platform cannot say whether it arrived is not posted again', async () => {
  desk.slack.script.push('lost-after')
  desk.slack.canSay = false
  await desk.tick()
  await desk.tick()
  expect(desk.slack.messages).toHaveLength(1)
  desk.slack.canSay = true
  await desk.tick()
  expect((await desk.store.reviews.review(todaysId))?.card?.message).toBe('1')
})

test('a message that was deleted is posted again while an answer is needed', async () => {
  await desk.tick()
  desk.slack.messages.length = 0
  desk.slack.editScript.push(new MessageRefused('Slack', failureReason('deleted', 'message_not_found', '')))
  desk.drafts.set(todaysId, aDraft({ sections: [aSectionDraft(7)] }))
  await desk.tick()
  await desk.tick()
  expect(desk.slack.messages).toHaveLength(1)
  expect(desk.shown).toMatch(/Paper 7/)
})

test('nothing is asked while the platform is down, and about drafts that are too old', async () => {
  desk.isUp = false
  await desk.tick()
  expect(desk.slack.posts).toBe(0)
  desk.isUp = true
  await desk.tick()
  expect(desk.slack.posts).toBe(1)
  const late = await ReviewFixture.open()
  late.now = sevenOClock + 30 * 86_400_000
  await late.tick()
  expect(late.slack.posts).toBe(0)
  await late.close()
})

test('without a review, a verified draft is posted with a line that says so, an unverified one is not', async () => {
  desk.choices.set('main', 'off')
  await desk.tick()
  expect(desk.digests.get(todaysId)).toMatch(/no person has reviewed it/)
  expect(desk.slack.posts).toBe(0)
  const other = await ReviewFixture.open(aDraft({ sections: [aSectionDraft(1, { body: [failedSentence] })] }))
  other.choices.set('main', 'off')
  await other.tick()
  expect([...other.digests]).toEqual([])
  await other.close()
})

test('killed at any step between the draft and the digest, the next start finishes it, once', async () => {
  for (let left = 0; ; left += 1) {
    const one = await ReviewFixture.open()
    let steps = 0
    one.beforeStep = () => {
      steps += 1
      if (steps > left) throw new Error('killed')
    }
    const isAlive = () => steps <= left
    await one.tick().catch(() => {})
    if (isAlive()) await one.press('approve')
    const wasKilled = !isAlive()
    one.beforeStep = () => {}
    one.restart()
    await one.tick()
    if ((await one.store.reviews.review(todaysId))?.state === 'waiting') await one.press('approve')
    await one.tick()
    expect([left, [...one.digests.keys()], one.slack.messages.length, [...one.used.values()]]).toEqual([
      left,
      [todaysId],
      1,
      ['used', 'used'],
    ])
    expect(one.shown).toMatch(/approved by Robin/)
    await one.close()
    if (!wasKilled) return expect(left).toBeGreaterThan(30)
  }
})
