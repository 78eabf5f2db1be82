import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DigestId } from '../../../src/domain/digest.ts'
import { PlatformBusy } from '../../../src/domain/errors.ts'
import { aDestination } from '../../builders.ts'
import { CommandsFixture, newestId, said } from '../commands-fixture.ts'
import { linksOf } from '../reply-content.ts'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
})
afterEach(() => chat.close())

const choose = (section: string, point: number, digest: DigestId = newestId, channel = 'C1') =>
  chat.use({ action: 'discuss', digest, section }, { channel }, String(point))

test('sections with a discussion are listed, liveliest first, with replies and a link', async () => {
  await chat.deliver(aDestination())
  await choose('01', 1)
  await choose('03', 1)
  // Ours is counted by the platform, too.
  chat.slack.replies.set('2', 2)
  chat.slack.replies.set('4', 6)
  const reply = await chat.type('discussed')
  expect(said(reply)).toBe(
    'Being discussed\nTaste has to be trained · 5 replies\nThe ceiling of a self-graded exam · 1 reply',
  )
  expect(linksOf(reply)).toEqual(['https://memory.example/4', 'https://memory.example/2'])
})

test('a takeaway that waits for its first reply is listed, too', async () => {
  await chat.deliver(aDestination())
  await choose('01', 1)
  chat.slack.replies.set('2', 1)
  expect(said(await chat.type('discussed'))).toContain('self-graded exam · no replies yet')
})

test('a thread that cannot be counted just now is listed without a number', async () => {
  await chat.deliver(aDestination())
  await choose('01', 1)
  chat.slack.countReplies = async () => {
    throw new PlatformBusy('Slack', 1_000)
  }
  expect(said(await chat.type('discussed'))).toBe('Being discussed\nThe ceiling of a self-graded exam')
})

test('takeaways posted with the digest and without a reply are no discussion', async () => {
  await chat.deliver(aDestination({ discussion: 'on-post' }))
  expect(said(await chat.type('discussed'))).toMatch(/^Nothing from the last seven days/)
  // The first section's thread holds our takeaways and one reply of a reader.
  chat.slack.replies.set('2', 2)
  expect(said(await chat.type('discussed'))).toContain('self-graded exam · 1 reply')
})

test('sections that share one thread are listed as one discussion', async () => {
  await chat.deliver(aDestination({ layout: 'thread' }))
  await choose('01', 1)
  await choose('02', 1)
  // Four sections and two prompts of ours, three replies.
  chat.slack.replies.set('1', 9)
  expect(said(await chat.type('discussed'))).toBe(
    'Being discussed\nThe ceiling of a self-graded exam · A sketch that compiles · 3 replies',
  )
})

test('other channels’ discussions stay there, also when asked in a direct message', async () => {
  await chat.deliver(aDestination({ name: 'other', channel: 'C2' }))
  await choose('01', 1, newestId, 'C2')
  expect(said(await chat.type('discussed'))).toMatch(/^Nothing/)
  expect(said(await chat.type('discussed', { isDirect: true, channel: 'D1' }))).toMatch(/^Discussions are listed in/)
  expect(said(await chat.type('discussed', { channel: 'C2' }))).toContain('self-graded exam')
})

test('what is older than a week is left out, but the newest digest never is', async () => {
  const older = 'main/2026-03-08' as DigestId
  await chat.deliver(aDestination(), older)
  await chat.deliver(aDestination())
  await choose('01', 1, older)
  await choose('01', 1)
  chat.now = Date.parse('2026-03-15T12:00:00Z')
  expect(said(await chat.type('discussed'))).toContain('One layer, no recurrence')
  chat.now = Date.parse('2026-03-16T12:00:00Z')
  expect(said(await chat.type('discussed'))).not.toContain('One layer, no recurrence')
  chat.now = Date.parse('2027-03-16T12:00:00Z')
  expect(said(await chat.type('discussed'))).toContain('self-graded exam')
})
