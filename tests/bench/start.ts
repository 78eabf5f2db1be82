import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env as environment, stdout } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { stringify } from 'yaml'
import { startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { startSlackSimulator } from '../../src/simulator/slack/server.ts'
import { Bot } from '../e2e/bot.ts'
import { markdownOf, places } from '../e2e/bot-fixture.ts'
import { percentile, tableOf } from './measure.ts'

/** The number of starts of each program, in turns. The first start of each fills caches, and does not count. */
const repetitions = 5

/** How long the processes are left alone before their memory is looked at, in milliseconds. */
const idleMs = 8_000

/** The limits, as a multiple of the bare process that is started in the same way. */
const targets = { ms: 1.1, rss: 1.1, pss: 1.1 } as const
type Figure = keyof typeof targets | 'cpu'
type Sample = Readonly<Record<Figure, number>>

const figures = ['ms', 'cpu', 'rss', 'pss'] as const satisfies readonly Figure[]

interface Program {
  readonly name: string
  readonly args: readonly string[]
  /** Of the log lines that say that it is there, and connected to both platforms. */
  readonly ready: readonly (readonly [words: string, fields?: Readonly<Record<string, string>>])[]
  /** Called before each start. */
  readonly before?: () => void
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const [bare, launch] = [join(root, 'tests/bench/start-bare.ts'), join(root, 'src/launch.js')]

/** What `npm start` runs, flags and all. */
const [, ...startArgs] = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts.start as string).split(
  ' ',
)

const ours: Program = {
  name: 'Morning Post',
  args: startArgs.map((arg) => (arg.startsWith('src/') ? join(root, arg) : arg)),
  ready: [['connected', { platform: 'slack' }], ['connected', { platform: 'discord' }], ['running']],
}
const plain: Program = { name: 'both SDKs alone', args: [bare], ready: [['running']] }
/** Started the way we are: with what the last start compiled, and the same flags. */
const alike: Program = {
  name: 'both SDKs alone, started as we are',
  args: [...startArgs.filter((arg) => arg.startsWith('--')), launch, bare],
  ready: [['running']],
}
/** The emitted JavaScript, as `npx morning-post start` runs it. */
const packaged: Program = {
  name: 'Morning Post, as a package',
  args: [join(root, 'bin/morning-post.cjs'), 'start'],
  ready: ours.ready,
}
/** Without the code that an earlier start compiled: after an upgrade, after `kill -9`, or on a disk that is read-only. */
const uncompiled: Program = { ...ours, name: 'Morning Post, nothing compiled', before: forgetCompiled }
const programs = [plain, alike, ours, packaged, uncompiled]

const bundles = join(root, '.node', 'bundles')

function forgetCompiled(): void {
  for (const path of readdirSync(bundles, { recursive: true, encoding: 'utf8' })) {
    if (/\.cjs\.\d+$/.test(path)) rmSync(join(bundles, path))
  }
}

/** How long the bot takes to be there, and what it holds while it waits for the morning, beside the bare SDKs. */
export async function benchStart(): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const [slack, discord] = await Promise.all([
    startSlackSimulator({ rateLimits: 'off' }),
    startDiscordSimulator({ rateLimits: 'off' }),
  ])
  stack.defer(async () => void (await Promise.all([slack.close(), discord.close()])))
  execFileSync(process.execPath, [join(root, 'scripts/build-package.js')], { stdio: 'inherit' })
  execFileSync(process.execPath, [join(root, 'scripts/checkout-bundle.js')])
  stack.defer(() => rm(join(root, 'dist'), { recursive: true }))
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-bench-'))
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
  await prepareFolder(folder)
  const env = {
    PATH: environment.PATH ?? '',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    PORT: '0',
  }
  const samples = new Map(programs.map((program) => [program, [] as Sample[]]))
  for (let turn = 0; turn <= repetitions; turn += 1) {
    const started = []
    for (const program of programs) started.push(await start(program, folder, env))
    await wait(idleMs)
    for (const { program, bot, ...times } of started) {
      if (turn > 0) samples.get(program)?.push({ ...times, ...memoryOf(bot.pid ?? 0) })
      await bot.stop()
    }
  }
  stdout.write(`\nStarting with ten destinations: medians of ${repetitions} starts of each, in turns\n\n`)
  stdout.write(`${tableOf(header, rowsOf(samples))}\n`)
}

/** Ten destinations and a month of digests that are not due, so that nothing is posted. */
async function prepareFolder(folder: string): Promise<void> {
  await mkdir(join(folder, 'config'))
  await mkdir(join(folder, 'digests'))
  const destinations = Array.from({ length: 10 }, (_, at) => ({
    name: `place-${at}`,
    ...(at % 2 === 0 ? { platform: 'slack', channel: places.slack } : { platform: 'discord', channel: places.discord }),
    // One destination may post a publication to a channel.
    publication: at < 2 ? 'main' : `other-${at}`,
  }))
  await writeFile(join(folder, 'config', 'morning-post.yaml'), stringify({ quietSeconds: 0, destinations }))
  for (let day = 1; day <= 30; day += 1) {
    const date = `2099-01-${String(day).padStart(2, '0')}`
    await writeFile(join(folder, 'digests', `${date}.md`), markdownOf(`Day ${day}`, 'Tools', 'Papers', 'People'))
  }
}

async function start(
  program: Program,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<{ program: Program; bot: Bot; ms: number; cpu: number }> {
  program.before?.()
  const begun = performance.now()
  // Each has its own data folder, which the others may not use at the same time.
  const bot = new Bot(program.args, folder, { ...env, MORNING_POST_DATA: `data-${programs.indexOf(program)}` })
  await Promise.all(program.ready.map(([words, fields]) => bot.logged(words, fields)))
  return { program, bot, ms: performance.now() - begun, cpu: cpuOf(bot.pid ?? 0) }
}

/** How long the processor has worked for a process, in milliseconds: Linux counts in hundredths of a second. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** In megabytes, what Linux says of a process: all its pages, and its share of those that others use, too. */
function memoryOf(pid: number): { rss: number; pss: number } {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? Number.NaN) / 1024
  return { rss: of('Rss'), pss: of('Pss') }
}

const header = ['program', 'start ms', 'ratio', 'CPU ms', 'ratio', 'RSS MB', 'ratio', 'PSS MB', 'ratio']

function rowsOf(samples: ReadonlyMap<Program, readonly Sample[]>): string[][] {
  const median = (program: Program, figure: Figure) =>
    percentile(
      (samples.get(program) ?? []).map((sample) => sample[figure]),
      0.5,
    )
  const cells = (program: Program) =>
    figures.flatMap((figure) => {
      const value = median(program, figure)
      return [value.toFixed(0), `${(value / median(alike, figure)).toFixed(2)} ×`]
    })
  const goals = figures.flatMap((figure) => ['', figure === 'cpu' ? '' : `≤ ${targets[figure]} ×`])
  return [...[...samples.keys()].map((program) => [program.name, ...cells(program)]), ['target', ...goals]]
}
