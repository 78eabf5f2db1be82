import { selectFor } from '../../domain/destination.ts'
import type { Digest } from '../../domain/digest.ts'
import type { CorrectionMark, ShownTime } from '../../domain/part.ts'
import { isSection, type PartKey, placeOf } from '../../domain/part-key.ts'
import { hashPieces, type PieceHashes } from '../content-hash.ts'
import { promptSteps } from './discussion-steps.ts'
import { matchPieces } from './match-pieces.ts'
import { groupMessages, isUpToDate, type MessageGroup, postedPieces, shows } from './message-groups.ts'
import { addSteps, editSteps, removalSteps, withdrawalSteps } from './steps.ts'
import { type CorrectionContext, type CorrectionStep, shownTime } from './types.ts'

type Matches = ReadonlyMap<PartKey, PartKey>
type Groups = ReadonlyMap<PartKey, MessageGroup>

/** The steps after which the channel shows the author's last version, in order. Pure. */
export async function planCorrection(given: CorrectionContext): Promise<CorrectionStep[]> {
  const { destination, digest } = given
  const wanted = digest.withdrawn === undefined ? selectFor(destination, digest) : undefined
  const steps = wanted ? await correctionSteps(given, wanted) : withdrawalSteps(given)
  // It is unknown whether an uncertain part was posted: it is looked for, or resolved by hand, before it is corrected.
  return steps.filter((step) => step.type !== 'edit' || step.entry.state !== 'uncertain')
}

async function correctionSteps(given: CorrectionContext, wanted: Digest): Promise<CorrectionStep[]> {
  const groups = groupMessages(given.entries)
  const written = piecesIn(wanted, given)
  const matched = matchPieces(written, [...groups.values()].map(postedPieces))
  const wrong = written.filter((piece) => {
    const group = messagesOf(piece.key, groups, matched)
    return !group || !isUpToDate(group, piece)
  })
  const kept = new Set(matched.values())
  return [
    ...(await wrongSteps(given, wanted, wrong, groups, matched)),
    ...[...groups.values()].filter(({ key }) => !kept.has(key)).flatMap((group) => removalSteps(given, group)),
    ...promptSteps(given, wanted, matched),
  ]
}

function messagesOf(piece: PartKey, groups: Groups, matched: Matches): MessageGroup | undefined {
  const key = matched.get(piece)
  return key && groups.get(key)
}

/** The pieces that have messages of their own. */
function piecesIn(wanted: Digest, { as }: CorrectionContext): readonly PieceHashes[] {
  const all = hashPieces(wanted, as.layout)
  return as.layout === 'overview' ? all.filter(({ key }) => key === 'overview') : all
}

async function wrongSteps(
  given: CorrectionContext,
  wanted: Digest,
  wrong: readonly PieceHashes[],
  groups: Groups,
  matched: Matches,
): Promise<CorrectionStep[]> {
  if (wrong.length === 0) return []
  const marks = new Map<PartKey, CorrectionMark>()
  for (const piece of wrong) {
    const { key } = piece
    const group = messagesOf(key, groups, matched)
    const moment = group && markedAt(given, group, piece)
    const counts = key === 'overview' ? sectionCounts(given, wanted, groups, matched) : { added: 0, removed: 0 }
    if (moment) marks.set(key, { ...moment, ...counts })
  }
  const rendered = await given.platform.renderer.render(wanted, given.as.layout, given.as.discussion, marks)
  return wrong.flatMap((piece) => {
    const parts = rendered.filter((part) => placeOf(part.key).first === piece.key)
    const group = messagesOf(piece.key, groups, matched)
    return group ? editSteps(given, group, { ...piece, parts }, wanted) : addSteps(given, groups, { ...piece, parts })
  })
}

/**
 * A piece that is partly posted continues with or without the mark, as it began: a mark takes space, and parts that
 * are split in different ways would lose words.
 */
function markedAt({ now }: CorrectionContext, { first }: MessageGroup, piece: PieceHashes): ShownTime | undefined {
  // It was found in the channel, and may show this already.
  if (!first.shown) return undefined
  if (!shows(first, piece)) return shownTime(first, now)
  return first.editedAt === undefined ? undefined : shownTime(first, first.editedAt)
}

/** How many sections came and went since the digest was first posted. */
function sectionCounts(
  { as }: CorrectionContext,
  wanted: Digest,
  groups: Groups,
  matched: Matches,
): { added: number; removed: number } {
  const now = hashPieces(wanted, 'sections').filter(({ key }) => isSection(key))
  const first = as.sections.map((section) => ({ ...section, piece: section.key, takeaways: [] }))
  const origin = as.layout === 'overview' ? matchPieces(now, first) : matched
  // A part that is not posted yet has no message.
  const taken = new Set([...origin.values(), ...groups.keys()])
  const originOf = ({ key }: PieceHashes) => origin.get(key) ?? (taken.has(key) ? undefined : key)
  const origins = new Set(now.map(originOf))
  const known = new Set<PartKey | undefined>(first.map(({ key }) => key))
  return {
    added: now.filter((piece) => !known.has(originOf(piece))).length,
    removed: first.filter(({ key }) => !origins.has(key)).length,
  }
}
