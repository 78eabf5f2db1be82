import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { startSlackSimulator } from '../../src/simulator/slack/server.ts'

const module = (name: string) =>
  JSON.stringify(fileURLToPath(new URL(`../../src/observability/${name}.ts`, import.meta.url)))

/** What a process prints that logs these fields. */
function logged(fields: object): string {
  const program = `import { createLog } from ${module('logger')}; createLog('info').info(${JSON.stringify(fields)}, 'said')`
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

test('off a terminal a line is JSON; LOG_FORMAT makes it readable, and tokens stay hidden', () => {
  const program = `import { registerSecret } from ${module('redact')}; import { createLog } from ${module('logger')};
    registerSecret('a-secret-value'); createLog('info', 1, 'text').info({ reason: 'a-secret-value' }, 'said')`
  const line = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', program], { encoding: 'utf8' })
  expect(line).toMatch(/^\d\d:\d\d:\d\d info {2}said {2}reason=\S+\n$/)
  expect(line).not.toContain('a-secret-value')
})

test('what people write is not logged', () => {
  const line = logged({
    request: { body: 'a letter', deeper: { text: 'a letter', blocks: ['a letter'] } },
    content: 'a letter',
  })
  expect(line).not.toContain('a letter')
})
