import { createDiscord } from '../../src/adapters/discord/discord.ts'
import { createSlack } from '../../src/adapters/slack/slack.ts'
import type { Layout, PlatformName } from '../../src/domain/destination.ts'
import { type Digest, digestId } from '../../src/domain/digest.ts'
import type { Platform } from '../../src/domain/platform.ts'
import { type DiscordSimulator, startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { type SlackSimulator, startSlackSimulator } from '../../src/simulator/slack/server.ts'
import { mountSimulator } from '../../src/simulator/web/routes.ts'
import type { WebServerOptions } from '../../src/web/options.ts'
import { startWebServer } from '../../src/web/server.ts'
import { libraryOf, silentLog } from '../builders.ts'
import { hurriedClock } from '../contracts/adapter-fixture.ts'
import { vocabulary } from '../contracts/digest.ts'
import { postNow } from '../post-now.ts'
import { openDashboardFixture } from './dashboard-fixture.ts'
import { digest } from './digest.ts'
import { fakeHandler } from './fake-handler.ts'

/** Both simulators with the real adapters connected to them, and the page that shows them. */
export interface PageFixture {
  readonly url: string
  readonly slack: SlackSimulator
  readonly discord: DiscordSimulator
  /** Posts a digest in the first channel of a platform. */
  post(platform: PlatformName, digest: Digest, layout?: Layout): Promise<void>
  /** Closes the app, so that controls get no answer. */
  hangUp(): Promise<void>
  close(): Promise<void>
}

export async function openPageFixture(options: Partial<WebServerOptions> = {}): Promise<PageFixture> {
  const [slackSite, discordSite] = await Promise.all([
    startSlackSimulator({ rateLimits: 'off' }),
    startDiscordSimulator({ rateLimits: 'off' }),
  ])
  const platforms = new Map<PlatformName, Platform>()
  const handler = fakeHandler(({ requester }) => platforms.get(requester.platform))
  const common = { log: silentLog, vocabulary, clock: hurriedClock, handler }
  const slack = createSlack({ ...common, ...slackSite })
  const discord = createDiscord({ ...common, ...discordSite })
  platforms.set('slack', slack).set('discord', discord)
  await Promise.all([slack.start(), discord.start()])
  const library = libraryOf(digest)
  const dashboard = await openDashboardFixture()
  const page = await startWebServer({
    port: 0,
    dashboard,
    mountChannels: (app) => mountSimulator(app, { slack: slackSite, discord: discordSite }),
    repository: library,
    vocabulary,
    ...options,
  })
  const hangUp = async () => void (await Promise.all([slack.stop(), discord.stop()]))

  return {
    url: page.url,
    slack: slackSite,
    discord: discordSite,
    post: async (name, posted, layout = 'sections') => {
      const platform = platforms.get(name)
      const channel = name === 'slack' ? 'C0MORNING01' : '1100000000000000010'
      for (const part of (await platform?.renderer.render(posted, layout)) ?? []) {
        const marker = { delivery: digestId(posted), part: part.key }
        if (platform) await postNow(platform.client, { place: { channel }, part, marker })
      }
    },
    hangUp,
    close: async () => {
      await page.close()
      await dashboard.close()
      await hangUp()
      await Promise.all([slackSite.close(), discordSite.close()])
    },
  }
}
