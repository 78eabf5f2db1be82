import { beforeEach, expect, test } from 'vitest'
import { hashTakeaway } from '../../../src/delivery/content-hash.ts'
import { discussionThreadOf, discussionTopicOf } from '../../../src/delivery/discussion-thread.ts'
import type { DeliveryId } from '../../../src/domain/delivery.ts'
import type { Destination } from '../../../src/domain/destination.ts'
import type { Digest } from '../../../src/domain/digest.ts'
import { DestinationRefused, DiscussionRefused, PlatformUnreachable } from '../../../src/domain/errors.ts'
import { replyKey } from '../../../src/domain/part-key.ts'
import { text } from '../../builders.ts'
import { DeliveryFixture, monday, news, papers, points } from '../delivery-fixture.ts'

const withPoints = (...words: string[]): Digest => ({
  ...monday,
  sections: [{ ...news, takeaways: points(...words) }, papers],
})
const told = (points: string) => `  ↳ takeaways of News: ${points}`.trimEnd()

let fixture: DeliveryFixture

async function open(rest: Partial<Destination> = {}): Promise<void> {
  fixture = await DeliveryFixture.open(rest)
  await fixture.post()
}

/** A reader brought a takeaway of the first section to its thread. */
async function discuss(point: number | 'all', section = news): Promise<void> {
  const about = discussionTopicOf(monday, section)
  const talk = discussionThreadOf(await fixture.parts(), '01')
  if (!talk) throw new Error('the section can be discussed')
  const { ledger, platform } = fixture.tools
  const [id, key] = [
    'team@main/2026-01-05' as DeliveryId,
    replyKey(talk.key, point === 'all' ? { type: 'takeaways' } : { type: 'takeaway', point }),
  ]
  await ledger.recordIntent(id, key, fixture.now, {
    contentHash: hashTakeaway(about, point, monday.language),
    takeaways: [],
  })
  const part = {
    ...(point === 'all' ? platform.renderAllTakeaways(about) : platform.renderTakeaway(about, point)),
    key,
  }
  const ref = await platform.post({
    place: { channel: 'C1', under: talk.ref },
    part,
    marker: { delivery: id, part: key },
  })
  await ledger.recordReceipt(id, key, ref, fixture.now)
}

beforeEach(() => () => fixture.store.close())

test('a discussion gets one notice of a corrected takeaway, and its first message is corrected as well', async () => {
  await open()
  await discuss(2)
  await fixture.change(withPoints('Much is new', 'Little is known'))
  expect(fixture.transcript.slice(1)).toEqual(['News (corrected +0 -0)', 'Papers', '  ↳ Little is known', told('2')])
  await fixture.restart()
  expect(fixture.platform.posts).toBe(5)
})

test('the question below unchanged takeaways is asked in the language that the digest has now', async () => {
  await open()
  await discuss('all')
  await fixture.change({ ...monday, language: 'zh' })
  // The overview, two sections, and the question.
  expect(fixture.platform.edits).toBe(4)
  await fixture.change({ ...monday, title: 'Tuesday', language: 'zh' })
  expect(fixture.platform.edits).toBe(5)
})

test('every correction has a notice', async () => {
  await open()
  await discuss(1)
  await fixture.change(withPoints('More is new', 'Little is old'))
  await fixture.change(withPoints('Much is new', 'Little is old', 'Nothing is lost'))
  await fixture.change(withPoints('Little is old'))
  expect(fixture.transcript.slice(4)).toEqual([told('1'), told('1, 3'), told('')])
})

test('a correction that is made again has a notice again', async () => {
  await open()
  await discuss(1)
  for (const words of ['More is new', 'Much is new', 'More is new'])
    await fixture.change(withPoints(words, 'Little is old'))
  expect(fixture.transcript.slice(4)).toEqual([told('1'), told('1'), told('1')])
})

test('a discussion that was posted with the digest gets a notice as well', async () => {
  await open({ discussion: 'on-post' })
  await fixture.change(withPoints('Much is new', 'Little is known'))
  expect(fixture.transcript).toContain('  ↳ Much is new / Little is known')
  expect(fixture.transcript.at(-1)).toBe(told('2'))
})

test('without a discussion there is no notice', async () => {
  await open()
  await fixture.change(withPoints('Much is new', 'Little is known'))
  expect(fixture.transcript).toHaveLength(3)
})

test('a change outside the takeaways has no notice', async () => {
  await open()
  await discuss(1)
  await fixture.change({ ...monday, sections: [{ ...news, title: [text('Headlines')] }, papers] })
  expect(fixture.platform.posts).toBe(4)
})

test('a takeaway that is gone is replaced in its discussion by a line, and comes back', async () => {
  await open()
  await discuss(2)
  await fixture.change(withPoints('Much is new'))
  expect(fixture.transcript[3]).toBe('  ↳ removed')
  await fixture.change(monday)
  expect(fixture.transcript[3]).toBe('  ↳ Little is old')
})

