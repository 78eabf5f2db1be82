import { stdout } from 'node:process'
import { tableOf } from './measure.ts'
import { scaleOut } from './scale/fan-out.ts'
import { timeTicks } from './scale/tick.ts'

const counts = [1_000, 5_000, 10_000, 25_000, 50_000]

/** In each workspace, and how many processes share the work. */
const [workspaces, channels, processCounts] = [200, 5, [1, 2, 4]] as const

/** What many destinations cost, and what more processes bring. */
export async function benchScale(): Promise<void> {
  await benchTicks()
  await benchProcesses()
}

/** One digest in all channels of many workspaces at once. */
async function benchProcesses(): Promise<void> {
  const rows: string[][] = []
  for (const processes of processCounts) {
    const result = await scaleOut({ processes, workspaces, channels })
    const { messages, lost, doubled, makespan, bound, cpuPerMessage, memory, tooEarly } = result
    const megabytes = memory / 1e6
    rows.push([
      ...[processes, messages, lost, doubled].map(String),
      makespan.toFixed(1),
      (makespan / bound).toFixed(1),
      cpuPerMessage.toFixed(1),
      megabytes.toFixed(0),
      (megabytes / workspaces).toFixed(2),
      String(tooEarly),
    ])
  }
  const header = [
    'processes',
    'messages',
    'lost',
    'doubled',
    'makespan s',
    '× bound',
    'CPU ms/message',
    'MB',
    'MB/workspace',
    '429s',
  ]
  stdout.write(`\n${workspaces} Slack workspaces × ${channels} channels, on PostgreSQL\n\n${tableOf(header, rows)}\n`)
}

async function benchTicks(): Promise<void> {
  const rows: string[][] = []
  for (const count of counts) {
    const times = await timeTicks(count)
    rows.push([
      count.toLocaleString('en'),
      ...[times.planning, times.idle, times.changed, times.first].map((ms) => ms.toFixed(0)),
    ])
  }
  const header = ['destinations', 'deciding what is due', 'a tick with nothing due', 'after a change', 'all new']
  stdout.write(`\nProcessor time of a tick, in milliseconds\n\n${tableOf(header, rows)}\n`)
}
