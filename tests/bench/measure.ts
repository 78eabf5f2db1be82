export interface Measured {
  readonly perSecond: number
  /** In milliseconds. */
  readonly p50: number
  readonly p99: number
}

/** A measurement ends after this many calls, or when its time is up. */
const calls = 300
const budgetMs = 120

/** Warm-up calls, which are not counted. */
const warmUp = 3

/** Times repeated calls; each gets its number. */
export function measure(call: (at: number) => void): Measured {
  for (let at = 0; at < warmUp; at++) call(at)
  const times: number[] = []
  const begun = performance.now()
  for (let at = 0; at < calls && performance.now() - begun < budgetMs; at++) {
    const start = performance.now()
    call(warmUp + at)
    times.push(performance.now() - start)
  }
  const total = times.reduce((sum, time) => sum + time, 0)
  return { perSecond: (times.length / total) * 1000, p50: percentile(times, 0.5), p99: percentile(times, 0.99) }
}

/** The time that this share of all calls does not exceed (a percentile). */
export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** A table whose first column is text and whose others are numbers. */
export function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')
  return [line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n')
}
