import { SlackErrorResponse } from '../../validators/slack/error.ts'
import type { SlackChannel } from './state.ts'

const history = ['channels:history', 'groups:history', 'im:history', 'mpim:history'] as const

/** A method needs any one of these scopes: https://docs.slack.dev/reference/scopes. Other methods need none. */
const scopesOf: Readonly<Record<string, readonly string[]>> = {
  'bots.info': ['users:read'],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': history,
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.join': ['channels:join'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.replies': history,
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
}

/** Every scope that a method may ask for, and that of slash commands: the scopes of the simulated app at the start. */
export const allScopes: readonly string[] = [...new Set([...Object.values(scopesOf).flat(), 'commands'])]

/** Throws `missing_scope` unless one of the method's scopes is granted. */
export function requireScope(method: string, granted: ReadonlySet<string>): void {
  const wanted = scopesOf[method]
  if (wanted && !wanted.some((scope) => granted.has(scope))) throw missingScope(wanted, granted)
}

/**
 * Throws `missing_scope` unless the history of this kind of channel may be read; `channels:history` opens no private
 * ones: https://docs.slack.dev/reference/methods/conversations.history, and the response as in
 * https://github.com/DataDog/slapr/pull/47
 */
export function requireHistoryScope({ isPrivate, with: partner }: SlackChannel, granted: ReadonlySet<string>): void {
  const wanted = partner !== undefined ? 'im:history' : isPrivate ? 'groups:history' : 'channels:history'
  if (!granted.has(wanted)) throw missingScope([wanted], granted)
}

/** Throws `missing_scope` unless every kind of channel that is asked for may be listed. */
export function requireListScopes(types: readonly string[], granted: ReadonlySet<string>): void {
  const wanted = types.map((type) => (type === 'private_channel' ? 'groups:read' : 'channels:read'))
  const missing = wanted.filter((scope) => !granted.has(scope))
  if (missing.length > 0) throw missingScope(missing, granted)
}

function missingScope(wanted: readonly string[], granted: ReadonlySet<string>): SlackErrorResponse {
  const [needed, provided] = [wanted.join(','), [...granted].join(',')]
  const body = { ok: false, error: 'missing_scope', needed, provided } as const
  return new SlackErrorResponse({ message: `missing_scope: ${needed}`, body })
}
