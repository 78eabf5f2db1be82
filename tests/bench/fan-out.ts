import { stdout } from 'node:process'
import { boundOf } from './fan-out/bound.ts'
import { digest, partCount } from './fan-out/digest.ts'
import { ways } from './fan-out/orders.ts'
import { fanOut, type Outcome } from './fan-out/run.ts'
import { verdictOf } from './fan-out/verdict.ts'
import { tableOf } from './measure.ts'

/**
 * The number of channels that get the digest at once, and the factor by which time passes faster: real limits would
 * take hours. The machine's own delays, of timers or the disk, are multiplied by that factor: the smaller it is, the
 * more accurate is the makespan.
 */
const sizes = [
  { channels: 10, lapse: { slack: 5, discord: 1 } },
  { channels: 100, lapse: { slack: 10, discord: 1 } },
  { channels: 1_000, lapse: { slack: 15, discord: 2 } },
  { channels: 10_000, lapse: { slack: 30, discord: 3 }, isLong: true },
] as const

const header = ['channels', 'way', 'time lapse', 'makespan s', '× bound', 'CPU ms/part', '× loop', 'peak MB', '+ MB']
const counts = ['429s', 'lost', 'doubled', 'disordered']

/** How long a digest takes to reach many channels within the rate limits, and what it costs; `full` goes up to 10,000. */
export async function benchFanOut(full: boolean): Promise<void> {
  stdout.write(
    `\nA digest of ${partCount} messages to many channels at once, beside loops around the bare SDKs. ${terms}\n`,
  )
  for (const platform of ['slack', 'discord'] as const) {
    const rows: string[][] = []
    for (const size of sizes) if (full || !('isLong' in size)) rows.push(...(await compare(platform, size)))
    stdout.write(`\n${platform}\n\n${tableOf([...header, ...counts], rows)}\n`)
  }
}

const terms =
  'The bound is what the limits of the simulators allow: on Slack a message a second in a channel and 300 a minute in ' +
  'all, without the bursts that are tolerated; on Discord five in five seconds and fifty a second. Sender and ' +
  'platform are processes of their own, and live in the same time lapse. CPU is that of the sender.'

async function compare(platform: 'slack' | 'discord', size: (typeof sizes)[number]): Promise<string[][]> {
  const { channels } = size
  const lapse = size.lapse[platform]
  const outcomes = new Map<string, Outcome>()
  for (const way of ways) {
    outcomes.set(way, await fanOut({ platform, way, channels, digest, parts: partCount, lapse }))
  }
  const loop = outcomes.get('one by one')?.cpu ?? 0
  return [...outcomes].map(([way, outcome]) => {
    const seconds = (outcome.lastAt - outcome.startedAt) / 1000
    const bound = boundOf(platform, channels, partCount)
    const { lost, doubled, disordered } = verdictOf(outcome, partCount)
    return [
      channels.toLocaleString('en'),
      way,
      `${lapse}×`,
      seconds.toFixed(1),
      bound < 1 ? '–' : (seconds / bound).toFixed(3),
      ((outcome.cpu * 1000) / (channels * partCount)).toFixed(2),
      (outcome.cpu / loop).toFixed(2),
      megabytes(outcome.peak),
      megabytes(outcome.peak - outcome.atStart),
      ...[outcome.tooEarly, lost, doubled, disordered].map(String),
    ]
  })
}

function megabytes(bytes: number): string {
  return Math.round(bytes / 1e6).toString()
}
