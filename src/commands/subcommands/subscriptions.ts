import { pause, resume, unsubscribe } from '../subscriptions/change.ts'
import { exportDestinations } from '../subscriptions/export.ts'
import { changeSettings } from '../subscriptions/settings.ts'
import { subscribe } from '../subscriptions/subscribe.ts'
import type { Subcommand } from './subcommand.ts'

/** What changes the posts of a channel. */
export const subscriptionSubcommands: readonly Subcommand[] = [
  {
    name: 'subscribe',
    help: ['/digest subscribe', 'the morning post in this channel'],
    changesSubscriptions: true,
    run: ({ options, rest }, requester, context) =>
      subscribe({ ...options, ...(rest && { at: rest }) }, '', requester, context),
  },
  {
    name: 'settings',
    help: ['/digest settings', 'what comes to this channel, and how to change it'],
    changesSubscriptions: true,
    run: ({ options }, requester, context) => changeSettings(options, requester, context),
  },
  {
    name: 'pause',
    help: ['/digest pause next monday', 'no posts here until that day'],
    changesSubscriptions: true,
    run: ({ options, rest }, requester, context) => pause(rest || (options.until ?? ''), '', requester, context),
  },
  {
    name: 'resume',
    help: ['/digest resume', 'ends a pause'],
    changesSubscriptions: true,
    run: (_, requester, context) => resume('', requester, context),
  },
  {
    name: 'unsubscribe',
    help: ['/digest unsubscribe', 'no more posts here'],
    changesSubscriptions: true,
    run: (_, requester, context) => unsubscribe('', requester, context),
  },
  {
    name: 'export',
    help: ['/digest export', 'all destinations, for the configuration file'],
    run: (_, requester, context) => exportDestinations(requester, context),
  },
]
