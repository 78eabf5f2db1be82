import { isEnd } from '../dates/parse-end.ts'
import { pause, resume, unsubscribe } from '../subscriptions/change.ts'
import { exportDestinations } from '../subscriptions/export.ts'
import { parseWhen } from '../subscriptions/options.ts'
import { changeSettings } from '../subscriptions/settings.ts'
import { subscribe } from '../subscriptions/subscribe.ts'
import type { Subcommand } from './subcommand.ts'

const subscriptionOptions = ['publication', 'at', 'timezone', 'days', 'tag', 'tags', 'layout', 'discussion'] as const

/** The subcommands that change the posts of a channel. */
export const subscriptionSubcommands: readonly Subcommand[] = [
  {
    name: 'subscribe',
    options: subscriptionOptions,
    takes: (rest) => parseWhen(rest) !== undefined,
    changesSubscriptions: true,
    isForMembers: true,
    run: ({ options, rest }, requester, context) =>
      subscribe({ ...options, ...parseWhen(rest) }, '', requester, context),
  },
  {
    name: 'settings',
    options: subscriptionOptions,
    changesSubscriptions: true,
    isForMembers: true,
    run: ({ options }, requester, context) => changeSettings(options, requester, context),
  },
  {
    name: 'pause',
    options: ['until'],
    takes: isEnd,
    changesSubscriptions: true,
    isForMembers: true,
    run: ({ options, rest }, requester, context) => pause(rest || (options.until ?? ''), '', requester, context),
  },
  {
    name: 'resume',
    changesSubscriptions: true,
    isForMembers: true,
    run: (_, requester, context) => resume('', requester, context),
  },
  {
    name: 'unsubscribe',
    changesSubscriptions: true,
    isForMembers: true,
    run: (_, requester, context) => unsubscribe('', requester, context),
  },
  {
    name: 'export',
    isForMembers: true,
    run: (_, requester, context) => exportDestinations(requester, context),
  },
]
