import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { stdout } from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { updateSearchIndex } from '../../src/app/search-indexer.ts'
import { homeCards } from '../../src/commands/home.ts'
import { Corrections } from '../../src/delivery/correct/corrections.ts'
import { runDelivery } from '../../src/delivery/run-delivery.ts'
import { readDigestFile } from '../../src/digests/read-file.ts'
import { addDays, type Day } from '../../src/domain/day.ts'
import type { Destination } from '../../src/domain/destination.ts'
import { type Digest, digestId } from '../../src/domain/digest.ts'
import { renderSlack } from '../../src/formatters/slack/render.ts'
import { platforms } from '../../src/platforms/registry.ts'
import { Scheduler } from '../../src/scheduler/scheduler.ts'
import { openSavedQueries } from '../../src/storage/cache/saved-queries.ts'
import { openSearchIndex } from '../../src/storage/search/search-index.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'
import { aDestination, silentLog } from '../builders.ts'
import { vocabulary } from '../digests/markdown/digest-fixture.ts'
import { MemoryPlatform } from '../memory-platform.ts'
import { tableOf } from './measure.ts'
import { daysBack, long, Synthetic } from './synthetic.ts'

const destinationCount = 5_000
const pastDays = 20
const today = '2026-12-31' as Day
const now = Date.parse(`${today}T12:00:00Z`)

/** How long the event loop is blocked at most, with many destinations that have a history. */
export async function benchResponsive(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-bench-'))
  const { ledger, close, ...stores } = await openStore(join(folder, 'morning-post.sqlite'))
  const synthetic = new Synthetic(7)
  const digests = daysBack(pastDays + 1).map((day) => synthetic.digest('main', day, long))
  const byId = new Map(digests.map((digest) => [digestId(digest), digest]))
  const destinations = Array.from({ length: destinationCount }, (_, at) =>
    aDestination({ name: `team-${at}`, channel: `C${at}`, at: '08:30', timezone: 'UTC' }),
  )
  await fill()
  const repository = {
    publications: () => ['main'],
    days: () => digests.map(({ date }) => date),
    get: async (id: string) => byId.get(id as never),
  }
  const platform = Object.assign(new MemoryPlatform('slack'), {
    render: (...[digest, layout]: Parameters<MemoryPlatform['render']>) => renderSlack(digest, layout, vocabulary),
  })
  const clock = { now: () => now, wait: async () => {} }
  const shared = { ledger, repository, clock, log: silentLog, signal: new AbortController().signal }
  const corrections = new Corrections({ ...shared, destinations: () => destinations } as never)
  const scheduler = new Scheduler({
    ...shared,
    destinations: () => destinations,
    delayReason: () => undefined,
    uptime: () => 1e9,
    deliver: (...[delivery, destination, digest]: Parameters<typeof runDelivery>) =>
      runDelivery(delivery, destination, digest, { ...shared, platform }),
    correct: (destination: Destination) => corrections.correct(destination, { ...shared, platform } as never),
  } as never)
  const context = {
    ...shared,
    ...stores,
    index: openSearchIndex(':memory:'),
    savedQueries: openSavedQueries(':memory:'),
    vocabulary,
    platforms: new Map(),
    destinations: () => destinations,
    managers: () => ['U1'],
    visibility: () => 'everyone',
    reports: () => undefined,
    wake: () => {},
  }
  const points = Array.from(
    { length: 7_000 },
    (_, at) => `${'  '.repeat(at % 6)}- point ${at} of a list of plain words`,
  )
  const longFile = join(folder, `${today}.md`)
  writeFileSync(longFile, `# Day\n\n## Featured\n\n### 1. Long\n\n${points.join('\n')}\n`)
  const longest = {} as Digest
  const requester = { platform: 'slack', user: 'U1', channel: 'C1', isDirect: true, managesChannel: true, roles: [] }
  const rows = [
    await row('posting to all', async () => {
      await scheduler.tick()
      await scheduler.idle()
    }),
    await row('a tick with nothing due', async () => {
      await scheduler.tick()
      await scheduler.idle()
    }),
    await row('the home page of a manager', () => homeCards(requester as never, context as never)),
    await row('a digest of 300 KB is read and rendered', async () => {
      const { digest } = await readDigestFile(longFile, 'main', vocabulary)
      if (!digest) throw new Error('the long digest cannot be read')
      Object.assign(longest, digest)
      for (const { renderer } of platforms) await renderer(vocabulary).render(digest, 'thread')
    }),
    await row('it gets into the search index', async () =>
      updateSearchIndex(
        { files: () => new Map([[digestId(longest), '']]), stamp: async () => '1', get: async () => longest } as never,
        context.index,
        shared.signal,
      ),
    ),
    await row('a search finds it', async () => {
      const query = { words: 'plain words', tags: [], publications: ['main'] }
      if (context.index.search(query, 0, 10).total !== 1) throw new Error('the long digest is not found')
    }),
  ]
  stdout.write(
    `\n${destinationCount} destinations, ${pastDays} days\n\n${tableOf(['', 'took ms', 'blocked ms', 'CPU ms of a turn'], rows)}\n`,
  )
  await close()
  rmSync(folder, { recursive: true, force: true })

  async function fill(): Promise<void> {
    for (let day = 1; day <= pastDays; day++) {
      await Promise.all(
        destinations.map(async ({ name, channel }) => {
          const digest = digestId({ publication: 'main', date: addDays(today, -day) })
          const id = `${name}@${digest}` as const
          await ledger.addDelivery({
            ...{ id, destination: name, digest },
            platform: 'slack',
            channel,
            createdAt: now - day * 86_400_000,
          })
          await ledger.setState(id, 'posted', now - day * 86_400_000)
        }),
      )
    }
    await Promise.all(destinations.map(({ name }) => ledger.firstSeen(name, now - 41 * 86_400_000)))
  }
}

async function row(name: string, work: () => Promise<unknown>): Promise<string[]> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  await setTimeout(50)
  delay.enable()
  const turns = watchTurns()
  const began = performance.now()
  await work()
  const took = performance.now() - began
  await setTimeout(20)
  delay.disable()
  return [name, took.toFixed(0), (delay.max / 1e6).toFixed(0), turns.longestMs().toFixed(0)]
}

/** The processor time of the longest turn of the event loop: other programs do not count, which block it as well. */
function watchTurns(): { longestMs(): number } {
  let [longest, isOn] = [0, true]
  let before = process.threadCpuUsage()
  const next = () => {
    const { user, system } = process.threadCpuUsage(before)
    longest = Math.max(longest, user + system)
    before = process.threadCpuUsage()
    if (isOn) setImmediate(next)
  }
  setImmediate(next)
  return {
    longestMs: () => {
      isOn = false
      return longest / 1000
    },
  }
}
