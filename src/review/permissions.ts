import { isInWorkspace } from '../commands/visibility.ts'
import type { MessageRef } from '../domain/delivery.ts'
import { parseDigestId } from '../domain/digest.ts'
import type { Requester } from '../domain/interaction.ts'
import type { Review } from '../domain/review.ts'
import type { ReviewAction } from '../domain/review-action.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { ReviewContext } from './context.ts'

/**
 * Why a control does not count; undefined if it does. It counts in the channel that reviews this publication, by a
 * reviewer, and from the message that asks about this draft: not from that of another one. `message` is that of the
 * control, unless it is a private answer or a dialog.
 */
export function refusalFor(
  { digest }: Pick<ReviewAction, 'digest'>,
  requester: Requester,
  review: Review | undefined,
  message: MessageRef | undefined,
  context: Pick<ReviewContext, 'reviewChoices' | 'workspaces'>,
): string | undefined {
  const words = messagesFor(requester.language).review
  const choice = context.reviewChoices().get(parseDigestId(digest)?.publication ?? '')
  if (!choice || choice === 'off' || !review) return words.noDraft
  const isHere = requester.channel === choice.channel && isInWorkspace(choice, requester, context.workspaces)
  if (!isHere) return words.notHere
  const isReviewer =
    requester.membership !== 'external' &&
    (choice.people.includes(requester.user) || requester.roles.some((role) => choice.roles.includes(role)))
  if (!isReviewer) return words.notReviewer
  const { card } = review
  const isFromCard = message === undefined || (message.channel === card?.channel && message.message === card.message)
  return isFromCard ? undefined : words.notHere
}
