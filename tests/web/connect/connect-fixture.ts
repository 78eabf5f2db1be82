import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SetupSession } from '../../../src/setup/session.ts'
import { type DiscordSimulator, startDiscordSimulator } from '../../../src/simulator/discord/server.ts'
import { type SlackSimulator, startSlackSimulator } from '../../../src/simulator/slack/server.ts'
import { addConnect } from '../../../src/web/connect/routes.ts'
import type { WebServerOptions } from '../../../src/web/options.ts'
import { silentLog } from '../../builders.ts'
import { openPageFixture } from '../page-fixture.ts'

/** The page that connects a workspace, and the platforms that it connects. */
export interface ConnectFixture {
  readonly url: string
  readonly home: string
  readonly slack: SlackSimulator
  readonly discord: DiscordSimulator
  /** How many times the bot was to start. */
  starts: number
  close(): Promise<void>
}

export async function openConnectFixture(options: Partial<WebServerOptions> = {}): Promise<ConnectFixture> {
  const home = await mkdtemp(join(tmpdir(), 'morning-post-'))
  const [slack, discord] = await Promise.all([startSlackSimulator(), startDiscordSimulator()])
  const apiUrls = { slack: slack.apiUrl, discord: discord.apiUrl }
  const place = { home, configFile: join(home, 'config/morning-post.yaml') }
  const session = new SetupSession({ apiUrls, place, log: silentLog })
  const start = () => {
    fixture.starts += 1
  }
  const page = await openPageFixture({
    mountConnect: (app) => addConnect(app, { session, timezone: 'Europe/Berlin', start }),
    ...options,
  })
  const fixture: ConnectFixture = {
    url: page.url,
    home,
    slack,
    discord,
    starts: 0,
    close: async () => {
      await page.close()
      await Promise.all([slack.close(), discord.close()])
      await rm(home, { recursive: true, force: true })
    },
  }
  return fixture
}
