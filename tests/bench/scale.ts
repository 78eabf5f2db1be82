import { stdout } from 'node:process'
import { tableOf } from './measure.ts'
import { timeTicks } from './scale/tick.ts'

const counts = [1_000, 5_000, 10_000, 25_000, 50_000]

/** What many destinations cost. */
export async function benchScale(): Promise<void> {
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
