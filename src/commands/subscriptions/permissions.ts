import type { Destination } from '../../domain/destination.ts'
import type { Requester } from '../../domain/interaction.ts'
import type { Subscription } from '../../domain/subscription.ts'
import type { ChatContext } from '../context.ts'

/** Whether the requester may change this channel's subscriptions. Direct messages have none. */
export function canManage(requester: Requester, context: ChatContext): boolean {
  const named = context.managers(requester.platform)
  if (!named) return requester.managesChannel && !requester.isDirect
  return named.includes(requester.user) || requester.roles.some((role) => named.includes(role))
}

/** Subscriptions made in chat for the requester's channel. */
export function subscriptionsHere(requester: Requester, context: ChatContext): Subscription[] {
  return context.subscriptions.all().filter(({ destination }) => isHere(destination, requester))
}

/** The subscription of that name in the requester's channel only. */
export function subscriptionHere(name: string, requester: Requester, context: ChatContext): Subscription | undefined {
  return subscriptionsHere(requester, context).find(({ destination }) => destination.name === name)
}

/** The channel's destinations from the configuration file, which chat cannot change. */
export function configuredHere(requester: Requester, context: ChatContext): Destination[] {
  const made = new Set(context.subscriptions.all().map(({ destination }) => destination.name))
  return context.destinations().filter((each) => isHere(each, requester) && !made.has(each.name))
}

function isHere({ platform, channel }: Destination, requester: Requester): boolean {
  return platform === requester.platform && channel === requester.channel
}
