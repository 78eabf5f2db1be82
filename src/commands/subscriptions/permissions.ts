import type { Destination } from '../../domain/destination.ts'
import type { Requester } from '../../domain/interaction.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { formatMemberId } from '../../domain/workspace-id.ts'
import { messagesFor } from '../../i18n/messages.ts'
import { platformNamed } from '../../platforms/registry.ts'
import type { PostContext, ReadContext, SubscriptionContext } from '../context.ts'

/** Whether the requester may change this channel's subscriptions. Direct messages have none, and other workspaces no rights. */
export function canManage(requester: Requester, context: ReadContext & PostContext & SubscriptionContext): boolean {
  if (requester.membership === 'external') return false
  const named = context.managers(requester.platform)
  if (!named) return requester.managesChannel && !requester.isDirect
  return [requester.user, ...requester.roles].some((id) => isNamed(id, requester, named, context))
}

/** The reply where no channel can get a digest: in a direct message, or where the bot is not a member. */
export function noChannelHere({ isOutside, language }: Requester): string {
  const { noChannel, notThere } = messagesFor(language).subscriptions
  return isOutside ? notThere : noChannel
}

/**
 * Where each workspace has a token of its own, two of them may have people of the same id: an id alone is of the default
 * workspace, and others are written with theirs.
 */
function isNamed(
  id: string,
  { platform, workspace }: Requester,
  named: readonly string[],
  { platforms }: Pick<PostContext, 'platforms'>,
): boolean {
  if (workspace !== undefined && named.includes(formatMemberId(workspace, id))) return true
  const isOfDefault = !platformNamed(platform).hasTokenPerWorkspace || workspace === platforms.get(platform)?.workspace
  return isOfDefault && named.includes(id)
}

/**
 * The destinations on their platform that the requester is known to manage: all for a named manager; else those of the
 * channel where they ask, and those that they made in chat for other channels.
 */
export function managedDestinations(
  requester: Requester,
  context: ReadContext & PostContext & SubscriptionContext,
): Destination[] {
  const named = context.managers(requester.platform)
  const made = new Set(
    context.subscriptions
      .all()
      .flatMap(({ destination, madeBy }) => (madeBy === requester.user ? destination.name : [])),
  )
  return context
    .destinations()
    .filter((each) => each.platform === requester.platform)
    .filter((each) => {
      // The creator may have lost the right since: in its own channel, the platform decides.
      if (named || isHere(each, requester)) return canManage(requester, context)
      return made.has(each.name)
    })
}

/**
 * Why the requester may not change the subscription of that name; undefined if they may. An empty name means any of the
 * channel's.
 */
export function permissionError(
  name: string,
  requester: Requester,
  context: ReadContext & PostContext & SubscriptionContext,
): string | undefined {
  const phrases = messagesFor(requester.language).subscriptions
  if (!canManage(requester, context)) return requester.isDirect ? noChannelHere(requester) : phrases.notAllowed
  const isHere = subscriptionsHere(requester, context).some(({ destination }) => destination.name === name)
  if (name === '' || isHere) return undefined
  const configured = configuredHere(requester, context).find((each) => each.name === name)
  return configured ? phrases.fromFile(configured.publication) : phrases.nothingHere
}

/** Subscriptions made in chat for the requester's channel. */
export function subscriptionsHere(requester: Requester, context: ReadContext & SubscriptionContext): Subscription[] {
  return context.subscriptions.all().filter(({ destination }) => isHere(destination, requester))
}

/** The channel's destinations from the configuration file, which chat cannot change. */
export function configuredHere(requester: Requester, context: ReadContext & SubscriptionContext): Destination[] {
  const made = new Set(context.subscriptions.all().map(({ destination }) => destination.name))
  return context.destinations().filter((each) => isHere(each, requester) && !made.has(each.name))
}

function isHere({ platform, channel }: Destination, requester: Requester): boolean {
  return platform === requester.platform && channel === requester.channel
}
