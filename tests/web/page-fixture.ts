import { createDiscord } from '../../src/adapters/discord/discord.ts'
import { createSlack } from '../../src/adapters/slack/slack.ts'
import type { Layout, PlatformName } from '../../src/domain/destination.ts'
import { type Digest, digestId } from '../../src/domain/digest.ts'
import type { Platform } from '../../src/domain/platform.ts'
import { type DiscordStandIn, startDiscordStandIn } from '../../src/simulator/discord/server.ts'
import { type SlackStandIn, startSlackStandIn } from '../../src/simulator/slack/server.ts'
import { type PageOptions, startPage } from '../../src/web/server.ts'
import { libraryOf, silentLog } from '../builders.ts'
import { hurriedClock } from '../contracts/adapter-fixture.ts'
import { vocabulary } from '../contracts/digest.ts'
import { openOffice } from './dashboard-fixture.ts'
import { digest } from './digest.ts'
import { deskOf } from './fake-handler.ts'

/** Both stand-ins with the real adapters connected to them, and the page that shows them. */
export interface House {
  readonly url: string
  readonly slack: SlackStandIn
  readonly discord: DiscordStandIn
  /** Posts a digest in the first channel of a platform. */
  post(platform: PlatformName, digest: Digest, layout?: Layout): Promise<void>
  /** The app hangs up: nobody answers controls any more. */
  hangUp(): Promise<void>
  close(): Promise<void>
}

export async function openHouse(options: Partial<PageOptions> = {}): Promise<House> {
  const [slackSite, discordSite] = await Promise.all([
    startSlackStandIn({ rateLimits: 'off', events: ['app_home_opened'] }),
    startDiscordStandIn({ rateLimits: 'off' }),
  ])
  const platforms = new Map<PlatformName, Platform>()
  const answers = deskOf(({ asker }) => platforms.get(asker.platform))
  const common = { log: silentLog, vocabulary, clock: hurriedClock, answers }
  const slack = createSlack({ ...common, ...slackSite })
  const discord = createDiscord({ ...common, ...discordSite })
  platforms.set('slack', slack).set('discord', discord)
  await Promise.all([slack.start(), discord.start()])
  const library = { ...libraryOf(digest), publications: () => ['main'] }
  const office = await openOffice()
  const page = await startPage({
    port: 0,
    office,
    slack: slackSite,
    discord: discordSite,
    library,
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
      for (const part of platform?.render(posted, layout) ?? []) {
        await platform?.post({ place: { channel }, part, marker: { delivery: digestId(posted), part: part.key } })
      }
    },
    hangUp,
    close: async () => {
      await page.close()
      await office.close()
      await hangUp()
      await Promise.all([slackSite.close(), discordSite.close()])
    },
  }
}
