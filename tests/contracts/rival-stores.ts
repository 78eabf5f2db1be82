import { expect, test } from 'vitest'
import { deliveryId } from '../../src/domain/delivery.ts'
import type { NewDelivery } from '../../src/domain/ledger.ts'
import { aCandidate, aDelivery, partKey } from '../builders.ts'
import type { OpenStore } from './store.ts'

const { id, digest } = aDelivery()
const ref = { platform: 'slack', channel: 'C1' } as const

/** Guarantees for two writers at the same time. */
export function rivalStoresContract(name: string, open: OpenStore): void {
  test(`${name}: an installation is saved once from each revision, and a link is used once`, async () => {
    const { store, rival } = await open()
    const [one, other] = [store.installations, (await rival()).installations]
    const installation = {
      workspace: 'slack:T1',
      name: 'Team',
      appId: 'A1',
      botUser: 'U9',
      installer: 'U1',
      scopes: ['chat:write'],
      state: 'active',
      installedAt: 5,
      isLinked: false,
      expiresAt: 9,
      tokens: { keyId: 'k', text: 'secret' },
      revision: 0,
    } as const
    expect([await one.save(installation), await other.save(installation)]).toEqual([true, false])
    const [read] = await other.list()
    expect(read).toEqual({ ...installation, revision: 1 })
    const again1 = { ...installation, revision: 1 }
    const saved = await Promise.all([one.save({ ...again1, name: 'X' }), other.save({ ...again1, name: 'Y' })])
    expect(saved.toSorted()).toEqual([false, true])
    expect([await one.remove('slack:T1', 1), await one.remove('slack:T1', 2)]).toEqual([false, true])
    const links = await Promise.all([one.useOnce('n', 20, 10), other.useOnce('n', 20, 10)])
    expect(links.toSorted()).toEqual([false, true])
  })

  test(`${name}: what one has written, another sees at once; of writes at the same time each counts once`, async () => {
    const { store, rival } = await open()
    const other = await rival()
    await Promise.all([store, other].map(({ ledger }) => ledger.addDelivery(aDelivery())))
    expect(await store.ledger.deliveriesTo('team', 5)).toHaveLength(1)
    const deliveries = Array.from({ length: 100 }, (_, index) => {
      const digest = `main/${2100 + index}-01-01` as NewDelivery['digest']
      return aDelivery({ id: deliveryId({ name: 'team' }, digest), digest })
    })
    await Promise.all(deliveries.flatMap((each) => [store, other].map(({ ledger }) => ledger.addDelivery(each))))
    expect(await store.ledger.deliveriesTo('team', 200)).toHaveLength(101)
    const keys = ['overview', ...Array.from({ length: 9 }, (_, index) => `section-0${index + 1}`)].map(partKey)
    await Promise.all(keys.flatMap((key) => [store, other].map(({ ledger }) => ledger.recordIntent(id, key, 5))))
    expect(await other.ledger.parts(id)).toHaveLength(keys.length)
    for (const key of keys) {
      await store.ledger.recordReceipt(id, key, { ...ref, message: key }, 6)
      expect(await other.ledger.findByMessage({ ...ref, message: key })).toEqual({ id, key })
    }
    await store.reviews.ask(digest, 'hash', 1)
    const decision = { state: 'held', hash: 'hash', at: 2 } as const
    const decided = await Promise.all([store, other].map(({ reviews }) => reviews.decide(digest, decision)))
    expect(decided.filter((review) => review !== undefined)).toHaveLength(1)
    const candidates = Array.from({ length: 20 }, (_, index) => aCandidate({ id: `c${index}` }))
    const added = await Promise.all([store, other].map((each) => each.candidates.add(candidates)))
    expect(added.reduce((sum, count) => sum + count, 0)).toBe(20)
    const seen = await Promise.all([store.ledger.firstSeen('x', 5), other.ledger.firstSeen('x', 6)])
    expect(new Set(seen).size).toBe(1)
  })
}
