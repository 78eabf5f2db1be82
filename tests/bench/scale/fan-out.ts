import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { tiers } from '../../../src/simulator/slack/rate-limits.ts'
import { openPostgresStore } from '../../../src/storage/postgres/store.ts'
import { compileCache, sourceFolder } from '../../e2e/bot.ts'
import { noon } from '../../e2e/bot-fixture.ts'
import { startCluster } from '../../postgres.ts'
import { digest, partCount } from '../fan-out/digest.ts'
import { installAll, installSecrets, type ScaleChannel, startWorkspaces } from './workspaces.ts'

export interface ScaleRun {
  readonly processes: number
  readonly workspaces: number
  /** In each workspace. */
  readonly channels: number
}

export interface ScaleResult {
  readonly messages: number
  /** Messages that are missing, and those that are one too many. */
  readonly lost: number
  readonly doubled: number
  /** From the first message to the last, in seconds, and the least that the limits of Slack allow. */
  readonly makespan: number
  readonly bound: number
  /** Of the processor for each message, start included, in milliseconds; of all processes. */
  readonly cpuPerMessage: number
  /** Of all processes at the end, in bytes. */
  readonly memory: number
  /** Calls that came too early: HTTP 429. */
  readonly tooEarly: number
}

/** How long nothing may arrive before a run is over, in milliseconds. */
const patienceMs = 120_000

/** The kernel counts processor time in this many ticks a second. */
const ticksPerSecond = 100

/** Several processes post one digest to all channels, on a PostgreSQL of their own. */
export async function scaleOut({ processes, workspaces, channels }: ScaleRun): Promise<ScaleResult> {
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-scale-'))
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
  const { slack, channels: places } = await startWorkspaces(workspaces, channels)
  stack.defer(() => slack.close())
  const cluster = await startCluster(tmpdir(), { fsync: true })
  stack.defer(() => cluster.destroy())
  const url = await cluster.createDatabase('morning_post')
  const store = await openPostgresStore(url)
  await installAll(slack, store, new Set(places.map(({ workspace }) => workspace)))
  await store.pool.query("DELETE FROM runtime WHERE name LIKE 'gap_%'")
  await store.close()
  await prepareFolder(folder, places)

  const expected = places.length * partCount
  const secrets = { SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl, ...installSecrets(slack) }
  const arrival = arrivalOf(slack, places, expected)
  const bots = Array.from({ length: processes }, (_, at) => startProcess(folder, at, { DATABASE_URL: url, ...secrets }))
  stack.defer(async () => void (await Promise.all(bots.map(stop))))
  const { firstAt, lastAt } = await arrival
  const spent = bots.map(({ pid = 0 }) => spentBy(pid))
  const counts = places.map(({ workspace, channel }) => slack.workspaces.get(workspace).state.messages(channel).length)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
  return {
    messages: sum(counts),
    lost: sum(counts.map((count) => Math.max(0, partCount - count))),
    doubled: sum(counts.map((count) => Math.max(0, count - partCount))),
    makespan: (lastAt - firstAt) / 1_000,
    bound: boundOf(channels),
    cpuPerMessage: (sum(spent.map(({ cpu }) => cpu)) * 1_000) / expected,
    memory: sum(spent.map(({ memory }) => memory)),
    tooEarly: sum(places.map(({ workspace }) => slack.workspaces.get(workspace).limits?.tooEarly ?? 0)) / channels,
  }
}

/** One message a second in a channel, and the limit of a workspace; all workspaces at once. */
function boundOf(channels: number): number {
  const seconds = (calls: number, perMinute: number) => ((calls - 1) * 60) / perMinute
  return Math.max(seconds(partCount, tiers.post.perMinute), seconds(channels * partCount, tiers.posts.perMinute))
}

/** Resolves when everything arrived, or nothing more does. */
async function arrivalOf(
  { workspaces }: Awaited<ReturnType<typeof startWorkspaces>>['slack'],
  places: readonly ScaleChannel[],
  expected: number,
): Promise<{ firstAt: number; lastAt: number }> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let [stored, firstAt, lastAt] = [0, 0, 0]
  let late = setTimeout(resolve, patienceMs)
  for (const id of new Set(places.map(({ workspace }) => workspace))) {
    workspaces.get(id).state.onChange(({ what }) => {
      if (what !== 'posted') return
      stored += 1
      lastAt = performance.now()
      firstAt ||= lastAt
      clearTimeout(late)
      late = setTimeout(resolve, patienceMs)
      if (stored === expected) resolve()
    })
  }
  await promise
  clearTimeout(late)
  return { firstAt, lastAt }
}

function startProcess(folder: string, at: number, secrets: Readonly<Record<string, string>>): ChildProcess {
  const program = [join(sourceFolder, 'launch.js'), join(sourceFolder, 'main.ts')]
  const own = { PORT: '0', MORNING_POST_DATA: `data-${at}`, NODE_COMPILE_CACHE: compileCache }
  const env = { PATH: process.env.PATH ?? '', ...secrets, ...own }
  return spawn(process.execPath, program, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] })
}

async function stop(bot: ChildProcess): Promise<void> {
  if (bot.exitCode !== null || bot.signalCode !== null) return
  const exited = once(bot, 'exit')
  bot.kill('SIGTERM')
  await exited
}

/** Seconds of the processor, and bytes, as Linux counts them. */
function spentBy(pid: number): { readonly cpu: number; readonly memory: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  const [, kilobytes = 0] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return { cpu: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond, memory: Number(kilobytes) * 1_024 }
}

/** An operator's folder, with a digest of today. */
async function prepareFolder(folder: string, places: readonly ScaleChannel[]): Promise<void> {
  const { timezone, today } = noon()
  const destinations = places.map(({ workspace, channel }, at) => ({
    name: `scale-${at}`,
    platform: 'slack',
    workspace: `slack:${workspace}`,
    channel,
    at: '06:00',
    timezone,
    layout: 'sections',
    welcomeDays: 7,
  }))
  for (const name of ['config', 'digests']) await mkdir(join(folder, name))
  await writeFile(join(folder, 'digests', `${today}.md`), digest)
  await writeFile(
    join(folder, 'config', 'morning-post.yaml'),
    stringify({ quietSeconds: 0, digests: join(folder, 'digests'), destinations }),
  )
}
