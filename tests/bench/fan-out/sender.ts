/** The process that sends one digest to many channels, our way or in a loop around the SDK. */
import type { FromSender, SenderOrders, ToSender } from './orders.ts'

const orders = JSON.parse(process.argv[2] ?? '') as SenderOrders
const { way } = orders

/** Begins to send; resolves when all is sent, as far as the way can tell. */
const { prepare } = await (way === 'ours' ? import('./ours.ts') : import('./bare.ts'))
const sender = await prepare(orders)

let [startedAt, atStart] = [0, 0]
let spentBefore = process.cpuUsage()
let stop: (() => void) | undefined
process.on('disconnect', () => process.exit())
process.on('message', (asked: ToSender) => {
  if (asked === 'stop') stop?.()
  else void run()
})
tell({ type: 'ready' })

async function run(): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    stop = resolve
  })
  globalThis.gc?.()
  atStart = process.memoryUsage.rss()
  spentBefore = process.cpuUsage()
  startedAt = Date.now()
  await sender.send(stopped)
  tell({ type: 'sent' })
  await stopped
  const { user, system } = process.cpuUsage(spentBefore)
  const peak = process.resourceUsage().maxRSS * 1024
  tell({ type: 'spent', startedAt, cpu: (user + system) / 1e6, peak, atStart })
}

function tell(what: FromSender): void {
  process.send?.(what)
}
