import { isDeepStrictEqual } from 'node:util'
import type { Marker } from '../../src/domain/platform.ts'
import type { Sighting } from './sightings.ts'
import { shownBy, type Wanted } from './wanted.ts'

const faultNames = ['lost', 'doubled', 'out of order', 'edited wrongly'] as const
export type FaultName = (typeof faultNames)[number]

/** One part that is not as it should be. */
export interface Finding {
  readonly fault: FaultName
  readonly marker: Marker
  readonly detail: string
}

export type Counts = Readonly<Record<FaultName, number>>

/** Where messages are looked up. */
interface Found {
  of(marker: Marker): readonly Sighting[]
}

/** Compares what should stand in one destination for one digest with what does. */
export function audit(wanted: readonly Wanted[], found: Found): readonly Finding[] {
  return [
    ...wanted.flatMap((each) => [...presence(each, found), ...place(each, found), ...content(each, found)]),
    ...order(wanted, found),
  ]
}

function* presence({ posting: { marker }, onDemand }: Wanted, found: Found): Generator<Finding> {
  const seen = found.of(marker)
  if (seen.length === 0 && !onDemand) yield { fault: 'lost', marker, detail: 'it is nowhere' }
  for (const twin of seen.slice(1))
    yield { fault: 'doubled', marker, detail: `${twin.id} is one more in ${twin.channel}` }
}

/** A message in the wrong place is missed in the right one. */
function* place({ posting, under }: Wanted, found: Found): Generator<Finding> {
  const {
    marker,
    place: { channel },
  } = posting
  const [seen] = found.of(marker)
  if (!seen) return
  const [parent] = under === undefined ? [] : found.of({ ...marker, part: under })
  // What is said under a message in a thread stands in that same thread.
  const thread = parent && (parent.under ?? parent.id)
  if (seen.channel === channel && seen.under === thread) return
  yield {
    fault: 'lost',
    marker,
    detail: `${seen.id} stands in ${seen.channel}/${seen.under ?? ''}, not in ${channel}/${thread ?? ''}`,
  }
}

function* content(wanted: Wanted, found: Found): Generator<Finding> {
  const { marker } = wanted.posting
  for (const seen of found.of(marker)) {
    const [expected, shown] = [shownBy(seen.platform, wanted), seen.shown()]
    if (isDeepStrictEqual(shown, expected)) continue
    const detail = `it shows\n${JSON.stringify(shown)}\ninstead of\n${JSON.stringify(expected)}`
    yield { fault: 'edited wrongly', marker, detail }
  }
}

/** Parts come one after another, whichever thread they stand in. */
function* order(wanted: readonly Wanted[], found: Found): Generator<Finding> {
  let last = 0
  for (const {
    posting: { marker, part },
    onDemand,
  } of wanted) {
    if (onDemand || part.key.endsWith('/all')) continue
    const [seen] = found.of(marker)
    if (!seen) continue
    if (seen.nth < last)
      yield { fault: 'out of order', marker, detail: `it came before a part that should be above it` }
    last = Math.max(last, seen.nth)
  }
}

export function count(findings: readonly Finding[]): Counts {
  const of = (fault: FaultName) => findings.filter((finding) => finding.fault === fault).length
  return Object.fromEntries(faultNames.map((name) => [name, of(name)])) as Record<FaultName, number>
}
