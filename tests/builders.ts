import type { Candidate } from '../src/domain/candidate.ts'
import type { Day } from '../src/domain/day.ts'
import type { DeliveryEntry, DeliveryId } from '../src/domain/delivery.ts'
import { type Destination, destinationSchema } from '../src/domain/destination.ts'
import { type Digest, type DigestId, digestId, type Inline, type Section } from '../src/domain/digest.ts'
import type { DigestRepository } from '../src/domain/digest-repository.ts'
import type { Installation } from '../src/domain/installation.ts'
import type { NewDelivery } from '../src/domain/ledger.ts'
import type { Log } from '../src/domain/log.ts'
import { type PartKey, readPartKey } from '../src/domain/part-key.ts'

export function day(text: string): Day {
  return text as Day
}

export function partKey(text: string): PartKey {
  const key = readPartKey(text)
  if (!key) throw new TypeError(`"${text}" is not the key of a part`)
  return key
}

export function text(value: string): Inline {
  return { type: 'text', value }
}

export function aSection(title: string, rest: Partial<Section> = {}): Section {
  return {
    number: '01',
    title: [text(title)],
    body: [],
    takeaways: [[text('First point')], [text('Second point')]],
    ...rest,
  }
}

/** A digest of 5 January 2026 with a section for each title. */
export function aDigest(...titles: string[]): Digest {
  return {
    publication: 'main',
    date: day('2026-01-05'),
    language: 'en',
    title: 'Monday',
    sections: titles.map((title, index) => aSection(title, { number: String(index + 1).padStart(2, '0') })),
    prose: [],
  }
}

export function aDestination(rest: Partial<Destination> = {}): Destination {
  return destinationSchema.parse({ name: 'team', platform: 'slack', channel: 'C1', ...rest })
}

export function aDelivery(rest: Partial<NewDelivery> = {}): NewDelivery {
  const id = 'team@main/2026-01-05' as DeliveryId
  return {
    id,
    destination: 'team',
    digest: 'main/2026-01-05' as DeliveryEntry['digest'],
    platform: 'slack',
    channel: 'C1',
    createdAt: 0,
    ...rest,
  }
}

export function aCandidate(rest: Partial<Candidate> = {}): Candidate {
  return {
    id: 'a1b2c3d4e5f60718',
    publication: 'main',
    source: 'feed:example',
    url: 'https://example.org/one',
    title: 'One',
    text: 'It is 12 % faster.',
    authors: [],
    tags: [],
    publishedAt: Date.parse('2026-01-04T09:00:00Z'),
    firstSeenAt: Date.parse('2026-01-04T10:00:00Z'),
    signal: 0.5,
    state: 'new',
    ...rest,
  }
}

export function anInstallation(rest: Partial<Installation> = {}): Installation {
  return {
    workspace: 'slack:T1',
    name: 'Team One',
    appId: 'A1',
    botUser: 'UBOT1',
    installer: 'U1',
    scopes: ['chat:write', 'commands'],
    state: 'active',
    installedAt: Date.parse('2026-01-05T09:00:00Z'),
    isLinked: true,
    ...rest,
  }
}

/** A repository of these digests. */
export function libraryOf(...digests: Digest[]): DigestRepository {
  const files = new Map(digests.map((digest) => [digestId(digest), `digests/${digestId(digest)}.md`]))
  const get = async (id: DigestId) => digests.find((digest) => digestId(digest) === id)
  return {
    publications: () => [...new Set(digests.map(({ publication }) => publication))],
    problems: () => [],
    days: (publication) =>
      digests
        .filter((digest) => digest.publication === publication)
        .map(({ date }) => date)
        .sort(),
    files: () => files,
    get,
    read: async (id) => {
      const digest = await get(id)
      return digest && { file: files.get(id) ?? '', digest, problems: [], at: () => undefined }
    },
    stamp: async (id) => files.get(id),
  }
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
