import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Corrections } from '../../../src/delivery/correct/corrections.ts'
import { discussionTopicOf } from '../../../src/delivery/discussion-thread.ts'
import { runDelivery } from '../../../src/delivery/run-delivery.ts'
import type { DeliveryId } from '../../../src/domain/delivery.ts'
import { type Destination, selectFor } from '../../../src/domain/destination.ts'
import { type Digest, digestId } from '../../../src/domain/digest.ts'
import { DestinationRefused, PlatformBusy, PlatformUnreachable } from '../../../src/domain/errors.ts'
import { outline, type Piece, pieceKey } from '../../../src/domain/outline.ts'
import type { CorrectionMark, Part } from '../../../src/domain/part.ts'
import { plainText } from '../../../src/domain/text.ts'
import { openStore } from '../../../src/storage/sqlite/store.ts'
import { aDelivery, aDestination, partKey, silentLog } from '../../builders.ts'
import { ValidatingPlatform } from '../validating-platform.ts'
import { editedDigests } from './edited-digests.ts'

/** Shrinking a heavy digest takes minutes and finds little. */
const runs = { numRuns: 40, endOnFailure: true }

const postedAt = Date.parse('2026-03-12T08:30:00Z')
const correctedAt = postedAt + 60_000

const destinations = fc
  .record({
    platform: fc.constantFrom('slack' as const, 'discord' as const),
    layout: fc.constantFrom('sections', 'thread', 'overview', 'forum'),
    discussion: fc.constantFrom('on-click', 'on-post', 'off'),
    tags: fc.constantFrom([], [], [], ['Agent', 'Training', 'Q&A']),
    mention: fc.constantFrom(undefined, { kind: 'role', id: '4242' }, { kind: 'group', id: 'S0123' }),
  })
  .filter(({ platform, layout }) => platform === 'discord' || layout !== 'forum')
  .map(({ mention, ...rest }) => aDestination({ ...rest, ...(mention && { mention }) } as Partial<Destination>))

const mishaps = fc.array(fc.constantFrom('ok', 'ok', 'lost-before', 'lost-after', 'down', 'busy', 'closed'), {
  maxLength: 8,
})
const threadMishaps = fc.array(fc.constantFrom('ok', 'down', 'closed'), { maxLength: 4 })

const errors: Readonly<Record<string, () => Error>> = {
  closed: () => new DestinationRefused('the channel is archived'),
  down: () => new PlatformUnreachable('memory', 'down'),
  busy: () => new PlatformBusy('memory', 10),
}

type Outcome = 'ok' | 'lost-before' | 'lost-after'

function scripted<Other extends string>(names: readonly string[]) {
  return names.map((name) => errors[name]?.() ?? (name as Other))
}

async function postAndCorrect(
  destination: Destination,
  before: Digest,
  after: Digest,
  edits: readonly string[],
  posts: readonly string[],
  threads: readonly string[],
) {
  const platform = new ValidatingPlatform(destination.platform)
  const store = await openStore(':memory:')
  try {
    let now = postedAt
    const { ledger } = store
    const clock = { now: () => now, wait: async () => {} }
    const tools = { platform, ledger, clock, log: silentLog, signal: new AbortController().signal }
    const id = `team@${digestId(before)}` as DeliveryId
    const owed = await ledger.addDelivery(aDelivery({ id, digest: digestId(before), platform: destination.platform }))
    expect(await runDelivery(owed, destination, before, tools)).toBe('done')
    now = correctedAt
    const library = { days: () => [after.date], get: async () => after }
    platform.editScript.push(...scripted<Outcome>(edits))
    platform.script.push(...scripted<Outcome>(posts))
    platform.threads.push(...scripted<'ok'>(threads))
    const correct = () =>
      new Corrections({ ...tools, repository: library, destinations: () => [destination] }).correct(destination, tools)
    for (let starts = 1; (await correct()) !== 'done'; starts += 1) expect(starts).toBeLessThan(40)
    const done = { edits: platform.edits, posts: platform.posts }
    await correct()
    expect({ edits: platform.edits, posts: platform.posts }).toEqual(done)
    return platform
  } finally {
    await store.close()
  }
}

/** The visible text of a body. */
function seen(body: Part['body']): string {
  const { flags: _, allowed_mentions: __, ...message } = (body.message ?? body) as Record<string, unknown>
  return JSON.stringify(message)
}

const aLine = /removed by its author|no longer about|part of the message above|由作者删除|不属于本频道|并入上一条消息/
const takenBack = /Withdrawn|no longer about|撤回|不属于本频道/

const firstOf = (key: string) => partKey(key.replace(/\.\d+$/, ''))

/** What a piece is made of, by its key. */
function sourceOf(digest: Digest, key: string): unknown {
  const found = outline(digest).find((piece: Piece) => piece.type !== 'overview' && pieceKey(piece) === key)
  return found && [digest.language, found]
}

