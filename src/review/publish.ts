import { parseDigestId } from '../domain/digest.ts'
import type { Review } from '../domain/review.ts'
import type { ReviewContext } from './context.ts'

/**
 * Puts an approved digest among the digests. Each step may be repeated: call it again after any failure or crash. What
 * is written is what was approved, whatever became of the draft since.
 */
export async function publishApproved(
  { digest, content, hash }: Review,
  { reviews, files, drafts, candidates, log, wake }: ReviewContext,
): Promise<void> {
  const { publication, date } = parseDigestId(digest) ?? {}
  if (publication === undefined || date === undefined || content === undefined) return
  const isOurs = files.write(publication, date, content) === 'written'
  if (isOurs) {
    const draft = drafts.read(publication, date)
    for (const { candidate } of draft?.sections ?? []) await candidates.setState(publication, candidate, 'used', date)
  }
  drafts.close(publication, date)
  await reviews.move(digest, ['approved'], isOurs ? 'published' : 'replaced')
  log.info(
    { digest, hash },
    isOurs ? 'the draft is among the digests' : 'a person wrote the digest, so the draft is not used',
  )
  if (isOurs) wake()
}
