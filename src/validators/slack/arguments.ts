/** How an argument is written in a form-encoded call. */
type ArgumentKind = 'string' | 'number' | 'boolean' | 'json'

/** The arguments of a method: those it must have, and all it knows. */
export interface MethodArguments {
  readonly required: readonly string[]
  readonly known: Readonly<Record<string, ArgumentKind>>
}

const content = {
  text: 'string',
  blocks: 'json',
  attachments: 'json',
  markdown_text: 'string',
  parse: 'string',
  link_names: 'boolean',
  as_user: 'boolean',
} as const
const author = { username: 'string', icon_emoji: 'string', icon_url: 'string' } as const
const page = { cursor: 'string', limit: 'number' } as const
const timeline = { oldest: 'string', latest: 'string', inclusive: 'boolean', include_all_metadata: 'boolean' } as const
const reaction = { channel: 'string', timestamp: 'string' } as const
const view = { view: 'json', trigger_id: 'string' } as const

/** The SDK adds it to every call of an app that was installed in one workspace. */
export const everywhere = { team_id: 'string' } as const

/** https://docs.slack.dev/reference/methods, the page of each. `token` goes with every method. */
export const methodArguments: Readonly<Record<string, MethodArguments>> = {
  'api.test': { required: [], known: { error: 'string', foo: 'string' } },
  'auth.test': { required: [], known: {} },
  'apps.connections.open': { required: [], known: {} },
  'bots.info': { required: [], known: { bot: 'string' } },
  'chat.postMessage': {
    required: ['channel'],
    known: {
      channel: 'string',
      ...content,
      ...author,
      thread_ts: 'string',
      reply_broadcast: 'boolean',
      unfurl_links: 'boolean',
      unfurl_media: 'boolean',
      mrkdwn: 'boolean',
      metadata: 'json',
    },
  },
  'chat.update': {
    required: ['channel', 'ts'],
    known: {
      channel: 'string',
      ts: 'string',
      ...content,
      metadata: 'json',
      reply_broadcast: 'boolean',
      file_ids: 'json',
      unfurl_links: 'boolean',
      unfurl_media: 'boolean',
    },
  },
  'chat.postEphemeral': {
    required: ['channel', 'user'],
    known: { channel: 'string', user: 'string', ...content, ...author, thread_ts: 'string' },
  },
  'chat.delete': { required: ['channel', 'ts'], known: { channel: 'string', ts: 'string', as_user: 'boolean' } },
  'chat.getPermalink': { required: ['channel', 'message_ts'], known: { channel: 'string', message_ts: 'string' } },
  'conversations.history': { required: ['channel'], known: { channel: 'string', ...timeline, ...page } },
  'conversations.replies': {
    required: ['channel', 'ts'],
    known: { channel: 'string', ts: 'string', ...timeline, ...page },
  },
  'conversations.info': {
    required: ['channel'],
    known: { channel: 'string', include_locale: 'boolean', include_num_members: 'boolean' },
  },
  'conversations.list': {
    required: [],
    known: { types: 'string', exclude_archived: 'boolean', ...page },
  },
  'conversations.join': { required: ['channel'], known: { channel: 'string' } },
  'conversations.members': { required: ['channel'], known: { channel: 'string', ...page } },
  'reactions.add': { required: ['channel', 'timestamp', 'name'], known: { ...reaction, name: 'string' } },
  'reactions.remove': { required: ['name'], known: { ...reaction, name: 'string' } },
  'reactions.get': { required: [], known: { ...reaction, full: 'boolean' } },
  'team.info': { required: [], known: { team: 'string', domain: 'string' } },
  'usergroups.list': {
    required: [],
    known: { include_users: 'boolean', include_count: 'boolean', include_disabled: 'boolean' },
  },
  'users.info': { required: ['user'], known: { user: 'string', include_locale: 'boolean' } },
  'users.list': { required: [], known: { include_locale: 'boolean', ...page } },
  'views.open': { required: ['view', 'trigger_id'], known: view },
  'views.push': { required: ['view', 'trigger_id'], known: view },
  'views.update': {
    required: ['view'],
    known: { view: 'json', view_id: 'string', external_id: 'string', hash: 'string' },
  },
  'views.publish': { required: ['view', 'user_id'], known: { view: 'json', user_id: 'string', hash: 'string' } },
  /** Not a method: what is posted to the address that comes with an interaction. */
  response_url: {
    required: [],
    known: {
      ...content,
      response_type: 'string',
      replace_original: 'boolean',
      delete_original: 'boolean',
      thread_ts: 'string',
      unfurl_links: 'boolean',
      unfurl_media: 'boolean',
      mrkdwn: 'boolean',
      metadata: 'json',
    },
  },
}
