import { expect, onTestFinished, test } from 'vitest'
import { openLaneShare } from '../../src/app/lanes.ts'
import { PlatformWorkspaces } from '../../src/app/platform-workspaces.ts'
import { resumeOnChannelChange } from '../../src/app/server-returns.ts'
import type { PlatformName } from '../../src/domain/destination.ts'
import type { InteractionHandler } from '../../src/domain/interaction.ts'
import { openPostgresStore } from '../../src/storage/postgres/store.ts'
import { aDestination, silentLog } from '../builders.ts'
import { newDatabase } from '../database.ts'
import { MemoryPlatform } from '../memory-platform.ts'

test('a channel whose event reached another machine resumes at the machine that posts there', async () => {
  const database = await newDatabase()
  const destinations = ['first', 'second'].map((name) => aDestination({ name, channel: `C-${name}` }))
  const [owner, other] = [await machine(), await machine()]
  await owner.start()
  await expect.poll(() => owner.posts()).toBe(true)
  await other.start()
  for (const { name } of destinations) {
    await owner.ledger.firstSeen(name, 1)
    await owner.ledger.pause(name, { reason: { text: 'The channel is archived.' }, at: 1 })
  }
  expect((await other.ledger.pauses()).size).toBe(2)

  for (const { channel } of destinations) other.onChannelChange('slack', channel)
  await expect.poll(async () => (await other.ledger.pauses()).size, { timeout: 15_000 }).toBe(0)
  expect(other.posts()).toBe(false)
  expect(owner.wakes()).toBeGreaterThan(0)

  async function machine() {
    const store = await openPostgresStore(database)
    onTestFinished(() => store.close())
    const share = await openLaneShare({
      stores: store,
      destinations: () => destinations,
      channels: () => [],
      log: silentLog,
    })
    if (!share) throw new Error('The database is not shared')
    onTestFinished(() => share.stop())
    const { ledger, forward, posts } = share.context
    let wakes = 0
    const onChannelChange = resumeOnChannelChange({
      ledger,
      forward,
      destinations: () => destinations,
      log: silentLog,
      wake: () => {
        wakes += 1
      },
      clock: { wait: async () => {} },
      signal: new AbortController().signal,
    })
    share.answerWith({} as InteractionHandler, onChannelChange)
    const platforms = new Map<PlatformName, MemoryPlatform>([['slack', new MemoryPlatform('slack')]])
    const workspaces = new PlatformWorkspaces(platforms, silentLog, () => 0)
    return {
      ledger,
      onChannelChange,
      wakes: () => wakes,
      posts: () => destinations.every((destination) => posts?.(destination)),
      start: () => share.start({ wake: () => {}, workspaces, platforms }),
    }
  }
})
