import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { carry } from '../../src/delivery/carry.ts'
import { Corrections } from '../../src/delivery/corrections.ts'
import type { Destination } from '../../src/domain/destination.ts'
import { type Digest, digestId } from '../../src/domain/digest.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { aDelivery, aDestination, aDigest, aSection, silentLog, text } from '../builders.ts'
import { MemoryPlatform } from '../memory-platform.ts'

let platform: MemoryPlatform
let store: Store
let digest: Digest
let now: number

beforeEach(async () => {
  platform = new MemoryPlatform()
  store = await openStore(join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'ledger.sqlite'))
  digest = aDigest('News', 'Papers')
  now = Date.parse('2026-01-05T08:30:00Z')
  return () => store.close()
})

function tools() {
  const clock = { now: () => now, wait: async () => {} }
  return { platform, ledger: store.ledger, clock, log: silentLog, signal: new AbortController().signal }
}

const library = { days: () => [digest.date], get: async () => digest }

function startCorrections(destination: Destination) {
  return new Corrections({ ...tools(), library, destinations: () => [destination] })
}

async function post(destination: Destination) {
  return carry(await store.ledger.owe(aDelivery()), destination, digest, tools())
}

/** The digest becomes another, and what was posted is corrected as after a start. */
async function change(to: Digest, destination: Destination) {
  digest = to
  now += 60_000
  return startCorrections(destination).correct(destination, tools())
}

test('a section that its author changed is edited in place, and says so', async () => {
  const destination = aDestination()
  await post(destination)
  const [news, papers] = digest.sections
  await change({ ...digest, sections: [news, { ...papers, body: [], title: [text('Theses')] }] as never }, destination)
  expect(platform.transcript).toEqual(['Monday (corrected +0 -0)', 'News', 'Theses (corrected +0 -0)'])
  expect(platform.posts).toBe(3)
  expect(platform.edits).toBe(2)
  void digestId
  void aSection
})
