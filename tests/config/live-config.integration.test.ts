import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { LiveConfig } from '../../src/config/live-config.ts'
import { memoryLog } from '../contracts/adapter-fixture.ts'

async function watchedFile() {
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-'))
  const file = join(folder, 'morning-post.yaml')
  await writeFile(file, 'digests: first\n')
  const log = memoryLog()
  const config = new LiveConfig(file, log)
  const changed = Promise.withResolvers<void>()
  const watching = config.watch(changed.resolve)
  onTestFinished(async () => {
    await watching.stop()
    await rm(folder, { recursive: true })
  })
  return { file, log, choices: config, changed: changed.promise }
}

test('a change made before the watcher has woken up is taken over, too', async () => {
  const { file, log, choices: config, changed } = await watchedFile()
  await writeFile(file, 'digests: second\n')
  await changed
  expect(config.value.digests).toBe(resolve('second'))
  expect(log.lines).toEqual([expect.objectContaining({ level: 'info', message: 'configuration changed' })])
})
