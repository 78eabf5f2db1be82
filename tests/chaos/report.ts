import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { count, type Finding } from './audit.ts'
import type { Outcome, Progress, TakeOver } from './outcome.ts'

/** How many failures are printed in full, and how many log lines of each. */
const [printedMost, linesMost] = [12, 12]

/** Log lines are cut at this length: a whole stack trace does not help to find the part. */
const lineMax = 300

/** `31.0 min · kills 512 · parts 20,480 · …` */
export function figures({ minutes, kills, freezes, parts, digests, actions, clicked, faults, open }: Progress): string {
  const hit = [...faults.values()].reduce((sum, times) => sum + times, 0)
  return [
    `${minutes.toFixed(1)} min`,
    `kills ${grouped(kills)}`,
    ...(freezes > 0 ? [`freezes ${grouped(freezes)}`] : []),
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
  const takeOvers =
    outcome.machines.length > 1 ? [...takenOver(outcome.takeOvers), `lanes lost ${outcome.lostLanes.length}`] : []
  const clicks = Object.entries(outcome.clicks.counts).map(([name, times]) => `clicks ${name} ${grouped(times)}`)
  const borders = outcome.partsIn.size > 2 ? [`in another workspace ${grouped(outcome.crossed.length)}`] : []
  const special = [
    ...takeOvers,
    `wait ${p99(outcome.clicks.waits)}`,
    ...clicks,
    `uncertain ${grouped(outcome.uncertain)}`,
    `taken back ${grouped(outcome.withdrawn)}`,
  ]
  return [`seed ${seed}`, figures(outcome), ...special, ...counts, ...borders, ...unexpected].join(' · ')
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
const takeOverMax = { kill: 20_000, stop: 1_000 } as const
const ends = ['kill', 'stop'] as const

/** `taken over after kills 110, p99 15.1 s`, and the same after stops. */
function takenOver(all: readonly TakeOver[]): readonly string[] {
  return ends.flatMap((end) => {
    const ms = all.filter((each) => each.end === end).map((each) => each.ms)
    return ms.length > 0 ? [`taken over after ${end}s ${grouped(ms.length)}, ${p99(ms)}`] : []
  })
}

/** A line for each machine, lane and workspace. */
export function details({ machines, takeOvers, partsIn }: Outcome): readonly string[] {
  if (machines.length === 1 && partsIn.size <= 2) return []
  const lanes = Map.groupBy(takeOvers, ({ lane }) => lane)
  return [
    ...machines.map(({ kills, freezes }, at) => `machine ${at}: kills ${kills}, freezes ${freezes}`),
    ...[...lanes].sort().map(([lane, all]) => `lane ${lane}: ${takenOver(all).join(', ')}`),
    ...[...partsIn].sort().map(([workspace, parts]) => `workspace ${workspace}: parts ${grouped(parts)}`),
  ]
}

/** Of all lanes together, and of each: one that is always late does not hide among the others. */
function slowTakeOvers({ takeOvers, lostLanes }: Outcome): readonly string[] {
  const lanes = Map.groupBy(takeOvers, ({ lane }) => `Lane ${lane}`)
  const slow = [['Lanes', takeOvers] as const, ...lanes].flatMap(([who, all]) =>
    ends.flatMap((end) => {
      const ms = percentile(
        all.filter((each) => each.end === end).map((each) => each.ms),
        0.99,
      )
      const most = takeOverMax[end]
      return ms > most
        ? [`${who} had no owner for ${ms.toFixed(0)} ms (p99, after a ${end}), and ${most} is the most`]
        : []
    }),
  )
  return [...slow, ...lostLanes.map((lane) => `Lane ${lane} had no owner for a minute`)]
}

/** The failures, each with the bot's log lines about it. */
export function failuresOf(outcome: Outcome): readonly string[] {
  const { findings, unexpected, clicks, crossed, folder } = outcome
  const slow = slowTakeOvers(outcome)
  const printed = [
    ...findings.slice(0, printedMost).map((finding) => describe(finding, folder)),
    ...unexpected.slice(0, printedMost),
    ...crossed.slice(0, printedMost),
    ...clicks.wrong.slice(0, printedMost),
    ...slow,
  ]
  const hidden =
    findings.length + unexpected.length + crossed.length + clicks.wrong.length + slow.length - printed.length
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
