import { Hono } from 'hono'
import { stop } from '../../validators/discord/error.ts'
import { accepted, channelOf, guildOf } from './access.ts'
import type { Env, Site } from './context.ts'
import { wireApplication, wireChannel, wireGuild, wireMember, wireUser } from './serialize.ts'

/** topics/rate-limits and events/gateway: identifications a day, and how many at once within five seconds. */
const sessionStarts = { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 16 }

/** Who the bot is, where it is, and who else is there. */
export function accountRoutes(site: Site): Hono<Env> {
  const { world } = site
  const app = new Hono<Env>()

  app.get('/gateway', (context) => context.json({ url: site.gatewayUrl }))
  app.get('/gateway/bot', (context) =>
    context.json({ url: site.gatewayUrl, shards: 1, session_start_limit: sessionStarts }),
  )
  app.get('/users/@me', (context) => context.json(wireUser(world.bot)))
  app.get('/users/:user', (context) => {
    const user = world.users.get(context.req.param('user')) ?? stop(10013)
    return context.json(wireUser(user))
  })
  app.get('/applications/@me', (context) => context.json(wireApplication(world)))
  app.get('/oauth2/applications/@me', (context) => context.json(wireApplication(world)))

  app.get('/channels/:channel', (context) =>
    context.json(wireChannel(world, channelOf(world, context.req.param('channel')))),
  )
  app.post('/users/@me/channels', (context) => {
    const { recipient_id: recipient } = accepted<{ recipient_id: string }>(context, 'POST /users/@me/channels')
    const user = world.users.get(recipient) ?? stop(10013)
    if (user.bot) stop(50007)
    return context.json(wireChannel(world, world.directWith(user)))
  })
  app.get('/guilds/:guild', (context) => {
    guildOf(world, context.req.param('guild'))
    return context.json(wireGuild(world))
  })
  app.get('/guilds/:guild/channels', (context) => {
    guildOf(world, context.req.param('guild'))
    return context.json(world.guildChannels().map((channel) => wireChannel(world, channel)))
  })
  app.get('/guilds/:guild/members/:user', (context) => {
    guildOf(world, context.req.param('guild'))
    const user = world.users.get(context.req.param('user')) ?? stop(10007)
    return context.json(wireMember(world, user))
  })

  return app
}
