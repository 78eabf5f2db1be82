import { Hono } from 'hono'
import { failWith } from '../../validators/discord/error.ts'
import { accepted, guildOf, requireChannel } from './access.ts'
import type { DiscordContext, Env } from './context.ts'
import { serializeChannel, serializeGuild, serializeMember, serializeUser } from './serialize.ts'
import type { DiscordState } from './state.ts'

/** events/gateway, "Session Start Limit Object", in milliseconds. */
const resetAfter = 86_400_000

/** The bot's account, its channels and its gateway. */
export function accountRoutes(site: DiscordContext): Hono<Env> {
  const { state } = site
  const app = new Hono<Env>()

  app.get('/gateway/bot', (context) => {
    const { gatewayUrl: url, sharding, sessionStarts } = site
    const limit = { ...sessionStarts, reset_after: resetAfter, max_concurrency: sharding.concurrency }
    return context.json({ url, shards: sharding.recommended, session_start_limit: limit })
  })
  app.get('/applications/@me', (context) => context.json({ id: state.bot.id, name: state.bot.displayName, flags: 0 }))
  app.get('/users/@me', (context) => context.json(serializeUser(state.bot)))
  app.get('/users/@me/guilds', (context) =>
    context.json(guildsOf(state).map((guild) => ({ ...guild, icon: null, owner: false, features: [] }))),
  )
  app.get('/guilds/:guild', (context) => {
    const { id } = guildOf(state, context.req.param('guild'))
    return context.json(serializeGuild(state, id))
  })
  // resources/guild, "Get Guild Channels": no threads, and no conversations.
  app.get('/guilds/:guild/channels', (context) => {
    const { id } = guildOf(state, context.req.param('guild'))
    return context.json(state.guildChannels(id).map((channel) => serializeChannel(state, channel)))
  })
  app.get('/guilds/:guild/members/:user', (context) => {
    guildOf(state, context.req.param('guild'))
    return context.json(serializeMember(state, state.users.get(context.req.param('user')) ?? failWith(10013)))
  })
  app.get('/channels/:channel', (context) =>
    context.json(serializeChannel(state, requireChannel(state, context.req.param('channel')))),
  )
  app.post('/users/@me/channels', (context) => {
    const { recipient_id: recipient } = accepted<{ recipient_id: string }>(context, 'POST /users/@me/channels')
    const user = state.users.get(recipient) ?? failWith(10013)
    if (user.bot) failWith(50007)
    return context.json(serializeChannel(state, state.directWith(user)))
  })

  return app
}

/** The guilds of the bot. */
function guildsOf({ installation, guild, otherGuilds }: DiscordState): DiscordState['guild'][] {
  return [...(installation.isMember ? [guild] : []), ...[...otherGuilds].map(([id, { name }]) => ({ id, name }))]
}
