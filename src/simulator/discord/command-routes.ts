import { Hono } from 'hono'
import type { Json } from '../../lib/json.ts'
import { failWith } from '../../validators/discord/error.ts'
import { accepted, guildOf } from './access.ts'
import type { DiscordContext, Env } from './context.ts'

/** interactions/application-commands: what the bot offers, globally or in one guild. */
export function commandRoutes({ state, commands }: DiscordContext): Hono<Env> {
  const app = new Hono<Env>()
  const scopeOf = ({ app: application, guild }: Readonly<{ app: string; guild?: string }>) => {
    if (application !== state.bot.id) failWith(50001)
    if (guild === undefined) return undefined
    if (!state.installation.acceptsCommands) failWith(50001)
    return guildOf(state, guild).id
  }

  for (const path of ['/applications/:app/commands', '/applications/:app/guilds/:guild/commands'] as const) {
    const method = path.replaceAll(/:\w+/g, '*')
    app.get(path, (context) => context.json(commands.list(scopeOf(context.req.param()))))

    app.put(path, (context) => {
      const scope = scopeOf(context.req.param())
      return context.json(commands.replace(accepted<readonly Json[]>(context, `PUT ${method}`), scope))
    })

    app.post(path, (context) => {
      const scope = scopeOf(context.req.param())
      const count = commands.list(scope).length
      const command = commands.put(accepted(context, `POST ${method}`), scope)
      return context.json(command, commands.list(scope).length > count ? 201 : 200)
    })

    app.delete(`${path}/:command`, (context) => {
      commands.remove(context.req.param('command') ?? '', scopeOf(context.req.param()))
      return context.body(null, 204)
    })
  }

  return app
}
