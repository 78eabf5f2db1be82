import { expect, test } from 'vitest'
import { loadAdapters } from '../../src/app/platform-connections.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import { startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { startSlackSimulator } from '../../src/simulator/slack/server.ts'
import { memoryLog } from '../contracts/adapter-fixture.ts'
import { vocabulary } from '../contracts/digest.ts'

test('how long a test server may act upon a request is known to the adapters of both platforms', async () => {
  await using stack = new AsyncDisposableStack()
  const [slack, discord] = await Promise.all([startSlackSimulator(), startDiscordSimulator()])
  stack.defer(async () => void (await Promise.all([slack.close(), discord.close()])))
  const environment = readEnvironment(
    {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      TEST_SERVER_SETTLES_MS: '2500',
    },
    'no-such-file',
  )
  const connections = (await loadAdapters(environment))({ log: memoryLog(), vocabulary })
  expect(connections.map(({ name }) => name)).toEqual(['slack', 'discord'])
  const anHourAhead = Date.now() + 3_600_000
  for (const { client } of connections) expect(await client.clock.settlesIn(anHourAhead)).toBe(2_500)
})