test('a section discussed without takeaways gets them in its discussion once it has some, with one notice', async () => {
  const bare = { ...news, takeaways: [] }
  fixture = await DeliveryFixture.open()
  fixture.digest = { ...monday, sections: [bare, papers] }
  await fixture.post()
  await discuss('all', bare)
  expect(fixture.transcript).toEqual(['Monday', 'News', 'Papers', '  ↳ News'])
  await fixture.change({ ...monday, sections: [{ ...bare, body: papers.body }, papers] })
  expect(fixture.transcript[3]).toBe('  ↳ News')
  await fixture.change(monday)
  expect(fixture.transcript.slice(3)).toEqual(['  ↳ Much is new / Little is old', told('1, 2')])
  await fixture.restart()
  expect(fixture.platform.posts).toBe(5)
  await fixture.change({ ...monday, sections: [{ ...bare, title: [text('Headlines')] }, papers] })
  expect(fixture.transcript[3]).toBe('  ↳ Headlines')
})

test('the discussion of a section that is gone is left alone; of a digest that is withdrawn, its replies', async () => {
  await open()
  await discuss(2)
  await fixture.change({ ...monday, sections: [papers] })
  expect(fixture.transcript.slice(1)).toEqual(['removed', 'Papers', '  ↳ Little is old'])
  await fixture.change({ ...monday, withdrawn: 'Wrong.' })
  expect(new Set(fixture.transcript.map((line) => line.trim().replace('↳ ', '')))).toEqual(
    new Set(['withdrawn: Wrong.']),
  )
  await fixture.change(monday)
  expect(fixture.transcript[3]).toBe('  ↳ Little is old')
  expect(fixture.platform.posts).toBe(4)
})

test('a discussion goes with its section when sections are renumbered', async () => {
  await open()
  await discuss(2)
  const before = { ...papers, number: '01', title: [text('Headlines')], takeaways: points('First of all') }
  const renumbered = {
    ...monday,
    sections: [before, { ...news, number: '02', takeaways: points('Much is new', 'Little is known') }],
  }
  await fixture.change(renumbered)
  expect(fixture.transcript).toContain('  ↳ Little is known')
  const parts = await fixture.parts()
  expect(discussionThreadOf(parts, '02')).toMatchObject({ key: 'section-01', ref: { message: '2' } })
  // The new one came in the thread of the overview, and is discussed there.
  expect(discussionThreadOf(parts, '01')).toMatchObject({ key: 'section-01~2', ref: { thread: '1' } })
})

test.each(['lost-before', 'lost-after'] as const)(
  'a lost answer (%s) in the middle causes no second notice',
  async (mishap) => {
    await open()
    await discuss(2)
    fixture.platform.script.push(mishap)
    fixture.platform.editScript.push(mishap)
    const to = withPoints('Much is new', 'Little is known')
    let outcome = await fixture.change(to)
    while (outcome !== 'done') outcome = await fixture.restart()
    expect(fixture.transcript.slice(1)).toEqual(['News (corrected +0 -0)', 'Papers', '  ↳ Little is known', told('2')])
  },
)

test('after a crash between the edit and its receipt there is one notice', async () => {
  await open()
  await discuss(2)
  const { ledger } = fixture.store
  const edited = ledger.recordEdit.bind(ledger)
  ledger.recordEdit = () => Promise.reject(new Error('killed'))
  await fixture.change(withPoints('Much is new', 'Little is known'))
  ledger.recordEdit = edited
  await fixture.restart()
  expect(fixture.transcript.slice(1)).toEqual(['News (corrected +0 -0)', 'Papers', '  ↳ Little is known', told('2')])
})

test('a discussion that refuses the notice does not delay the correction', async () => {
  await open()
  await discuss(2)
  fixture.platform.script.push(new DiscussionRefused('The thread is closed.'))
  expect(await fixture.change(withPoints('Much is new', 'Little is known'))).toBe('done')
  expect(fixture.transcript).toHaveLength(4)
  // Only a bug has a stack.
  const { fields } = fixture.log.lines.find(({ message }) => message.startsWith('could not post the notice')) ?? {}
  expect(fields).toMatchObject({ reason: 'The thread is closed.' })
  expect(fields).not.toHaveProperty('err')
})

test.each([
  ['retry', new PlatformUnreachable('memory', 'down')],
  ['pause', new DestinationRefused('The channel is archived.')],
])('a discussion that cannot be reached gets the notice later (%s)', async (outcome, error) => {
  await open()
  await discuss(2)
  fixture.platform.script.push(error)
  expect(await fixture.change(withPoints('Much is new', 'Little is known'))).toBe(outcome)
  expect(await fixture.look()).toBe('done')
  expect(fixture.transcript.at(-1)).toBe(told('2'))
})
