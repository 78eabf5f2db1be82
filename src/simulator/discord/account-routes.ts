import { Hono } from 'hono'
import { failWith } from '../../validators/discord/error.ts'
import { accepted, guildOf, requireChannel } from './access.ts'
import type { DiscordContext, Env } from './context.ts'
import { serializeApplication, serializeChannel, serializeGuild, serializeMember, serializeUser } from './serialize.ts'

/** topics/rate-limits and events/gateway: identifications a day, and how many at once within five seconds. */
const sessionStarts = { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 16 }

/** Who the bot is, where it is, and who else is there. */
export function accountRoutes(site: DiscordContext): Hono<Env> {
  const { state } = site
  const app = new Hono<Env>()

  app.get('/gateway', (context) => context.json({ url: site.gatewayUrl }))
  app.get('/gateway/bot', (context) =>
    context.json({ url: site.gatewayUrl, shards: 1, session_start_limit: sessionStarts }),
  )
  app.get('/users/@me', (context) => context.json(serializeUser(state.bot)))
  app.get('/users/:user', (context) => {
    const user = state.users.get(context.req.param('user')) ?? failWith(10013)
    return context.json(serializeUser(user))
  })
  app.get('/applications/@me', (context) => context.json(serializeApplication(state)))
  app.get('/oauth2/applications/@me', (context) => context.json(serializeApplication(state)))

  app.get('/channels/:channel', (context) =>
    context.json(serializeChannel(state, requireChannel(state, context.req.param('channel')))),
  )
  app.post('/users/@me/channels', (context) => {
    const { recipient_id: recipient } = accepted<{ recipient_id: string }>(context, 'POST /users/@me/channels')
    const user = state.users.get(recipient) ?? failWith(10013)
    if (user.bot) failWith(50007)
    return context.json(serializeChannel(state, state.directWith(user)))
  })
  app.get('/guilds/:guild', (context) => {
    guildOf(state, context.req.param('guild'))
    return context.json(serializeGuild(state))
  })
  app.get('/guilds/:guild/channels', (context) => {
    guildOf(state, context.req.param('guild'))
    return context.json(state.guildChannels().map((channel) => serializeChannel(state, channel)))
  })
  app.get('/guilds/:guild/members/:user', (context) => {
    guildOf(state, context.req.param('guild'))
    const user = state.users.get(context.req.param('user')) ?? failWith(10007)
    return context.json(serializeMember(state, user))
  })

  return app
}
