import { expect, test } from 'vitest'
import type { DeliveryId, MessageRef } from '../../src/domain/delivery.ts'
import type { Ledger } from '../../src/domain/ledger.ts'
import { aDelivery } from '../builders.ts'

const ref: MessageRef = { platform: 'slack', channel: 'C1', message: '17.1', link: 'https://example.org/17' }

/** What every ledger keeps. `reopen` closes it and opens it again, as a restart does. */
export function ledgerContract(
  name: string,
  open: () => Promise<{ ledger: Ledger; restart: () => Promise<Ledger> }>,
): void {
  const { id } = aDelivery()

  test(`${name}: the same delivery cannot be owed twice`, async () => {
    const { ledger } = await open()
    await ledger.owe(aDelivery({ owedAt: 1 }))
    await ledger.settle(id, 'posted', 5)
    expect(await ledger.owe(aDelivery({ owedAt: 9 }))).toMatchObject({ state: 'posted', owedAt: 1 })
    expect(await ledger.deliveriesTo('team', 10)).toHaveLength(1)
  })

  test(`${name}: what was intended and recorded is there after a restart`, async () => {
    const { ledger, restart } = await open()
    await ledger.owe(aDelivery())
    await ledger.intend(id, 'overview', 100)
    await ledger.record(id, 'overview', ref, 120)
    await ledger.intend(id, 'section-01', 130)
    const later = await restart()
    expect(await later.parts(id)).toEqual([
      { key: 'overview', state: 'posted', intendedAt: 100, ref },
      { key: 'section-01', state: 'intended', intendedAt: 130 },
    ])
    expect((await later.unfinished()).map((delivery) => delivery.id)).toEqual([id])
    expect(await later.whose(ref)).toEqual({ id, key: 'overview' })
  })

  test(`${name}: a second attempt keeps the time of the first`, async () => {
    const { ledger } = await open()
    await ledger.owe(aDelivery())
    await ledger.intend(id, 'overview', 100)
    expect(await ledger.intend(id, 'overview', 900)).toMatchObject({ intendedAt: 100, state: 'intended' })
  })

  test(`${name}: a receipt is not undone by another attempt, a withdrawal or a doubt`, async () => {
    const { ledger } = await open()
    await ledger.owe(aDelivery())
    await ledger.intend(id, 'overview', 100)
    await ledger.record(id, 'overview', ref, 120)
    await ledger.intend(id, 'overview', 200)
    await ledger.withdraw(id, 'overview')
    await ledger.doubt(id, 'overview')
    expect(await ledger.parts(id)).toEqual([{ key: 'overview', state: 'posted', intendedAt: 100, ref }])
  })

  test(`${name}: a withdrawn intent is forgotten, a doubted one is not`, async () => {
    const { ledger } = await open()
    await ledger.owe(aDelivery())
    await ledger.intend(id, 'overview', 1)
    await ledger.withdraw(id, 'overview')
    await ledger.intend(id, 'section-01', 2)
    await ledger.doubt(id, 'section-01')
    expect(await ledger.parts(id)).toEqual([{ key: 'section-01', state: 'uncertain', intendedAt: 2 }])
  })

  test(`${name}: what was deleted in the channel is forgotten, and may be posted again`, async () => {
    const { ledger } = await open()
    await ledger.owe(aDelivery())
    for (const key of ['section-01/1', 'section-01/2']) {
      await ledger.intend(id, key, 100)
      await ledger.record(id, key, { ...ref, message: key }, 120)
    }
    await ledger.lose(id, 'section-01/1')
    expect((await ledger.parts(id)).map(({ key }) => key)).toEqual(['section-01/2'])
    expect(await ledger.intend(id, 'section-01/1', 300)).toMatchObject({ state: 'intended', intendedAt: 300 })
  })

  test(`${name}: one message belongs to one part`, async () => {
    const { ledger } = await open()
    await ledger.owe(aDelivery())
    await ledger.intend(id, 'overview', 1)
    await ledger.intend(id, 'section-01', 2)
    await ledger.record(id, 'overview', ref, 3)
    await expect(ledger.record(id, 'section-01', ref, 4)).rejects.toThrow(/UNIQUE/)
  })

  test(`${name}: a delivery follows its destination to another channel until something was tried`, async () => {
    const { ledger } = await open()
    await ledger.owe(aDelivery({ channel: 'C1' }))
    expect(await ledger.owe(aDelivery({ channel: 'C2' }))).toMatchObject({ channel: 'C2' })
    await ledger.intend(id, 'overview', 1)
    expect(await ledger.owe(aDelivery({ channel: 'C3' }))).toMatchObject({ channel: 'C2' })
  })

  test(`${name}: a failed delivery is owed again when its digest changed, a posted one is not`, async () => {
    const { ledger } = await open()
    const other = aDelivery({ id: 'other@main/2026-01-05' as DeliveryId, destination: 'other' })
    await ledger.owe(aDelivery(), true)
    await ledger.owe(other)
    await ledger.settle(id, 'failed', 5, 'too long')
    await ledger.settle(other.id, 'posted', 5)
    await ledger.reopen('main/2026-01-05' as never)
    expect(await ledger.delivery(id)).toMatchObject({ state: 'owed' })
    expect(await ledger.delivery(id)).not.toHaveProperty('reason')
    expect(await ledger.delivery(other.id)).toMatchObject({ state: 'posted' })
  })

  test(`${name}: a destination is first seen once, paused with a reason, and resumed`, async () => {
    const { ledger } = await open()
    expect(await ledger.firstSeen('team', 5)).toBe(5)
    expect(await ledger.firstSeen('team', 9)).toBe(5)
    await ledger.pause('team', { reason: 'invite the bot', at: 7 })
    expect(await ledger.pauses()).toEqual(new Map([['team', { reason: 'invite the bot', at: 7 }]]))
    await ledger.resume('team')
    expect(await ledger.pauses()).toEqual(new Map())
  })
}
