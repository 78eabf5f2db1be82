import { createHash } from 'node:crypto'
import { resolveUncertainPart } from '../../delivery/resolve.ts'
import type { Action } from '../../domain/action.ts'
import { sentence } from '../../domain/build.ts'
import type { UncertainPart } from '../../domain/delivery.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import { messagesFor } from '../../i18n/messages.ts'
import type { ChatContext } from '../context.ts'
import { canManage } from '../subscriptions/permissions.ts'
import { isInWorkspace } from '../visibility.ts'

/** Short enough for a control id, long enough to be unique. In hexadecimal digits. */
const idLength = 16

/** The id of an uncertain part in a control. */
export function partId({ delivery, key }: Pick<UncertainPart, 'delivery' | 'key'>): string {
  return createHash('sha256').update(`${delivery}\n${key}`).digest('hex').slice(0, idLength)
}

/** Resolves an uncertain part as a user found it in the channel, if they may manage the channel of the alert or of the part. */
export async function resolveFromAction(
  { part: id, isThere }: Extract<Action, { action: 'settle' }>,
  requester: Requester,
  context: ChatContext,
): Promise<Reply> {
  const { operatorLedger: ledger, clock, log, destinations } = context
  const part = (await ledger.uncertainParts()).find((each) => partId(each) === id)
  const delivery = part && (await ledger.delivery(part.delivery))
  const places = [...context.alertChannels(), ...(delivery ? [delivery] : [])]
  const isHere = places.some(
    (place) => place.channel === requester.channel && isInWorkspace(place, requester, context.workspaces),
  )
  const { subscriptions, alerts } = messagesFor(requester.language)
  if (!canManage(requester, context)) return sentence(subscriptions.notAllowed)
  // Its channel is no longer known.
  if (!part) return sentence(alerts.alreadyResolved)
  if (!isHere) return sentence(subscriptions.notAllowed)
  const finding = { delivery: part.delivery, part: part.key, isThere }
  const words = await resolveUncertainPart(finding, {
    ledger,
    destinations: destinations(),
    now: clock.now(),
    language: requester.language ?? 'en',
  })
  log.info(
    { delivery: part.delivery, part: part.key, posted: isThere, platform: requester.platform, user: requester.user },
    'an uncertain part was resolved',
  )
  context.wake()
  return sentence(words)
}
