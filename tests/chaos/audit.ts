import type { Marker } from '../../src/domain/platform.ts'
import type { ExpectedMessage } from './expected-messages.ts'
import type { PostedMessage } from './posted-messages.ts'
import { linesFor } from './shown.ts'

const faultNames = ['lost', 'doubled', 'out of order', 'edited wrongly', 'deleted wrongly', 'left over'] as const
type FaultName = (typeof faultNames)[number]

/** One part that is not as it should be. */
export interface Finding {
  readonly fault: FaultName
  readonly marker: Marker
  readonly detail: string
}

/** The expected messages of one digest in one destination, for each version its author wrote, newest last. */
export type Versions = readonly (readonly ExpectedMessage[])[]

/** Where messages are looked up. */
interface Found {
  of(marker: Marker): readonly PostedMessage[]
}

/** Compares the expected messages with those found. */
export function audit(versions: Versions, found: Found): readonly Finding[] {
  const last = versions.at(-1) ?? []
  if (mayBeSkipped(versions, found)) return []
  // Pieces that the author added or removed in the meantime may be out of order.
  const isSteady = (wanted: ExpectedMessage) =>
    versions.every((version) => version.some((each) => isSame(each, wanted)))
  return [
    ...last.flatMap((wanted) => [...presence(wanted, isSteady(wanted), found), ...words(wanted, wanted.shows, found)]),
    ...last.filter(isSteady).flatMap((wanted) => [...place(wanted, found)]),
    ...order(last.filter(isSteady), found),
    ...goneIn(versions).flatMap((past) => [...goneWords(past, found)]),
    ...messagesOf(versions, found).flatMap(([marker, { id, channel, isThere }]): Finding[] =>
      isThere() ? [] : [{ fault: 'deleted wrongly', marker, detail: `${id} in ${channel} is gone` }],
    ),
  ]
}

/** Nothing is left of a withdrawn digest. */
export function auditUndone(versions: Versions, found: Found): readonly Finding[] {
  return messagesOf(versions, found).flatMap(([marker, { id, channel, isThere }]): Finding[] =>
    isThere() ? [{ fault: 'left over', marker, detail: `${id} is still in ${channel}` }] : [],
  )
}

/** Every message of any version. */
function messagesOf(versions: Versions, found: Found): [Marker, PostedMessage][] {
  const markers = new Map(versions.flat().map(({ posting: { marker } }) => [marker.part, marker]))
  return [...markers.values()].flatMap((marker) =>
    found.of(marker).map((seen): [Marker, PostedMessage] => [marker, seen]),
  )
}

/**
 * A destination that wanted nothing of the first version may get nothing of a later one, if a newer digest superseded
 * it.
 */
function mayBeSkipped(versions: Versions, found: Found): boolean {
  const hadNothing = versions.some((version) => version.length === 0)
  return hadNothing && versions.flat().every(({ posting }) => found.of(posting.marker).length === 0)
}

function isSame(one: ExpectedMessage, other: ExpectedMessage): boolean {
  return one.posting.marker.part === other.posting.marker.part
}

function* presence(
  { posting: { marker }, role }: ExpectedMessage,
  isSteady: boolean,
  found: Found,
): Generator<Finding> {
  const seen = found.of(marker)
  const isNeeded = role === 'section' || (role === 'seed' && isSteady)
  if (seen.length === 0 && isNeeded) yield { fault: 'lost', marker, detail: 'it is nowhere' }
  for (const twin of seen.slice(1))
    yield { fault: 'doubled', marker, detail: `${twin.id} is one more in ${twin.channel}` }
}

/** A misplaced message is missing at its right place. */
function* place({ posting, under }: ExpectedMessage, found: Found): Generator<Finding> {
  const { marker, place } = posting
  const [seen] = found.of(marker)
  const [parent] = under === undefined ? [] : found.of({ ...marker, part: under })
  if (!seen || (under !== undefined && !parent)) return
  // A reply to a message in a thread is in that same thread.
  const thread = parent && (parent.under ?? parent.id)
  if (seen.channel === place.channel && seen.under === thread) return
  const detail = `${seen.id} is in ${seen.channel}/${seen.under ?? ''}, not in ${place.channel}/${thread ?? ''}`
  yield { fault: 'lost', marker, detail }
}

function* words(
  { posting: { marker } }: ExpectedMessage,
  allowed: readonly string[],
  found: Found,
): Generator<Finding> {
  for (const seen of found.of(marker)) {
    const shown = seen.shown()
    if (allowed.includes(shown)) continue
    yield { fault: 'edited wrongly', marker, detail: contrast(shown, allowed) }
  }
}

/** The place where a message differs from the expected text, with the rest of both. */
function contrast(shown: string, [plain = '', marked = plain]: readonly string[]): string {
  const wanted = shown.includes('Corrected') ? marked : plain
  const at = [...wanted].findIndex((_, index) => shown[index] !== wanted[index])
  const from = Math.max(0, at - 40)
  return `it shows …${shown.slice(from, from + 160)}… instead of …${wanted.slice(from, from + 160)}…`
}

/** Parts come one after another, in any thread. */
function* order(wanted: readonly ExpectedMessage[], found: Found): Generator<Finding> {
  let latest = 0
  for (const { posting, role } of wanted) {
    const [seen] = role === 'section' ? found.of(posting.marker) : []
    if (!seen) continue
    if (seen.nth < latest)
      yield { fault: 'out of order', marker: posting.marker, detail: 'it came before what should be above it' }
    latest = Math.max(latest, seen.nth)
  }
}

/** Every message that was expected at some time and no longer is, in all its versions. */
function goneIn(versions: Versions): ExpectedMessage[][] {
  const last = new Set(versions.at(-1)?.map(({ posting }) => posting.marker.part))
  const gone = versions.flat().filter(({ posting }) => !last.has(posting.marker.part))
  return [...Map.groupBy(gone, ({ posting }) => posting.marker.part).values()]
}

/** A line replaces a removed section; the messages in its discussion stay. */
function* goneWords(past: readonly ExpectedMessage[], found: Found): Generator<Finding> {
  const [first] = past
  if (!first) return
  const { marker } = first.posting
  const [seen] = found.of(marker)
  if (!seen) return
  const lines = linesFor(seen.platform, marker, 'en')
  yield* words(first, first.role === 'section' ? lines : [...lines, ...past.flatMap(({ shows }) => shows)], found)
  for (const twin of found.of(marker).slice(1))
    yield { fault: 'doubled', marker, detail: `${twin.id} is one more in ${twin.channel}` }
}

/** Every message in the bot's ledger is there once. */
export function once(marker: Marker, found: Found): readonly Finding[] {
  const seen = found.of(marker).length
  if (seen === 1) return []
  return [{ fault: seen === 0 ? 'lost' : 'doubled', marker, detail: `it is there ${seen} times` }]
}

export function count(findings: readonly Finding[]): Readonly<Record<FaultName, number>> {
  const of = (fault: FaultName) => findings.filter((finding) => finding.fault === fault).length
  return Object.fromEntries(faultNames.map((name) => [name, of(name)])) as Record<FaultName, number>
}
