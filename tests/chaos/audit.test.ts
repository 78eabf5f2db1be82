import { expect, test } from 'vitest'
import { aDestination, aDigest } from '../builders.ts'
import { vocabulary } from '../digests/markdown/digest-fixture.ts'
import { audit, auditUndone, count } from './audit.ts'
import { type ExpectedMessage, expectedIn } from './expected-messages.ts'
import type { PostedMessage } from './posted-messages.ts'
import { linesFor } from './shown.ts'

const team = aDestination({ platform: 'discord', discussion: 'on-post' })
const before = expectedIn(team, aDigest('Alpha', 'Beta'), vocabulary)
const digestAfter = aDigest('Alpha')
const after = expectedIn(team, digestAfter, vocabulary)

/** A message for each that has to be there, in order. */
function posted(wanted: readonly ExpectedMessage[]): Standing[] {
  const ids = new Map(wanted.map(({ posting }, at): [string, string] => [posting.part.key, String(at)]))
  return wanted
    .filter(({ role }) => role !== 'prompt')
    .map(({ posting, under, shows }, at) => {
      const { marker, place } = posting
      const thread = under === undefined ? {} : { under: ids.get(under) ?? '' }
      const id = ids.get(marker.part) ?? ''
      return {
        key: marker.part,
        platform: 'discord',
        workspace: 'G',
        channel: place.channel,
        ...thread,
        id,
        nth: at + 1,
        shown: () => shows[0] ?? '',
        isThere: () => true,
      }
    })
}

type Standing = PostedMessage & { readonly key: string }

function faultsOf(standing: readonly Standing[], ...versions: readonly (readonly ExpectedMessage[])[]) {
  const found = { of: ({ part }: { part: string }) => standing.filter(({ key }) => key === part) }
  const findings = audit(versions, found)
  return findings.map(({ fault, marker }) => `${fault}: ${marker.part}`)
}

test('nothing is wrong with what is there as it was printed', () => {
  expect(posted(before).map(({ key }) => key)).toEqual([
    'overview',
    'section-01',
    'section-01/all',
    'section-02',
    'section-02/all',
  ])
  expect(faultsOf(posted(before), before)).toEqual([])
})

test('what is nowhere is lost', () => {
  expect(
    faultsOf(
      posted(before).filter(({ key }) => key !== 'section-02'),
      before,
    ),
  ).toEqual(['lost: section-02'])
})

test('a message in another channel, or in a thread instead of the channel, is lost where it belongs', () => {
  const moved = (changes: Partial<PostedMessage>) =>
    posted(before).map((seen) => (seen.key === 'section-02' ? { ...seen, ...changes } : seen))
  expect(faultsOf(moved({ channel: 'C2' }), before)).toContain('lost: section-02')
  expect(faultsOf(moved({ under: '0' }), before)).toContain('lost: section-02')
})

test('what is there again is doubled, wherever it is', () => {
  const [first, ...rest] = posted(before)
  if (!first) throw new Error('nothing was printed')
  expect(faultsOf([first, { ...first, channel: 'C2', nth: 9 }, ...rest], before)).toEqual(['doubled: overview'])
})

test('a section above one that should be above it is out of order', () => {
  const swapped = posted(before).map((seen) => (seen.key === 'section-01' ? { ...seen, nth: 99 } : seen))
  expect(faultsOf(swapped, before)).toEqual(['out of order: section-02'])
})

test('what shows other words, or an earlier version of them, is edited wrongly', () => {
  const old = expectedIn(team, { ...aDigest('Alpha', 'Beta'), title: 'Tuesday' }, vocabulary)
  expect(faultsOf(posted(old), old, before)).toEqual(['edited wrongly: overview'])
  const marked = posted(before).map((seen) => ({
    ...seen,
    shown: () => before.find(({ posting }) => posting.part.key === seen.key)?.shows.at(-1) ?? '',
  }))
  expect(faultsOf(marked, old, before)).toEqual([])
})

test('where a section was taken out, a line says so', () => {
  const gone = posted(before).map((seen) =>
    seen.key === 'section-02'
      ? { ...seen, shown: () => linesFor('discord', { delivery: '', part: seen.key }, 'en')[0] ?? '' }
      : seen.key === 'overview'
        ? { ...seen, shown: () => after[0]?.shows[1] ?? '' }
        : seen,
  )
  expect(faultsOf(gone, before, after)).toEqual([])
  expect(faultsOf(posted(before), before, after)).toEqual(['edited wrongly: overview', 'edited wrongly: section-02'])
})

test('what had nothing for a destination at first need not come, but if it comes, then whole', () => {
  expect(faultsOf([], [], before)).toEqual([])
  expect(faultsOf(posted(before).slice(0, 1), [], before)).toContain('lost: section-01')
})

test('a message that was deleted is missed, unless its digest was taken back', () => {
  const [overview, ...rest] = posted(before).map((message) => ({ ...message, isThere: () => false }))
  const standing = posted(before).map((message) => (message.key === overview?.key ? overview : message))
  expect(faultsOf(standing, before)).toEqual(['deleted wrongly: overview'])
  const found = (all: readonly Standing[]) => ({
    of: ({ part }: { part: string }) => all.filter(({ key }) => key === part),
  })
  expect(auditUndone([before], found(overview ? [overview, ...rest] : []))).toEqual([])
  const left = auditUndone([before], found(standing))
  expect(left.map(({ fault }) => fault)).toEqual(Array(standing.length - 1).fill('left over'))
})

test('each kind of fault is counted', () => {
  const lost = { fault: 'lost', marker: { delivery: 'd', part: 'p' }, detail: '' } as const
  expect(count([lost, lost])).toMatchObject({ lost: 2, doubled: 0, 'edited wrongly': 0, 'left over': 0 })
})
