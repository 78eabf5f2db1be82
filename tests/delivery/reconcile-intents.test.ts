import { beforeEach, expect, test } from 'vitest'
import { type DeliveryEntry, deliveryId } from '../../src/domain/delivery.ts'
import { StillArriving } from '../../src/domain/errors.ts'
import type { Part } from '../../src/domain/part.ts'
import { aDelivery, aDestination, partKey } from '../builders.ts'
import { DeliveryFixture, monday, news, papers } from './delivery-fixture.ts'

const { id } = aDelivery()
const newsOnly = { ...monday, sections: [news] }
const about = { digest: aDelivery().digest, section: '02', title: 'Papers', takeaways: papers.takeaways }

let fixture: DeliveryFixture

beforeEach(async () => {
  fixture = await DeliveryFixture.open()
  return () => fixture.store.close()
})

/** A bot that died between a message and its receipt. */
async function diedOver(part: Part, under?: DeliveryEntry['channel']) {
  const { ledger } = fixture.store
  const ref = (await fixture.parts()).find(({ key }) => key === under)?.ref
  await ledger.addDelivery(aDelivery())
  await ledger.recordIntent(id, part.key, fixture.now, { contentHash: 'of that time', takeaways: [] })
  await fixture.platform.post({
    place: { channel: 'C1', ...(ref && { under: ref }) },
    part,
    marker: { delivery: id, part: part.key },
  })
}

const states = async () => (await fixture.parts()).map(({ key, state }) => `${key} ${state}`)
const section = () => fixture.platform.render(monday, 'sections').at(-1) ?? ({} as Part)

test('a section that was sent, and that its author took out before its receipt came, makes way for a line', async () => {
  await diedOver(section())
  fixture.digest = newsOnly
  expect(await fixture.post()).toBe('done')
  expect(await fixture.look()).toBe('done')
  expect(fixture.transcript).toEqual(['removed', 'Monday', 'News'])
  expect(await states()).toContain('section-02 posted')
})

test('one that never arrived is forgotten', async () => {
  await fixture.store.ledger.addDelivery(aDelivery())
  await fixture.store.ledger.recordIntent(id, partKey('section-02'), fixture.now)
  fixture.digest = newsOnly
  await fixture.post()
  expect(await states()).toEqual(['overview posted', 'section-01 posted'])
})

test('one that the platform cannot find becomes uncertain', async () => {
  await fixture.store.ledger.addDelivery(aDelivery())
  await fixture.store.ledger.recordIntent(id, partKey('section-02'), fixture.now)
  fixture.digest = newsOnly
  fixture.platform.canSay = false
  // That a repeated request would find the first message does not help: it is not repeated.
  fixture.platform.keepsNonces = true
  await fixture.post()
  expect(await states()).toContain('section-02 uncertain')
})

test('a message of another delivery with the same words is not adopted', async () => {
  const { ledger } = fixture.store
  await diedOver(section())
  const other = aDelivery({ id: deliveryId(aDestination({ name: 'other' }), about.digest), destination: 'other' })
  await ledger.addDelivery(other)
  await ledger.recordIntent(other.id, partKey('section-02'), fixture.now)
  const ref = { platform: 'slack', channel: 'C1', message: '1' } as const
  await ledger.recordReceipt(other.id, partKey('section-02'), ref, fixture.now)
  fixture.digest = newsOnly
  await fixture.post()
  expect(await states()).toEqual(['overview posted', 'section-01 posted'])
  expect(fixture.transcript).toEqual(['Papers', 'Monday', 'News'])
})

test('a section that came later and went again before its receipt came makes way for a line', async () => {
  fixture.digest = newsOnly
  await fixture.post()
  await fixture.look()
  await diedOver(section(), 'overview')
  await fixture.change({ ...newsOnly, title: 'Tuesday' })
  expect(fixture.transcript).toEqual(['Tuesday (corrected +0 -0)', 'News', '  ↳ removed'])
})

test('a takeaway that was sent for a reader, and whose receipt was lost, is corrected with the others', async () => {
  await fixture.post()
  await diedOver(fixture.platform.renderTakeaway(about, 1), 'section-02')
  const changed = {
    ...papers,
    takeaways: [[{ type: 'text', value: 'Much is read' } as const], ...papers.takeaways.slice(1)],
  }
  await fixture.change({ ...monday, sections: [news, changed] })
  expect(fixture.transcript.at(-2)).toBe('  ↳ Much is read')
})

test('one that is not found may be on its way, and is not forgotten', async () => {
  await fixture.post()
  await fixture.store.ledger.recordIntent(id, partKey('section-02/1'), fixture.now)
  await fixture.change({ ...monday, title: 'Tuesday' })
  expect(await states()).toContain('section-02/1 intended')
})

test('one that may still arrive delays no correction', async () => {
  await fixture.post()
  await fixture.store.ledger.recordIntent(id, partKey('section-02/1'), fixture.now)
  const find = async () => Promise.reject(new StillArriving('memory', 60_000))
  Object.assign(fixture.platform.client, { find })
  await fixture.change({ ...monday, title: 'Tuesday' })
  expect(fixture.transcript[0]).toBe('Tuesday (corrected +0 -0)')
  expect(await states()).toContain('section-02/1 intended')
})

test('in a thread it is looked for beside the other messages', async () => {
  await fixture.store.close()
  fixture = await DeliveryFixture.open({ layout: 'thread' })
  fixture.digest = newsOnly
  await fixture.post()
  await fixture.look()
  await diedOver({ ...section(), under: partKey('overview') }, 'overview')
  await fixture.change({ ...newsOnly, title: 'Tuesday' })
  expect(fixture.transcript).toEqual(['Tuesday (corrected +0 -0)', '  ↳ News', '  ↳ removed'])
})
