import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const launcher = fileURLToPath(new URL('../src/launch.js', import.meta.url))

/** Says when it runs and when it is asked to stop. */
const program = `
setInterval(() => {}, 1_000)
process.on('SIGTERM', () => {
  console.log('asked to stop')
  process.exit()
})
console.log('running')
`

// npm passes signals on to the shell in which it runs a script, and that shell dies of them alone.
test('stopping npm start stops the program', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'program.ts'), program)
  const command = `"${process.execPath}" "${launcher}" "${join(folder, 'program.ts')}"; exit`
  const shell = spawn('sh', ['-c', command], {
    env: { ...process.env, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  shell.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said === 'running\n') shell.kill('SIGTERM')
  })
  await once(shell, 'close')
  expect(said).toBe('running\nasked to stop\n')
})
