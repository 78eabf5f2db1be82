/** How an argument is written in a form-encoded call. */
type ArgumentKind = 'string' | 'number' | 'boolean' | 'json'

interface MethodArguments {
  readonly required: readonly string[]
  readonly known: Readonly<Record<string, ArgumentKind>>
}

const content = { text: 'string', blocks: 'json' } as const
const unfurling = { unfurl_links: 'boolean', unfurl_media: 'boolean' } as const
const page = { cursor: 'string', limit: 'number' } as const
const timeline = { oldest: 'string', latest: 'string', inclusive: 'boolean', include_all_metadata: 'boolean' } as const

/** The SDK adds it to every call of an app that was installed in one workspace. */
export const everywhere = { team_id: 'string' } as const

/**
 * The methods that the bot calls: https://docs.slack.dev/reference/methods, the page of each. `token` goes with every
 * method. Any other method is an unknown one, so that a test fails when the bot begins to call it.
 */
export const methodArguments: Readonly<Record<string, MethodArguments>> = {
  'auth.test': { required: [], known: {} },
  'apps.connections.open': { required: [], known: {} },
  'apps.uninstall': {
    required: ['client_id', 'client_secret'],
    known: { client_id: 'string', client_secret: 'string' },
  },
  'auth.revoke': { required: [], known: { test: 'boolean' } },
  'oauth.v2.access': {
    required: ['grant_type'],
    known: { grant_type: 'string', code: 'string', redirect_uri: 'string', refresh_token: 'string' },
  },
  'bots.info': { required: [], known: { bot: 'string' } },
  'chat.postMessage': {
    required: ['channel'],
    known: { channel: 'string', ...content, ...unfurling, thread_ts: 'string', metadata: 'json' },
  },
  'chat.update': {
    required: ['channel', 'ts'],
    known: { channel: 'string', ts: 'string', ...content, ...unfurling, metadata: 'json' },
  },
  'chat.delete': { required: ['channel', 'ts'], known: { channel: 'string', ts: 'string' } },
  'chat.postEphemeral': {
    required: ['channel', 'user'],
    known: { channel: 'string', user: 'string', ...content, thread_ts: 'string' },
  },
  'conversations.history': { required: ['channel'], known: { channel: 'string', ...timeline, ...page } },
  'conversations.replies': {
    required: ['channel', 'ts'],
    known: { channel: 'string', ts: 'string', ...timeline, ...page },
  },
  'conversations.list': {
    required: [],
    known: { types: 'string', exclude_archived: 'boolean', ...page },
  },
  'conversations.info': { required: ['channel'], known: { channel: 'string' } },
  'conversations.join': { required: ['channel'], known: { channel: 'string' } },
  'usergroups.users.list': {
    required: ['usergroup'],
    known: { usergroup: 'string', include_disabled: 'boolean' },
  },
  'users.info': { required: ['user'], known: { user: 'string', include_locale: 'boolean' } },
  'views.open': { required: ['view', 'trigger_id'], known: { view: 'json', trigger_id: 'string' } },
  'views.publish': { required: ['view', 'user_id'], known: { view: 'json', user_id: 'string', hash: 'string' } },
  /** Not a method: a body posted to the address that comes with an interaction. */
  response_url: {
    required: [],
    known: {
      ...content,
      ...unfurling,
      response_type: 'string',
      replace_original: 'boolean',
      thread_ts: 'string',
      metadata: 'json',
    },
  },
}
