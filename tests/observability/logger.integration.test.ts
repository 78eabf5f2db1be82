import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

test('logging goes on after a full disk; what was dropped is counted once there is room again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-'))
  const file = join(folder, 'log')
  const program = `import { truncateSync } from 'node:fs'; import { createLog } from ${module('logger')};
    const log = createLog('info');
    for (let at = 0; at < 20; at += 1) log.info({ at, more: 'x'.repeat(100) }, 'said')
    truncateSync(process.argv[1], 300); log.info('said again')`
  // Counted in units of 512 bytes; Node ignores the signal that would end it.
  const command = 'ulimit -f 2 && exec "$@" >> "$0"'
  const run = [process.execPath, '--input-type=module-typescript', '-e', program, file]
  execFileSync('sh', ['-c', command, file, ...run], { timeout: 20_000 })
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  // The one before them was cut.
  expect(lines.slice(-2).map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ msg: 'said again' }),
    expect.objectContaining({ level: 'warn', count: 15, msg: 'lines of the log could not be written' }),
  ])
})
