import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { SignedRequests } from '../../../src/adapters/slack/signed-requests.ts'

const secret = '0123456789abcdef0123456789abcdef'
const now = Date.parse('2026-03-12T08:30:00Z')
const body = 'command=%2Fdigest&text=agent'

/** The headers with which Slack sends a body at that time. */
function signed(text = body, { at = now, key = secret, version = 'v0' } = {}) {
  const seconds = String(Math.floor(at / 1_000))
  const hash = createHmac('sha256', key).update(`v0:${seconds}:${text}`).digest('hex')
  return { 'x-slack-signature': `${version}=${hash}`, 'x-slack-request-timestamp': seconds }
}

const requests = (secrets: readonly string[] = [secret], at = now) => new SignedRequests(secrets, () => at)

test('a request that is signed with one of the secrets is of Slack', () => {
  expect(requests().problemOf(signed(), body)).toBeUndefined()
  expect(requests(['f'.repeat(32), secret]).problemOf(signed(), body)).toBeUndefined()
})

test.each([
  ['another secret', signed(body, { key: 'f'.repeat(32) }), 'signature'],
  ['another body', signed('command=%2Fdigest&text=other'), 'signature'],
  ['another version', signed(body, { version: 'v1' }), 'signature'],
  ['no version', { ...signed(), 'x-slack-signature': 'abc' }, 'signature'],
  ['no signature', { 'x-slack-request-timestamp': '1773304200' }, 'no signature'],
  ['no time', { 'x-slack-signature': 'v0=00' }, 'no signature'],
  ['a time that is no number', { ...signed(), 'x-slack-request-timestamp': 'now' }, 'no number'],
  ['a time before the window', signed(body, { at: now - 301_000 }), '301 seconds behind'],
  ['a time after the window', signed(body, { at: now + 301_000 }), '301 seconds ahead'],
])('a request with %s is refused', (_, headers, words) => {
  expect(requests().problemOf(headers, body)).toContain(words)
})

test.each([-299_000, 299_000])('a time within five minutes is accepted: %i ms', (offset) => {
  expect(requests().problemOf(signed(body, { at: now + offset }), body)).toBeUndefined()
})

test('a request that is sent again is known by its body, an event by its id, and the use of a control by its trigger', () => {
  const all = requests()
  expect(all.isRepeated('a', {})).toBe(false)
  expect(all.isRepeated('a', {})).toBe(true)
  expect(all.isRepeated('b', { event_id: 'Ev1' })).toBe(false)
  expect(all.isRepeated('c', { event_id: 'Ev1' })).toBe(true)
  expect(all.isRepeated('d', { event_id: 'Ev2' })).toBe(false)
  expect(all.isRepeated('e', { trigger_id: '1.2' })).toBe(false)
  expect(all.isRepeated('f', { trigger_id: '1.2' })).toBe(true)
  for (const body of ['g', 'h']) expect(all.isRepeated(body, { event_id: '', trigger_id: '' })).toBe(false)
})

test('what came is forgotten after Slack has stopped to repeat it, and when there is too much of it', () => {
  let time = now
  const all = new SignedRequests([secret], () => time)
  expect(all.isRepeated('a', { event_id: 'Ev1' })).toBe(false)
  time += 14 * 60_000
  expect(all.isRepeated('b', { event_id: 'Ev1' })).toBe(true)
  time += 2 * 60_000
  expect(all.isRepeated('c', { event_id: 'Ev1' })).toBe(false)
  for (let number = 0; number < 50_001; number += 1) all.isRepeated(`${number}`, {})
  expect(all.isRepeated('c', {})).toBe(false)
})