function titleOf({ sections }: Digest, key: string): string | undefined {
  const section = sections.find(({ number }) => key === `section-${number}`)
  return section && plainText(section.title)
}

function expectRight(platform: ValidatingPlatform, destination: Destination, posted: Digest, after: Digest): void {
  const messages = platform.messages.filter(({ posting }) => !posting.marker.part.includes('/'))
  const wanted = after.withdrawn === undefined ? selectFor(destination, after) : undefined
  if (!wanted) {
    for (const { posting } of platform.messages) expect(posting.part.plain).toMatch(takenBack)
    return
  }
  const first = selectFor(destination, posted) ?? posted
  const { layout, discussion } = destination
  const left = messages.map(({ posting, ref }) => ({
    words: seen(posting.part.body),
    plain: posting.part.plain,
    ref,
    posting,
  }))
  const consume = (bodies: readonly string[]): boolean => {
    const at = bodies.map((body) => left.findIndex(({ words }) => words === body))
    if (at.includes(-1)) return false
    for (const body of bodies)
      left.splice(
        left.findIndex(({ words }) => words === body),
        1,
      )
    return true
  }
  const before = platform.render(first, layout, discussion)
  const bare = platform.render(wanted, layout, discussion)
  const keys = [...new Set(bare.map((part) => firstOf(part.key)))]
  // Rendering is slow, and a mark on one piece changes no other: each kind of mark is rendered once, on all pieces.
  const markings = new Map<string, readonly Part[]>()
  const allMarked = (rest: Partial<CorrectionMark>): readonly Part[] => {
    const mark = { at: correctedAt, dated: false, added: 0, removed: 0, ...rest }
    const name = JSON.stringify(mark)
    const known = markings.get(name)
    const parts = known ?? platform.render(wanted, layout, discussion, new Map(keys.map((key) => [key, mark])))
    markings.set(name, parts)
    return parts
  }
  const growth = wanted.sections.length - first.sections.length
  for (const key of keys) {
    const isKept =
      key !== 'overview' && titleOf(first, key) !== undefined && titleOf(first, key) === titleOf(wanted, key)
    const isUnchanged =
      key !== 'overview' &&
      sourceOf(first, key) !== undefined &&
      isDeepStrictEqual(sourceOf(first, key), sourceOf(wanted, key))
    const own = (parts: readonly Part[]) =>
      parts.filter((part) => firstOf(part.key) === key).map(({ body }) => seen(body))
    const marked = (mark: Partial<CorrectionMark>) => own(allMarked(mark))
    const counts =
      key === 'overview' ? Array.from({ length: 8 }, (_, removed) => ({ removed, added: removed + growth })) : [{}]
    // Rendering is slow: what is most likely comes first.
    const candidates = [
      // What changed says so; what is new need not.
      ...(isKept && !isUnchanged ? [] : [() => own(bare)]),
      ...(isUnchanged ? [] : counts.map((mark) => () => marked(mark))),
      // Its reading time alone is no reason to touch an overview.
      ...(key === 'overview' && lettersOf(before) === lettersOf(bare) ? [() => own(before)] : []),
    ]
    const isThere = candidates.some((candidate) => consume(candidate()))
    expect(isThere, `${key} stands there once, as it should`).toBe(true)
    if (!isUnchanged) continue
    for (const { posting, ref } of messages.filter((each) => firstOf(each.posting.marker.part) === key)) {
      expect(platform.editsOf.get(ref.message) ?? 0, `${posting.marker.part} was left alone`).toBe(0)
    }
  }
  for (const { plain } of left) expect(plain).toMatch(aLine)
  if (discussion !== 'on-post' || layout === 'overview') return
  const seeds = new Set(platform.messages.map(({ posting }) => posting.part.plain))
  for (const section of wanted.sections.filter(({ takeaways }) => takeaways.length > 0)) {
    const about = discussionTopicOf(wanted, section)
    expect([...seeds], section.number).toContain(platform.renderer.renderAllTakeaways(about, wanted.language).plain)
  }
}

/** What an overview says, but for its reading time, however it is split. */
function lettersOf(parts: readonly Part[]): string {
  const own = parts.filter(({ key }) => firstOf(key) === 'overview').map(({ plain }) => plain)
  return own
    .map((plain, at) => (at > 0 ? plain.replace(/^.*(?:\(continued\)|（续）)\n/, '') : plain))
    .join('')
    .replace(/\d+ min read|阅读约 \d+ 分钟|[^\p{L}\p{N}]/gu, '')
}

test('whatever a digest was and became, its channel shows what its author last wrote, whatever happens on the way', async () => {
  await fc.assert(
    fc.asyncProperty(
      editedDigests,
      destinations,
      mishaps,
      mishaps,
      threadMishaps,
      async ({ before, after }, destination, ...mishap) => {
        fc.pre(selectFor(destination, before) !== undefined)
        const platform = await postAndCorrect(destination, before, after, ...mishap)
        expectRight(platform, destination, before, after)
      },
    ),
    runs,
  )
})
