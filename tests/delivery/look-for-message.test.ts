import { beforeEach, describe, expect, test } from 'vitest'
import { postPartOnce } from '../../src/delivery/post-part.ts'
import { Ambiguous, CannotSay, StillArriving } from '../../src/domain/errors.ts'
import { aDelivery, partKey } from '../builders.ts'
import { DeliveryFixture, monday, news } from './delivery-fixture.ts'

const { id } = aDelivery()

let fixture: DeliveryFixture
let waits: number[]

beforeEach(async () => {
  fixture = await DeliveryFixture.open()
  await fixture.store.ledger.addDelivery(aDelivery())
  waits = []
  return () => fixture.store.close()
})

/** Searches that meet a server error. */
function failedSearches(count: number) {
  const cause = new Ambiguous('memory', 'HTTP 503')
  return Array.from({ length: count }, () => new CannotSay('memory', 'no answer', { cause }))
}

const states = async () => (await fixture.parts()).map(({ key, state }) => `${key} ${state}`)

describe('a message whose receipt was lost', () => {
  /** What the bot does about the overview, which an earlier process posted. */
  async function postOverview() {
    const [part] = fixture.platform.render(monday, 'sections')
    if (!part) throw new Error('a digest has an overview')
    const posting = { place: { channel: 'C1' }, part, marker: { delivery: id, part: part.key } }
    await fixture.store.ledger.recordIntent(id, part.key, fixture.now)
    await fixture.platform.post(posting)
    const clock = { now: () => fixture.now, wait: async (ms: number) => void waits.push(ms) }
    await postPartOnce(id, posting, { ...fixture.tools, clock })
  }

  test('is looked for again after server errors, and found', async () => {
    fixture.platform.findScript.push(...failedSearches(3))
    await postOverview()
    expect([await states(), fixture.platform.posts]).toEqual([['overview posted'], 1])
    expect(waits).toEqual([2_000, 4_000, 8_000])
  })

  test('is uncertain after four server errors', async () => {
    fixture.platform.findScript.push(...failedSearches(4))
    await expect(postOverview()).rejects.toThrow(CannotSay)
    expect([await states(), fixture.platform.posts]).toEqual([['overview uncertain'], 1])
  })

  test('is looked for as long as it may arrive, whatever searches fail meanwhile', async () => {
    const [still, failed] = [() => new StillArriving('memory', 9_000), failedSearches(3)]
    fixture.platform.findScript.push(...failed.flatMap((error) => [still(), error, still()]))
    await postOverview()
    expect(await states()).toEqual(['overview posted'])
    expect(waits).toHaveLength(9)
  })

  test('is left to the next process when this one stops', async () => {
    fixture.platform.findScript.push(...failedSearches(1))
    fixture.stop = AbortSignal.abort()
    await expect(postOverview()).rejects.toThrow(CannotSay)
    expect(await states()).toEqual(['overview intended'])
  })
})

describe('a section that left the digest before its receipt came', () => {
  beforeEach(async () => {
    await fixture.store.ledger.recordIntent(id, partKey('section-02'), fixture.now)
    fixture.digest = { ...monday, sections: [news] }
  })

  test('is looked for again after server errors', async () => {
    fixture.platform.findScript.push(...failedSearches(3))
    await fixture.post()
    expect(await states()).toEqual(['overview posted', 'section-01 posted'])
  })

  test('is left to the next process when this one stops', async () => {
    const stopping = new AbortController()
    fixture.stop = stopping.signal
    const find = async () => {
      stopping.abort()
      throw failedSearches(1)[0]
    }
    Object.assign(fixture.platform.client, { find })
    await fixture.post()
    expect(await states()).toEqual(['section-02 intended'])
  })
})
