import type { Hono } from 'hono'
import { addAssets } from '../../web/assets.ts'
import type { MountedRoutes } from '../../web/options.ts'
import type { DiscordSimulator } from '../discord/server.ts'
import type { SlackSimulator } from '../slack/server.ts'
import { handleUserAction } from './actions.ts'
import { channelsPage, clientAssets, clientStyleSheet } from './channels-page.ts'
import { userActions } from './client.ts'
import { discordClient } from './discord/client.ts'
import { ClientUpdates } from './live-updates.ts'
import { sampleFeed } from './sample-feed.ts'
import { slackClient } from './slack/client.ts'

interface Simulators {
  readonly slack?: SlackSimulator
  readonly discord?: DiscordSimulator
}

/**
 * Adds the start page, on which a reader uses simulated clients of the platforms. `showsSample`: whether a shipped
 * sample is among what they show.
 */
export function mountSimulator(
  app: Hono,
  { slack, discord }: Simulators,
  showsSample: () => Promise<boolean> = async () => false,
): MountedRoutes {
  const clients = [...(slack ? [slackClient(slack)] : []), ...(discord ? [discordClient(discord)] : [])]
  const updates = new ClientUpdates(clients)
  addAssets(app, clientAssets, clientStyleSheet)
  app.get('/', async (context) => context.html(await channelsPage(context, clients, updates, await showsSample())))
  app.get('/papers.json', (context) => context.json(sampleFeed(Date.now())))
  app.get('/events', (context) => updates.stream(context))
  for (const client of clients) {
    for (const action of userActions) {
      app.post(`/${client.platform}/${action}`, (context) => handleUserAction(context, client, action))
    }
    app.post(`/${client.platform}/typing`, async (context) =>
      context.html(await client.typing(new URLSearchParams(await context.req.text()))),
    )
  }
  return {
    localPath: (url) => clients.map((client) => client.local(url)).find((path) => path),
    close: () => updates.close(),
  }
}
