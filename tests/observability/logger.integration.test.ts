import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { startSlackSimulator } from '../../src/simulator/slack/server.ts'

/** What a process prints that logs these fields. */
function logged(fields: object): string {
  const log = fileURLToPath(new URL('../../src/observability/logger.ts', import.meta.url))
  const program = `import { createLog } from ${JSON.stringify(log)}; createLog('info').info(${JSON.stringify(fields)}, 'said')`
  return execFileSync(process.execPath, ['--input-type=module-typescript', '-e', program], { encoding: 'utf8' })
}

test('a token is hidden wherever it turns up in a line', async () => {
  const [slack, discord] = await Promise.all([startSlackSimulator(), startDiscordSimulator()])
  await Promise.all([slack.close(), discord.close()])
  const tokens = [slack.botToken, slack.appToken, discord.token]
  const line = logged({ reason: `refused: ${tokens.join(' and ')}`, request: { headers: [`Bot ${discord.token}`] } })
  for (const token of tokens) expect(line).not.toContain(token)
  expect(JSON.parse(line)).toMatchObject({ level: 'info', msg: 'said', reason: expect.stringContaining('refused') })
})

test('nobody’s words are logged', () => {
  const line = logged({
    request: { body: 'a letter', deeper: { text: 'a letter', blocks: ['a letter'] } },
    content: 'a letter',
  })
  expect(line).not.toContain('a letter')
})
