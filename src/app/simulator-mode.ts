import type { Hono } from 'hono'
import type { Environment } from '../config/environment.ts'
import { deliveryId } from '../domain/delivery.ts'
import { type Destination, destinationSchema, type PlatformName } from '../domain/destination.ts'
import { digestId, mainPublication } from '../domain/digest.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import type { DeliveryStore } from '../domain/ledger.ts'
import { discord as discordPlatform } from '../platforms/discord/definition.ts'
import { platformNamed } from '../platforms/registry.ts'
import { slack as slackPlatform } from '../platforms/slack/definition.ts'
import { newDelivery } from '../scheduler/delivery-history.ts'
import type { DiscordSimulator } from '../simulator/discord/server.ts'
import type { SlackSimulator } from '../simulator/slack/server.ts'
import type { MountedRoutes } from '../web/options.ts'

/** Both simulated platforms on the loopback, which the bot connects to if it has no token. */
export interface Simulator {
  readonly slack: SlackSimulator
  readonly discord: DiscordSimulator
  readonly destinations: readonly Destination[]
  /** The channel for reports of readers. */
  readonly reports: Pick<Destination, 'platform' | 'channel'>
  /** Adds the clients of both platforms to the page. */
  mountChannels(app: Hono, repository: DigestRepository): MountedRoutes
  close(): Promise<void>
}

export async function startSimulator(): Promise<Simulator> {
  // Loaded on demand: a bot with tokens never needs them, and they take a fifth of the memory.
  const [{ startSlackSimulator }, { startDiscordSimulator }, { mountSimulator }] = await Promise.all([
    import('../simulator/slack/server.ts'),
    import('../simulator/discord/server.ts'),
    import('../simulator/web/routes.ts'),
  ])
  const [slack, discord] = await Promise.all([startSlackSimulator(), startDiscordSimulator()])
  return {
    slack,
    discord,
    destinations: [
      simulatedDestination(slackPlatform.name, channelCalled('morning-post', slack.state.channels.values())),
      simulatedDestination(discordPlatform.name, channelCalled('morning-post', discord.state.channels.values())),
    ],
    reports: { platform: slackPlatform.name, channel: channelCalled('editors', slack.state.channels.values()) },
    mountChannels: (app, repository) => mountSimulator(app, { slack, discord }, () => showsSample(repository)),
    close: async () => void (await Promise.allSettled([slack.close(), discord.close()])),
  }
}

/** Whether the digest that is posted first is a shipped sample. */
async function showsSample(repository: Pick<DigestRepository, 'days' | 'get'>): Promise<boolean> {
  const date = repository.days(mainPublication).at(-1)
  const newest = date && (await repository.get(digestId({ publication: mainPublication, date })))
  return newest ? newest.isSample === true : false
}

/** The environment with the tokens and addresses of the simulator. */
export function withSimulator(environment: Environment, { slack, discord }: Simulator): Environment {
  return {
    ...environment,
    credentials: {
      [slackPlatform.name]: { botToken: slack.botToken, appToken: slack.appToken, apiUrl: slack.apiUrl },
      [discordPlatform.name]: { token: discord.token, apiUrl: discord.apiUrl },
    },
  }
}

/**
 * Adds a delivery of the newest digest whatever its date, as `post` does. A withdrawn digest counts only if it was
 * posted before.
 */
export async function addNewestDelivery(
  destinations: readonly Destination[],
  repository: DigestRepository,
  ledger: DeliveryStore,
): Promise<void> {
  for (const destination of destinations) {
    const { publication } = destination
    for (const date of repository.days(publication).toReversed()) {
      const digest = digestId({ publication, date })
      const found = await repository.get(digest)
      const id = deliveryId(destination, digest)
      if (!found || (found.withdrawn !== undefined && !(await ledger.delivery(id)))) continue
      await ledger.addDelivery(newDelivery(destination, digest, Date.now()), true)
      break
    }
  }
}

function channelCalled(wanted: string, channels: Iterable<{ readonly id: string; readonly name: string }>): string {
  return [...channels].find(({ name }) => name === wanted)?.id ?? ''
}

function simulatedDestination(platform: PlatformName, channel: string): Destination {
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const [layout] = platformNamed(platform).layouts
  return destinationSchema.parse({ name: `simulated-${platform}`, platform, channel, at: '00:00', timezone, layout })
}
