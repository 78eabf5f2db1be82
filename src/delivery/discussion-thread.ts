import type { MessageRef, PartEntry } from '../domain/delivery.ts'
import { type Digest, digestId, type Section } from '../domain/digest.ts'
import type { DiscussionTopic } from '../domain/part.ts'
import { formatPartKey, type PartKey, placeOf } from '../domain/part-key.ts'
import { plainText } from '../domain/text.ts'
import { groupMessages, isGone, postedPieces } from './correct/message-groups.ts'

/** Where a section is discussed. */
export interface DiscussionThread {
  /** The message with the thread: the last one of the section, or the overview if the section has none. */
  readonly ref: MessageRef
  /** The prefix of its keys. */
  readonly key: PartKey
}

/** Undefined if neither the section nor the overview is posted. A section that was renumbered since is found as well. */
export function discussionThreadOf(
  parts: readonly PartEntry[],
  section: Section['number'],
): DiscussionThread | undefined {
  const own = ownThreadOf(parts, section)
  const ref = parts.find(({ key }) => key === 'overview')?.ref
  return own ?? (ref && { ref, key: sectionKey(section) })
}

/** The same under the section's own message only. */
export function ownThreadOf(parts: readonly PartEntry[], section: Section['number']): DiscussionThread | undefined {
  const piece = sectionKey(section)
  const group = [...groupMessages(parts).values()].find((each) => !isGone(each) && postedPieces(each).piece === piece)
  const ref = [...(group?.entries.values() ?? [])].findLast((entry) => entry.ref)?.ref
  return group && ref && { ref, key: group.key }
}

/** Whether the section may be posted although the ledger has no receipt yet: a discussion then has to wait for it. */
export function isUnderWay(parts: readonly PartEntry[], section: Section['number']): boolean {
  const own = parts.filter(({ key }) => placeOf(key).first === sectionKey(section))
  return own.some(({ state }) => state === 'intended' || state === 'uncertain')
}

function sectionKey(number: Section['number']): PartKey {
  return formatPartKey({ piece: { type: 'section', number } })
}

export function discussionTopicOf(digest: Digest, { number, title, takeaways }: Section): DiscussionTopic {
  return { digest: digestId(digest), section: number, title: plainText(title), takeaways }
}
