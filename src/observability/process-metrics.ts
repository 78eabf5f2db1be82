import { Counter, Gauge, type Registry } from 'prom-client'

/**
 * Registers the usual metrics of a process, read at each scrape. The library's own collection measures the event loop
 * a hundred times a second, which costs an idle bot processor time.
 */
export function registerProcessMetrics(registry: Registry): void {
  const add = (name: string, help: string, read: () => number) => {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  }
  const startedAt = Math.round(Date.now() / 1_000 - process.uptime())
  let before = performance.eventLoopUtilization()
  add('process_start_time_seconds', 'When the process started, since 1970', () => startedAt)
  add('process_resident_memory_bytes', 'Memory in use', () => process.memoryUsage.rss())
  add('nodejs_heap_size_used_bytes', 'Memory that JavaScript uses', () => process.memoryUsage().heapUsed)
  add(
    'nodejs_eventloop_utilization_ratio',
    'Share of the time since the last scrape in which the process was busy',
    () => {
      const { utilization } = performance.eventLoopUtilization(before)
      before = performance.eventLoopUtilization()
      return utilization
    },
  )
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time spent',
    registers: [registry],
    collect() {
      const { user, system } = process.cpuUsage()
      this.reset()
      this.inc((user + system) / 1_000_000)
    },
  })
}
