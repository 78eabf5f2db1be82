import { isDeepStrictEqual } from 'node:util'
import type { PartEntry } from '../../domain/delivery.ts'
import type { Digest, Section } from '../../domain/digest.ts'
import { pieceKey } from '../../domain/outline.ts'
import type { DiscussionTopic } from '../../domain/part.ts'
import { discussedKey, type PartKey, parsePartKey, replyKey } from '../../domain/part-key.ts'
import { plainText } from '../../domain/text.ts'
import { hashOf, hashTakeaway } from '../content-hash.ts'
import { discussionTopicOf } from '../discussion-thread.ts'
import { shownNotice } from '../message-state.ts'
import type { MessageGroup } from './message-groups.ts'
import { type CorrectionContext, type CorrectionStep, type DiscussionNotice, shownTime } from './types.ts'

/** A message of the bot that opened a discussion. */
interface Prompt {
  readonly entry: PartEntry
  /** The key of the section's first message. */
  readonly under: PartKey
  readonly point: number | 'all'
}

function promptsIn(entries: readonly PartEntry[]): Prompt[] {
  return entries.flatMap((entry) => {
    const reply = parsePartKey(entry.key)?.reply
    const under = discussedKey(entry.key)
    if (!reply || reply.type === 'correction' || under === undefined || !entry.ref) return []
    return [{ entry, under, point: reply.type === 'takeaways' ? 'all' : reply.point }]
  })
}

/** Updates the takeaways in discussions. Those of a removed section stay with their replies. */
export function promptSteps(
  given: CorrectionContext,
  wanted: Digest,
  matched: ReadonlyMap<PartKey, PartKey>,
): CorrectionStep[] {
  return promptsIn(given.entries).flatMap((prompt) => {
    const section = wanted.sections.find((each) => {
      const piece = pieceKey({ type: 'section', section: each })
      return (matched.get(piece) ?? (given.as.layout === 'overview' ? piece : undefined)) === prompt.under
    })
    return section && prompt.entry.shown ? promptStep(given, prompt, discussionTopicOf(wanted, section)) : []
  })
}

function promptStep(
  { platform, digest, now }: CorrectionContext,
  { entry, point }: Prompt,
  about: DiscussionTopic,
): CorrectionStep[] {
  if (point !== 'all' && point > about.takeaways.length) {
    const shown = shownNotice(entry, 'removed')
    if (isDeepStrictEqual(shown, entry.shown)) return []
    const line = { type: 'removed', moment: shownTime(entry, now) } as const
    return [{ type: 'edit', entry, part: platform.renderer.renderNotice(entry.key, line, digest.language), shown }]
  }
  const contentHash = hashTakeaway(about, point, digest.language)
  if (contentHash === entry.shown?.contentHash) return []
  const part =
    point === 'all'
      ? platform.renderer.renderAllTakeaways(about, digest.language)
      : platform.renderer.renderTakeaway(about, point, digest.language)
  return [{ type: 'edit', entry, part: { ...part, key: entry.key }, shown: { contentHash, takeaways: [] } }]
}

/**
 * The notice in the discussion of a section whose takeaways were corrected; undefined without a discussion. Its key names
 * this correction, so that it is posted once in spite of retries.
 */
export function noticeFor(
  { entries, platform, digest }: CorrectionContext,
  group: MessageGroup,
  section: Section,
  takeaways: readonly string[],
): DiscussionNotice | undefined {
  const { first, key } = group
  const before = first.shown?.takeaways
  const talk = promptsIn(entries).find(({ under }) => under === key)?.entry.ref
  if (!talk || !before || isDeepStrictEqual(before, takeaways)) return undefined
  const correction = hashOf([first.editedAt ?? first.postedAt, takeaways])
  const title = plainText(section.title)
  const line = { type: 'takeaways', title, points: changedPoints(before, takeaways) } as const
  return {
    part: platform.renderer.renderNotice(
      replyKey(key, { type: 'correction', hash: correction }),
      line,
      digest.language,
    ),
    under: talk,
  }
}

/** The new takeaways; if there are none, those that moved, unless some were removed. */
function changedPoints(before: readonly string[], now: readonly string[]): number[] {
  const numbered = now.map((hash, at) => ({ hash, point: at + 1 }))
  const fresh = numbered.filter(({ hash }) => !before.includes(hash))
  const moved = now.length < before.length ? [] : numbered.filter(({ hash, point }) => before[point - 1] !== hash)
  return (fresh.length > 0 ? fresh : moved).map(({ point }) => point)
}
