import { beforeEach, expect, test } from 'vitest'
import type { DeliveryEntry } from '../../src/domain/delivery.ts'
import type { Part } from '../../src/domain/part.ts'
import { aDelivery, partKey } from '../builders.ts'
import { DeliveryFixture, monday, news, papers } from './delivery-fixture.ts'

const { id } = aDelivery()
const newsOnly = { ...monday, sections: [news] }
const about = { digest: aDelivery().digest, section: '02', title: 'Papers', takeaways: papers.takeaways }

let room: DeliveryFixture

beforeEach(async () => {
  room = await DeliveryFixture.open()
  return () => room.store.close()
})

/** A bot that died between a message and its receipt. */
async function diedOver(part: Part, under?: DeliveryEntry['channel']) {
  const { ledger } = room.store
  const ref = (await room.parts()).find(({ key }) => key === under)?.ref
  await ledger.addDelivery(aDelivery())
  await ledger.recordIntent(id, part.key, room.now, { contentHash: 'of that time', takeaways: [] })
  await room.platform.post({
    place: { channel: 'C1', ...(ref && { under: ref }) },
    part,
    marker: { delivery: id, part: part.key },
  })
}

const states = async () => (await room.parts()).map(({ key, state }) => `${key} ${state}`)
const section = () => room.platform.render(monday, 'sections').at(-1) ?? ({} as Part)

test('a section that was sent, and that its author took out before its receipt came, makes way for a line', async () => {
  await diedOver(section())
  room.digest = newsOnly
  expect(await room.post()).toBe('done')
  expect(await room.look()).toBe('done')
  expect(room.transcript).toEqual(['removed', 'Monday', 'News'])
  expect(await states()).toContain('section-02 posted')
})

test('one that never arrived is forgotten', async () => {
  await room.store.ledger.addDelivery(aDelivery())
  await room.store.ledger.recordIntent(id, partKey('section-02'), room.now)
  room.digest = newsOnly
  await room.post()
  expect(await states()).toEqual(['overview posted', 'section-01 posted'])
})

test('one of which nobody can say is left to somebody who looks', async () => {
  await room.store.ledger.addDelivery(aDelivery())
  await room.store.ledger.recordIntent(id, partKey('section-02'), room.now)
  room.digest = newsOnly
  room.platform.canSay = false
  await room.post()
  expect(await states()).toContain('section-02 uncertain')
})

test('a section that came later and went again before its receipt came makes way for a line', async () => {
  room.digest = newsOnly
  await room.post()
  await room.look()
  await diedOver(section(), 'overview')
  await room.change({ ...newsOnly, title: 'Tuesday' })
  expect(room.transcript).toEqual(['Tuesday (corrected +0 -0)', 'News', '  ↳ removed'])
})

test('a takeaway that was sent for a reader, and whose receipt was lost, is corrected with the others', async () => {
  await room.post()
  await diedOver(room.platform.renderTakeaway(about, 1), 'section-02')
  const changed = {
    ...papers,
    takeaways: [[{ type: 'text', value: 'Much is read' } as const], ...papers.takeaways.slice(1)],
  }
  await room.change({ ...monday, sections: [news, changed] })
  expect(room.transcript.at(-2)).toBe('  ↳ Much is read')
})

test('one that is not found may be on its way, and is not forgotten', async () => {
  await room.post()
  await room.store.ledger.recordIntent(id, partKey('section-02/1'), room.now)
  await room.change({ ...monday, title: 'Tuesday' })
  expect(await states()).toContain('section-02/1 intended')
})

test('in a thread it is looked for where the others stand', async () => {
  await room.store.close()
  room = await DeliveryFixture.open({ layout: 'thread' })
  room.digest = newsOnly
  await room.post()
  await room.look()
  await diedOver({ ...section(), under: partKey('overview') }, 'overview')
  await room.change({ ...newsOnly, title: 'Tuesday' })
  expect(room.transcript).toEqual(['Tuesday (corrected +0 -0)', '  ↳ News', '  ↳ removed'])
})
