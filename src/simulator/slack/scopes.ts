/** Any one of them opens a method: https://docs.slack.dev/reference/scopes. A method that is not here needs none. */
const scopesOf: Readonly<Record<string, readonly string[]>> = {
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.join': ['channels:join'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'reactions.add': ['reactions:write'],
  'reactions.get': ['reactions:read'],
  'reactions.remove': ['reactions:write'],
  'team.info': ['team:read'],
  'usergroups.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'bots.info': ['users:read'],
}

/** Every scope that a method may ask for: what the sandbox's app has been granted until somebody takes one away. */
export const allScopes: readonly string[] = [...new Set(Object.values(scopesOf).flat())]

/** The scope that is missing, or undefined when the method may be called. */
export function missingScope(method: string, granted: ReadonlySet<string>): string | undefined {
  const wanted = scopesOf[method]
  return wanted && !wanted.some((scope) => granted.has(scope)) ? wanted.join(',') : undefined
}
