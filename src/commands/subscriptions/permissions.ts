import type { Destination } from '../../domain/destination.ts'
import type { Asker } from '../../domain/interaction.ts'
import type { Subscription } from '../../domain/subscription.ts'
import type { Desk } from '../context.ts'

/** Whether the asker may change what comes to this channel. In a direct message there is none to manage. */
export function mayManage(asker: Asker, desk: Desk): boolean {
  const named = desk.managers(asker.platform)
  if (!named) return asker.managesChannel && !asker.isDirect
  return named.includes(asker.user) || asker.roles.some((role) => named.includes(role))
}

/** Those that were made in chat for the asker's channel. */
export function subscriptionsHere(asker: Asker, desk: Desk): Subscription[] {
  return desk.subscriptions.all().filter(({ destination }) => isHere(destination, asker))
}

/** The one of that name in the asker's channel: nobody reaches into another one. */
export function subscriptionHere(name: string, asker: Asker, desk: Desk): Subscription | undefined {
  return subscriptionsHere(asker, desk).find(({ destination }) => destination.name === name)
}

/** Those of the configuration file, which chat only shows. */
export function configuredHere(asker: Asker, desk: Desk): Destination[] {
  const made = new Set(desk.subscriptions.all().map(({ destination }) => destination.name))
  return desk.destinations().filter((each) => isHere(each, asker) && !made.has(each.name))
}

function isHere({ platform, channel }: Destination, asker: Asker): boolean {
  return platform === asker.platform && channel === asker.channel
}
