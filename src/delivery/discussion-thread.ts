import type { MessageRef, PartEntry } from '../domain/delivery.ts'
import { type Digest, digestId, type Section } from '../domain/digest.ts'
import type { DiscussionTopic } from '../domain/part.ts'
import { formatPartKey, type PartKey, placeOf } from '../domain/part-key.ts'
import { plainText } from '../domain/text.ts'
import { groupMessages, isGone, postedPieces } from './correct/message-groups.ts'

/** Where a section is discussed. */
export interface DiscussionThread {
  /** The message in whose thread it is: the section's last one, or the overview where it has none of its own. */
  readonly ref: MessageRef
  /** What the keys of its messages begin with. */
  readonly key: PartKey
}

/** Undefined where neither the section nor the overview stands. A section is found under whatever number it was posted. */
export function discussionThreadOf(
  parts: readonly PartEntry[],
  section: Section['number'],
): DiscussionThread | undefined {
  const piece = sectionKey(section)
  const group = [...groupMessages(parts).values()].find((each) => !isGone(each) && postedPieces(each).piece === piece)
  const own = [...(group?.entries.values() ?? [])].findLast(({ ref }) => ref)?.ref
  const ref = own ?? parts.find(({ key }) => key === 'overview')?.ref
  return ref && { ref, key: (own && group?.key) ?? piece }
}

/** Whether the section may be there although the ledger does not know it yet: a discussion belongs under it, then. */
export function isUnderWay(parts: readonly PartEntry[], section: Section['number']): boolean {
  const own = parts.filter(({ key }) => placeOf(key).first === sectionKey(section))
  return own.some(({ state }) => state === 'intended' || state === 'uncertain')
}

function sectionKey(number: Section['number']): PartKey {
  return formatPartKey({ piece: { type: 'section', number } })
}

/** What readers can discuss of a section. */
export function discussionTopicOf(digest: Digest, { number, title, takeaways }: Section): DiscussionTopic {
  return { digest: digestId(digest), section: number, title: plainText(title), takeaways }
}
