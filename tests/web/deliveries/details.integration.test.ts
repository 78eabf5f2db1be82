import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliveryId } from '../../../src/domain/delivery.ts'
import type { DigestId } from '../../../src/domain/digest.ts'
import { LedgerUnusable, MessageRefused } from '../../../src/domain/errors.ts'
import { failureReason } from '../../../src/i18n/failures.ts'
import { partKey } from '../../builders.ts'
import {
  auckland,
  type DeliveriesFixture,
  morning,
  openDeliveriesFixture,
  openEventful,
  team,
} from '../deliveries-fixture.ts'

let fixture: DeliveriesFixture

beforeAll(async () => {
  fixture = await openEventful()
})

afterAll(() => fixture?.close())

test.each([
  ['research-slack', 'Tue 3 March: Posted Tue 3 Mar 2026, 08:30.'],
  ['research-slack', 'Wed 4 March: Late. Posted 2 h late: the bot was not running.'],
  ['research-slack', 'Thu 5 March: Posted Thu 5 Mar 2026, 08:30. Corrected Thu 5 Mar 2026, 14:40.'],
  ['research-slack', 'Sat 7 March: Missed. Its digest exists'],
  ['research-slack', 'Sun 1 March: No digest was published.'],
  ['research-slack', 'Tue 10 March: Uncertain.'],
  ['research-slack', 'Thu 12 March: Pending. Goes out 13:15.'],
  ['research-slack', 'Fri 13 March: Planned for 08:30, once its digest is there. The next post.'],
  ['community-forum', 'Tue 3 March: Failed. Discord refuses the message: no tag.'],
  ['community-forum', 'Wed 4 March: Superseded. The digest of 2026-03-05 took its place.'],
  ['community-forum', 'Thu 5 March: Skipped. None of its sections has a tag for it.'],
  ['community-forum', 'Thu 12 March: Paused. Let the bot post in the forum.'],
  ['auckland', 'Fri 13 March: Pending. Goes out 08:30. The next post.'],
])('of %s the calendar says “%s”', async (destination, words) => {
  const html = await (await fetch(`${fixture.url}/deliveries`)).text()
  expect(html).toContain(`aria-label="${destination}, ${words}`)
})

test('days without a slot and days before the destination are no links, and say why', async () => {
  const html = await (await fetch(`${fixture.url}/deliveries`)).text()
  expect(html).toContain('title="Sat 7 March: Day off. Nothing is due on Saturdays."')
  expect(html).toContain('title="Thu 19 February: Before. The destination was not there yet."')
})

test('a part that was settled meanwhile is not settled again, and the page says so', async () => {
  const headers = { origin: fixture.url }
  const body = new URLSearchParams({ delivery: 'research-slack@main/2026-03-02', key: 'overview', verdict: 'send' })
  const answer = await fetch(`${fixture.url}/deliveries/resolve`, { method: 'POST', headers, body })
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('There is nothing to resolve.')
  body.set('verdict', 'maybe')
  expect((await fetch(`${fixture.url}/deliveries/resolve`, { method: 'POST', headers, body })).status).toBe(409)
  const parts = await fixture.ledger.parts(deliveryId(team, 'main/2026-03-02' as DigestId))
  expect(parts.map(({ state }) => state)).toEqual(['posted', 'posted', 'posted'])
})

test('paused destinations are named with what to do', async () => {
  const html = await (await fetch(`${fixture.url}/deliveries`)).text()
  expect(html).toMatch(/community-forum<\/a> is paused\. Let the bot post in the forum\./)
})

test('what went to a destination that left the configuration is still there', async () => {
  const changed = await openDeliveriesFixture([auckland])
  await changed.post(team, '2026-03-06')
  const html = await (await fetch(`${changed.url}/deliveries`)).text()
  expect(html).toContain('aria-label="research-slack, Fri 6 March: Posted')
  expect(html).toContain('no longer configured')
  await changed.close()
})

test('what a channel had under an old name is beside its new one, and what another had there is alone', async () => {
  const heir = { ...team, name: 'heir' }
  const renamed = await openDeliveriesFixture([heir])
  await renamed.ledger.firstSeen('heir', morning)
  await renamed.post(team, '2026-03-06')
  const early = await (await fetch(`${renamed.url}/deliveries`)).text()
  await renamed.post(heir, '2026-03-05')
  const late = await (await fetch(`${renamed.url}/deliveries`)).text()
  const [inherited, alone] = ['heir', 'research-slack'].map((name) => `aria-label="${name}, Fri 6 March: Posted`)
  expect([early.includes(inherited ?? ''), early.includes('no longer configured')]).toEqual([true, false])
  expect([late.includes(alone ?? ''), late.includes('no longer configured')]).toEqual([true, true])
  await renamed.close()
})

test('of a message that a moderator deleted, and of one that is too old, the page says what happened and what to do', async () => {
  const changed = await openDeliveriesFixture([team])
  const id = await changed.post(team, '2026-03-06')
  const refusals = {
    'section-01': failureReason('deleted', 'message_not_found', ''),
    'section-02': failureReason('too-old', 'edit_window_closed', ''),
  }
  for (const [key, why] of Object.entries(refusals))
    await changed.ledger.markUneditable(id, partKey(key), new MessageRefused('Slack', why).reason)
  const html = await (await fetch(`${changed.url}/deliveries?open=research-slack@2026-03-06`)).text()
  expect(html).toMatch(
    /This message, or its thread, was deleted in Slack, so .* post --undo research-slack@main\/2026-03-06/,
  )
  expect(html).toMatch(/This message shows an older text than its file, and is tried again .* messages of this age/)
  await changed.close()
})

test('when nothing was posted in the days shown, the page leads to the last post', async () => {
  const later = await openDeliveriesFixture([team], Date.parse('2026-05-20T12:00:00Z'))
  await later.post(team, '2026-03-06')
  const html = await (await fetch(`${later.url}/deliveries`)).text()
  const [, path = '', words] = html.match(/href="([^"]+)"[^>]*>(The last post was on [^<]+)</) ?? []
  expect(words).toBe('The last post was on Friday 6 March 2026')
  const there = await (await fetch(`${later.url}${path.replaceAll('&amp;', '&')}`)).text()
  expect(there).toContain('aria-label="research-slack, Fri 6 March: Posted')
  expect(there).not.toContain('The last post was on')
  await later.close()
})

test('when nothing was published for a while, the weeks up to today are shown all the same', async () => {
  const later = await openDeliveriesFixture([team], Date.parse('2026-05-20T12:00:00Z'))
  const shown = async (query: string) => (await fetch(`${later.url}/deliveries${query}`)).text()
  expect(await shown('')).toContain('27 April – 24 May 2026')
  expect(await shown('?from=2026-02-16')).toContain('16 February – 15 March 2026')
  await later.close()
})

test('a ledger that cannot be read is the ledger’s trouble, and the page says what to do', async () => {
  const broken = await openDeliveriesFixture([team], morning, {
    inspector: {
      seen: () => Promise.reject(new LedgerUnusable('The disk is full: make room.')),
      version: () => Promise.reject(new LedgerUnusable('The disk is full: make room.')),
    },
  })
  const answer = await fetch(`${broken.url}/deliveries`)
  expect(answer.status).toBe(503)
  expect(await answer.text()).toContain('The disk is full: make room.')
  await broken.close()
})
