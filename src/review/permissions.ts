import { isInWorkspace } from '../commands/visibility.ts'
import type { MessageRef } from '../domain/delivery.ts'
import { parseDigestId } from '../domain/digest.ts'
import { ExpectedError, errorFields } from '../domain/errors.ts'
import type { Requester } from '../domain/interaction.ts'
import type { Review, ReviewSettings } from '../domain/review.ts'
import type { ReviewAction } from '../domain/review-action.ts'
import { describeFailure } from '../i18n/failures.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { ReviewContext } from './context.ts'

/**
 * Why a control is not accepted; undefined if it is. It is accepted in the channel that reviews this publication, from
 * a reviewer, and from the message that asks about this draft, not from that of another one. `message` is the message
 * of the control, unless it is a private answer or a dialog.
 */
export async function reviewerError(
  { digest }: Pick<ReviewAction, 'digest'>,
  requester: Requester,
  review: Review | undefined,
  message: MessageRef | undefined,
  context: Pick<ReviewContext, 'reviewChoices' | 'workspaces' | 'platforms' | 'log'>,
): Promise<string | undefined> {
  const words = messagesFor(requester.language).review
  const choice = context.reviewChoices().get(parseDigestId(digest)?.publication ?? '')
  if (!choice || choice === 'off' || !review) return words.noDraft
  const isHere = requester.channel === choice.channel && isInWorkspace(choice, requester, context.workspaces)
  if (!isHere) return words.notHere
  try {
    if (!(await isReviewer(choice, requester, context))) return words.notReviewer
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    const { platform } = choice
    context.log.warn({ platform, digest, ...errorFields(error) }, 'a group of reviewers cannot be read')
    return words.groupUnknown(describeFailure(error.reason, requester.language))
  }
  const { card } = review
  const isFromCard = message === undefined || (message.channel === card?.channel && message.message === card.message)
  return isFromCard ? undefined : words.notHere
}

/** Throws an `ExpectedError` if it cannot be known who is in a group. */
async function isReviewer(
  { platform, people, roles }: ReviewSettings,
  { user, membership, roles: own }: Requester,
  { platforms }: Pick<ReviewContext, 'platforms'>,
): Promise<boolean> {
  if (membership === 'external') return false
  if (people.includes(user) || own.some((role) => roles.includes(role))) return true
  const { membersOf } = platforms.get(platform)?.audience ?? {}
  if (!membersOf) return false
  for (const group of roles) if ((await membersOf(group)).includes(user)) return true
  return false
}
