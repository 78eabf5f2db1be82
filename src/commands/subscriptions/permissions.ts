import type { Destination } from '../../domain/destination.ts'
import type { Requester } from '../../domain/interaction.ts'
import type { Subscription } from '../../domain/subscription.ts'
import type { ChatContext } from '../context.ts'

/** Whether the asker may change what comes to this channel. In a direct message there is none to manage. */
export function canManage(requester: Requester, context: ChatContext): boolean {
  const named = context.managers(requester.platform)
  if (!named) return requester.managesChannel && !requester.isDirect
  return named.includes(requester.user) || requester.roles.some((role) => named.includes(role))
}

/** Those that were made in chat for the asker's channel. */
export function subscriptionsHere(requester: Requester, context: ChatContext): Subscription[] {
  return context.subscriptions.all().filter(({ destination }) => isHere(destination, requester))
}

/** The one of that name in the asker's channel: nobody reaches into another one. */
export function subscriptionHere(name: string, requester: Requester, context: ChatContext): Subscription | undefined {
  return subscriptionsHere(requester, context).find(({ destination }) => destination.name === name)
}

/** Those of the configuration file, which chat only shows. */
export function configuredHere(requester: Requester, context: ChatContext): Destination[] {
  const made = new Set(context.subscriptions.all().map(({ destination }) => destination.name))
  return context.destinations().filter((each) => isHere(each, requester) && !made.has(each.name))
}

function isHere({ platform, channel }: Destination, requester: Requester): boolean {
  return platform === requester.platform && channel === requester.channel
}
