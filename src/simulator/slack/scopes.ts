/** Any one of them opens a method: https://docs.slack.dev/reference/scopes. A method that is not here needs none. */
const scopesOf: Readonly<Record<string, readonly string[]>> = {
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.join': ['channels:join'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'users.info': ['users:read'],
}

/** Every scope that a method may ask for: what the simulated app is granted at first. */
export const allScopes: readonly string[] = [...new Set(Object.values(scopesOf).flat())]

/** The scope that is missing, or undefined when the method may be called. */
export function missingScope(method: string, granted: ReadonlySet<string>): string | undefined {
  const wanted = scopesOf[method]
  return wanted && !wanted.some((scope) => granted.has(scope)) ? wanted.join(',') : undefined
}
