import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
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

test('a change that the file system does not report is found by looking', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'morning-post.yaml')
  await writeFile(file, 'digests: first\n')
  const config = new LiveConfig(file, memoryLog())
  expect(config.poll()).toBe(false)
  await writeFile(file, 'digests: second\n')
  // It may be half written.
  expect(config.poll()).toBe(false)
  const earlier = Date.now() / 1000 - 10
  await utimes(file, earlier, earlier)
  expect(config.poll()).toBe(true)
  expect(config.value.digests).toBe(resolve('second'))
  expect(config.poll()).toBe(false)
})

test('a refused change is reported once, however often it is looked at', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'morning-post.yaml')
  await writeFile(file, 'digests: first\n')
  const log = memoryLog()
  const config = new LiveConfig(file, log)
  const earlier = Date.now() / 1000 - 10
  await writeFile(file, 'digest: second\n')
  await utimes(file, earlier, earlier)
  for (let looks = 0; looks < 3; looks++) expect(config.poll()).toBe(false)
  expect(log.lines).toMatchObject([{ level: 'error' }])
})
