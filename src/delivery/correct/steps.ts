import { isDeepStrictEqual } from 'node:util'
import type { PartEntry } from '../../domain/delivery.ts'
import { selectFor } from '../../domain/destination.ts'
import type { Digest } from '../../domain/digest.ts'
import { pieceKey } from '../../domain/outline.ts'
import type { Notice, Part } from '../../domain/part.ts'
import { continuedKey, copiedKey, isSection, overviewKey, type PartKey, parsePartKey } from '../../domain/part-key.ts'
import { hashOf, hashPieces, type PieceHashes } from '../content-hash.ts'
import { shownNotice, shownPiece } from '../message-state.ts'
import { noticeFor } from './discussion-steps.ts'
import { type MessageGroup, shows } from './message-groups.ts'
import { type CorrectionContext, type CorrectionStep, shownTime } from './types.ts'

/** A piece as it is to be shown. */
interface RenderedPiece extends PieceHashes {
  readonly parts: readonly Part[]
}

/** Makes the messages of a piece show it; there may be fewer or more of them than needed. */
export function editSteps(
  given: CorrectionContext,
  group: MessageGroup,
  piece: RenderedPiece,
  wanted: Digest,
): CorrectionStep[] {
  if (piece.parts.length === 0) return removalSteps(given, group)
  const last = Math.max(piece.parts.length, ...group.entries.keys())
  const isBegun = group.piece?.messages === piece.parts.length && shows(group.first, piece)
  const isComplete = piece.parts.every((_, at) => group.entries.has(at + 1))
  // The missing messages are still being posted, without a mark; the others follow after that.
  if (!isComplete && given.delivery.state !== 'posted') return []
  const shown = shownPiece(piece, piece.parts.length)
  return Array.from({ length: last }, (_, at) => at + 1).flatMap((index): CorrectionStep[] => {
    const entry = group.entries.get(index)
    if (!entry) return addStep(given, group.key, index, piece, group.key)
    if (isBegun && shows(entry, piece)) return []
    const part =
      piece.parts[index - 1] ?? given.platform.renderer.renderNotice(entry.key, { type: 'moved' }, wanted.language)
    const notice = index === 1 ? noticeOf(given, group, piece, wanted) : undefined
    return [{ type: 'edit', entry, part: { ...part, key: entry.key }, shown, ...(notice && { notice }) }]
  })
}

function noticeOf(given: CorrectionContext, group: MessageGroup, { key, takeaways }: RenderedPiece, wanted: Digest) {
  const section = wanted.sections.find((each) => pieceKey({ type: 'section', section: each }) === key)
  return section && noticeFor(given, group, section, takeaways)
}

/** Posts a new piece under the overview, with a unique key. */
export function addSteps(
  given: CorrectionContext,
  groups: ReadonlyMap<PartKey, MessageGroup>,
  piece: RenderedPiece,
): CorrectionStep[] {
  let key = piece.key
  for (let next = 2; groups.has(key); next += 1) key = copiedKey(piece.key, next)
  return piece.parts.flatMap((_, at) => addStep(given, key, at + 1, piece, overviewKey))
}

function addStep(
  { delivery, digest }: CorrectionContext,
  key: PartKey,
  index: number,
  piece: RenderedPiece,
  under: PartKey,
): CorrectionStep[] {
  const part = piece.parts[index - 1]
  // While the delivery is pending, missing messages are posted anyway.
  if (!part || delivery.state !== 'posted') return []
  const own = { ...part, key: continuedKey(key, index) }
  const title = (under !== 'overview' && part.discuss?.title) || digest.title || digest.date
  const shown = shownPiece(piece, piece.parts.length)
  return [{ type: 'post', part: own, under, title, shown }]
}

/** A line in place of each message of a piece that is no longer in the digest, or no longer wanted here. */
export function removalSteps(given: CorrectionContext, { entries, key, ...group }: MessageGroup): CorrectionStep[] {
  const { key: piece, identity } = group.piece ?? { key, identity: '' }
  const isThere = leftOut(given).some((other) => other.key === piece || (identity && other.identity === identity))
  return [...entries.values()].flatMap((entry) => {
    const type = isThere ? 'unwanted' : 'removed'
    const notice: Notice = { type, moment: shownTime(entry, given.now), ...sectionIn(piece) }
    return lineStep(given, entry, notice, type)
  })
}

function sectionIn(piece: PartKey | undefined): { section?: string } {
  const named = piece && parsePartKey(piece)?.piece
  return named?.type === 'section' ? { section: named.number } : {}
}

/** The sections of a digest that this destination did not ask for. */
function leftOut({ digest, destination, as }: CorrectionContext): PieceHashes[] {
  const wanted = selectFor(destination, digest)?.sections ?? []
  const others = { ...digest, sections: digest.sections.filter((section) => !wanted.includes(section)) }
  return hashPieces(others, as.layout).filter(({ key }) => isSection(key))
}

/** A line in place of every message of a digest that was withdrawn, or has nothing for this destination. */
export function withdrawalSteps(given: CorrectionContext): CorrectionStep[] {
  const { withdrawn, title } = given.digest
  return given.entries.flatMap((entry) => {
    if (entry.state === 'intended') return []
    const moment = shownTime(entry, given.now)
    const section = sectionIn(entry.shown?.piece?.key)
    if (withdrawn === undefined) return lineStep(given, entry, { type: 'unwanted', moment, ...section }, 'unwanted')
    const heading = entry.key === 'overview' ? title : undefined
    const notice: Notice = { type: 'withdrawn', reason: withdrawn, moment, ...(heading && { title: heading }) }
    return lineStep(given, entry, notice, `withdrawn-${hashOf([withdrawn, heading])}`)
  })
}

function lineStep(
  { platform, digest }: CorrectionContext,
  entry: PartEntry,
  notice: Notice,
  name: string,
): CorrectionStep[] {
  const shown = shownNotice(entry, name)
  if (isDeepStrictEqual(entry.shown, shown)) return []
  return [{ type: 'edit', entry, part: platform.renderer.renderNotice(entry.key, notice, digest.language), shown }]
}
