import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { count, type Finding } from './audit.ts'
import type { Outcome, Progress } from './outcome.ts'

/** How many failures are printed in full, and how many log lines of each. */
const [printedMost, linesMost] = [12, 12]

/** Log lines are cut at this length: a whole stack trace does not help to find the part. */
const lineMax = 300

/** `31.0 min · kills 512 · parts 20,480 · …` */
export function figures({ minutes, kills, parts, digests, actions, clicked, faults, open }: Progress): string {
  const hit = [...faults.values()].reduce((sum, times) => sum + times, 0)
  return [
    `${minutes.toFixed(1)} min`,
    `kills ${grouped(kills)}`,
    `parts ${grouped(parts)}`,
    `digests ${grouped(digests)}`,
    `readers ${grouped(actions)}`,
    `clicks ${grouped(clicked)}`,
    `faults ${grouped(hit)}`,
    ...(open === undefined ? [] : [`not yet right ${grouped(open)}`]),
  ].join(' · ')
}

export function lastLine(seed: number, outcome: Outcome): string {
  const counts = Object.entries(count(outcome.findings)).map(([name, times]) => `${name} ${grouped(times)}`)
  const unexpected = outcome.unexpected.length > 0 ? [`unexpected errors ${grouped(outcome.unexpected.length)}`] : []
  const { afterKills, afterStops } = outcome.takeOvers
  const takeOvers = [
    ...(outcome.freezes > 0 ? [`freezes ${grouped(outcome.freezes)}`] : []),
    ...(afterKills.length > 0 ? [`taken over after kills ${grouped(afterKills.length)}, ${p99(afterKills)}`] : []),
    ...(afterStops.length > 0 ? [`after stops ${grouped(afterStops.length)}, ${p99(afterStops)}`] : []),
  ]
  const clicks = Object.entries(outcome.clicks.counts).map(([name, times]) => `clicks ${name} ${grouped(times)}`)
  const special = [
    ...takeOvers,
    `wait ${p99(outcome.clicks.waits)}`,
    ...clicks,
    `uncertain ${grouped(outcome.uncertain)}`,
    `taken back ${grouped(outcome.withdrawn)}`,
  ]
  return [`seed ${seed}`, figures(outcome), ...special, ...counts, ...unexpected].join(' · ')
}

function p99(ms: readonly number[]): string {
  return `p99 ${(percentile(ms, 0.99) / 1_000).toFixed(1)} s`
}

/** 0 if there are none. */
function percentile(ms: readonly number[], share: number): number {
  const inOrder = ms.toSorted((one, other) => one - other)
  return inOrder[Math.ceil(share * inOrder.length) - 1] ?? 0
}

/** Until when another machine has to own the lanes of one that was killed, and of one that was asked to stop, in milliseconds. */
const takeOverMax = { afterKills: 20_000, afterStops: 1_000 } as const

function slowTakeOvers({ takeOvers }: Outcome): readonly string[] {
  return (['afterKills', 'afterStops'] as const).flatMap((end) => {
    const [ms, most] = [percentile(takeOvers[end], 0.99), takeOverMax[end]]
    return ms > most ? [`Lanes had no owner for ${ms.toFixed(0)} ms (p99, ${end}), and ${most} is the most`] : []
  })
}

/** The failures, each with the bot's log lines about it. */
export function failuresOf(outcome: Outcome): readonly string[] {
  const { findings, unexpected, clicks, folder } = outcome
  const slow = slowTakeOvers(outcome)
  const printed = [
    ...findings.slice(0, printedMost).map((finding) => describe(finding, folder)),
    ...unexpected.slice(0, printedMost),
    ...clicks.wrong.slice(0, printedMost),
    ...slow,
  ]
  const hidden = findings.length + unexpected.length + clicks.wrong.length + slow.length - printed.length
  return hidden > 0 ? [...printed, `… and ${hidden} more.`] : printed
}

function describe({ fault, marker, detail }: Finding, folder: string): string {
  const lines = linesAbout(marker.delivery, marker.part, join(folder, 'logs'))
  return [`${fault}: ${marker.part} of ${marker.delivery}: ${detail}`, ...lines.slice(-linesMost)].join('\n  ')
}

function linesAbout(delivery: string, part: string, logs: string): string[] {
  return readdirSync(logs)
    .sort()
    .flatMap((name) =>
      readFileSync(join(logs, name), 'utf8')
        .split('\n')
        .filter((line) => line.includes(`"${delivery}"`) && (!line.includes('"part":') || line.includes(`"${part}"`)))
        .map((line) => `${name}: ${line.slice(0, lineMax)}`),
    )
}

function grouped(number: number): string {
  return number.toLocaleString('en')
}
