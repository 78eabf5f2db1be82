import { beforeEach, expect, test } from 'vitest'
import { hashTakeaway } from '../../../src/delivery/content-hash.ts'
import { discussionThreadOf, discussionTopicOf } from '../../../src/delivery/discussion-thread.ts'
import type { DeliveryId } from '../../../src/domain/delivery.ts'
import type { Destination } from '../../../src/domain/destination.ts'
import type { Digest } from '../../../src/domain/digest.ts'
import { DestinationRefused, PlatformUnreachable } from '../../../src/domain/errors.ts'
import { replyKey } from '../../../src/domain/part-key.ts'
import { text } from '../../builders.ts'
import { DeliveryFixture, monday, news, papers, points } from '../delivery-fixture.ts'

const withPoints = (...words: string[]): Digest => ({
  ...monday,
  sections: [{ ...news, takeaways: points(...words) }, papers],
})
const told = (points: string) => `  ↳ takeaways of News: ${points}`.trimEnd()

let room: DeliveryFixture

async function open(rest: Partial<Destination> = {}): Promise<void> {
  room = await DeliveryFixture.open(rest)
  await room.post()
}

/** A reader brought a takeaway of the first section to its thread. */
async function discuss(point: number): Promise<void> {
  const about = discussionTopicOf(monday, news)
  const talk = discussionThreadOf(await room.parts(), '01')
  if (!talk) throw new Error('the section can be discussed')
  const { ledger, platform } = room.tools
  const [id, key] = ['team@main/2026-01-05' as DeliveryId, replyKey(talk.key, { type: 'takeaway', point })]
  await ledger.recordIntent(id, key, room.now, { contentHash: hashTakeaway(about, point), takeaways: [] })
  const part = { ...platform.renderTakeaway(about, point), key }
  const ref = await platform.post({
    place: { channel: 'C1', under: talk.ref },
    part,
    marker: { delivery: id, part: key },
  })
  await ledger.recordReceipt(id, key, ref, room.now)
}

beforeEach(() => () => room.store.close())

test('a discussion is told once that a takeaway was corrected, and its opening is corrected, too', async () => {
  await open()
  await discuss(2)
  await room.change(withPoints('Much is new', 'Little is known'))
  expect(room.transcript.slice(1)).toEqual(['News (corrected +0 -0)', 'Papers', '  ↳ Little is known', told('2')])
  await room.restart()
  expect(room.platform.posts).toBe(5)
})

test('every correction is told', async () => {
  await open()
  await discuss(1)
  await room.change(withPoints('More is new', 'Little is old'))
  await room.change(withPoints('Much is new', 'Little is old', 'Nothing is lost'))
  await room.change(withPoints('Little is old'))
  expect(room.transcript.slice(4)).toEqual([told('1'), told('1, 3'), told('')])
})

test('a correction that was told before is told again when it is made again', async () => {
  await open()
  await discuss(1)
  for (const words of ['More is new', 'Much is new', 'More is new'])
    await room.change(withPoints(words, 'Little is old'))
  expect(room.transcript.slice(4)).toEqual([told('1'), told('1'), told('1')])
})

test('a discussion that came with the post is told, too', async () => {
  await open({ discussion: 'on-post' })
  await room.change(withPoints('Much is new', 'Little is known'))
  expect(room.transcript).toContain('  ↳ Much is new / Little is known')
  expect(room.transcript.at(-1)).toBe(told('2'))
})

test('where nobody discusses nothing is said', async () => {
  await open()
  await room.change(withPoints('Much is new', 'Little is known'))
  expect(room.transcript).toHaveLength(3)
})

test('what does not touch the takeaways is not told', async () => {
  await open()
  await discuss(1)
  await room.change({ ...monday, sections: [{ ...news, title: [text('Headlines')] }, papers] })
  expect(room.platform.posts).toBe(4)
})

test('a takeaway that is gone is replaced in its discussion by a line, and comes back', async () => {
  await open()
  await discuss(2)
  await room.change(withPoints('Much is new'))
  expect(room.transcript[3]).toBe('  ↳ removed')
  await room.change(monday)
  expect(room.transcript[3]).toBe('  ↳ Little is old')
})

test('the discussion of a section that is gone is left alone; of a digest that is withdrawn, its replies', async () => {
  await open()
  await discuss(2)
  await room.change({ ...monday, sections: [papers] })
  expect(room.transcript.slice(1)).toEqual(['removed', 'Papers', '  ↳ Little is old'])
  await room.change({ ...monday, withdrawn: 'Wrong.' })
  expect(new Set(room.transcript.map((line) => line.trim().replace('↳ ', '')))).toEqual(new Set(['withdrawn: Wrong.']))
  await room.change(monday)
  expect(room.transcript[3]).toBe('  ↳ Little is old')
  expect(room.platform.posts).toBe(4)
})

test('a discussion goes with its section when sections are numbered anew', async () => {
  await open()
  await discuss(2)
  const before = { ...papers, number: '01', title: [text('Headlines')], takeaways: points('First of all') }
  const renumbered = {
    ...monday,
    sections: [before, { ...news, number: '02', takeaways: points('Much is new', 'Little is known') }],
  }
  await room.change(renumbered)
  expect(room.transcript).toContain('  ↳ Little is known')
  const parts = await room.parts()
  expect(discussionThreadOf(parts, '02')).toMatchObject({ key: 'section-01', ref: { message: '2' } })
  // The new one came in the thread of the overview, and is discussed there.
  expect(discussionThreadOf(parts, '01')).toMatchObject({ key: 'section-01~2', ref: { thread: '1' } })
})

test.each(['lost-before', 'lost-after'] as const)(
  'an answer that was lost (%s) in the middle tells nobody twice',
  async (mishap) => {
    await open()
    await discuss(2)
    room.platform.script.push(mishap)
    room.platform.editScript.push(mishap)
    const to = withPoints('Much is new', 'Little is known')
    let outcome = await room.change(to)
    while (outcome !== 'done') outcome = await room.restart()
    expect(room.transcript.slice(1)).toEqual(['News (corrected +0 -0)', 'Papers', '  ↳ Little is known', told('2')])
  },
)

test('a crash between the edit and its receipt is made good, and tells nobody twice', async () => {
  await open()
  await discuss(2)
  const { ledger } = room.store
  const edited = ledger.recordEdit.bind(ledger)
  ledger.recordEdit = () => Promise.reject(new Error('killed'))
  await room.change(withPoints('Much is new', 'Little is known'))
  ledger.recordEdit = edited
  await room.restart()
  expect(room.transcript.slice(1)).toEqual(['News (corrected +0 -0)', 'Papers', '  ↳ Little is known', told('2')])
})

test('a discussion that cannot be told holds up no correction; one that cannot be told now is told later', async () => {
  await open()
  await discuss(2)
  room.platform.script.push(new DestinationRefused('The thread is closed.'))
  expect(await room.change(withPoints('Much is new', 'Little is known'))).toBe('done')
  expect(room.transcript).toHaveLength(4)
  room.platform.script.push(new PlatformUnreachable('memory', 'down'))
  expect(await room.change(monday)).toBe('retry')
  expect(await room.look()).toBe('done')
  expect(room.transcript.at(-1)).toBe(told('2'))
})
