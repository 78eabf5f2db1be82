import { exit, stderr, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { tableOf } from '../bench/measure.ts'
import { type Group, groupsOf, type Total, totalOf, type Wishes } from './groups.ts'
import type { Violation } from './machine.ts'
import { simulateMornings } from './mornings.ts'
import { simulateServers } from './servers.ts'
import { simulate, wallsOver } from './simulation.ts'
import { simulateWorkspaces } from './workspaces.ts'

/** Three times as long as the subscriptions of a server are kept that removed the bot. */
const membershipDays = 90

const usage = `npm run simulate -- [options]

  --years N    how long the destinations of today live, in years (2)
  --zones N    how many of the time zones (40); the thirty years of the past come in addition
  --each N     how many destinations live in each (8)
  --seed S     another seed, other scenarios (1)
  --only NAME  one scenario, as a violation names it
  --workspaces N tokens of that number of Slack workspaces instead, which expire, are renewed, lost and revoked, while
               the bot is killed
  --servers N  and posts to that number of Discord servers (0)
  --days N     for how many days (7)
  --mornings N reviews of drafts instead, in that many mornings with random clicks, edits, kills and times
`

const { values } = parseArgs({
  options: {
    years: { type: 'string', default: '2' },
    zones: { type: 'string', default: '40' },
    each: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    mornings: { type: 'string' },
    workspaces: { type: 'string' },
    servers: { type: 'string', default: '0' },
    days: { type: 'string', default: '7' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  stdout.write(usage)
  exit(0)
}
if (values.mornings !== undefined) {
  const { mornings, posted, kills, wrong } = await simulateMornings(Number(values.mornings), Number(values.seed))
  for (const line of wrong) stderr.write(`${line}\n`)
  stdout.write(`${mornings} mornings, ${posted} with an approved digest, ${kills} kills, ${wrong.length} wrong\n`)
  exit(wrong.length > 0 ? 1 : 0)
}
if (values.workspaces !== undefined) {
  const [workspaces, servers, days] = [values.workspaces, values.servers, values.days].map(Number)
  const { wrong, ...totals } = await simulateWorkspaces({
    ...{ workspaces: workspaces ?? 0, servers: servers ?? 0, days: days ?? 0 },
    seed: Number(values.seed),
  })
  for (const line of wrong) stderr.write(`${line}\n`)
  const figuresOf = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([name, figure]) => `${name} ${figure.toLocaleString('en')}`)
  stdout.write(
    `${workspaces} workspaces, ${servers} servers, ${days} days: ${figuresOf(totals).join(' · ')} · wrong ${wrong.length}\n`,
  )
  const membership = { servers: servers ?? 0, days: membershipDays, seed: Number(values.seed) }
  const { wrong: wronglyKept, ...counts } = await simulateServers(membership)
  for (const line of wronglyKept) stderr.write(`${line}\n`)
  stdout.write(
    `${servers} servers come and go, ${membershipDays} days: ${figuresOf(counts).join(' · ')} · wrong ${wronglyKept.length}\n`,
  )
  exit(wrong.length + wronglyKept.length + totals.dead + totals.leaks > 0 ? 1 : 0)
}
const wishes: Wishes = {
  years: Number(values.years),
  zones: Number(values.zones),
  each: Number(values.each),
  seed: Number(values.seed),
}
const header = ['zone', 'from', 'what', 'destinations', 'days', 'ticks', 'posted', 'superseded', 'late', 'wrong']

let total = totalOf([])
const rows: string[][] = []
const wrong: { readonly name: string; readonly violation: Violation }[] = []
for (const group of groupsOf(wishes)) {
  const [found, of] = await run(group)
  if (of.destinations === 0) continue
  total = totalOf([total, of])
  wrong.push(...found)
  rows.push(rowOf(group, of, found.length))
  if (stderr.isTTY) stderr.write(`\r${group.name.padEnd(40)}`)
}
stdout.write(`\r${tableOf(header, rows)}\n\n`)
for (const { name, violation } of wrong) {
  stdout.write(`${violation.verdict}: ${violation.what}\n  npm run simulate -- ${again()} --only '${name}'\n`)
}
stdout.write(`${lastLine()}\n`)
process.exitCode = wrong.length > 0 ? 1 : 0

async function run(group: Group): Promise<[typeof wrong, Total]> {
  const walls = wallsOver(group)
  const found: typeof wrong = []
  const totals: Total[] = []
  for (const plan of group.plans) {
    const name = `${group.name}#${plan.index}`
    if (values.only !== undefined && values.only !== name) continue
    const { tally, violation } = await simulate(plan, walls)
    totals.push({ ...tally, destinations: 1, days: (plan.to - plan.from) / 1440 })
    if (violation) found.push({ name, violation })
  }
  return [found, totalOf(totals)]
}

function rowOf({ zone, from, what }: Group, of: Total, wrongs: number): string[] {
  const { destinations, days, ticks, posts, superseded, late } = of
  const begin = new Date(from * 60_000).toISOString().slice(0, 10)
  return [zone, begin, what, ...[destinations, days, ticks, posts, superseded, late, wrongs].map(spaced)]
}

function again(): string {
  return `--years ${wishes.years} --zones ${wishes.zones} --each ${wishes.each} --seed ${wishes.seed}`
}

function lastLine(): string {
  const of = (...verdicts: Violation['verdict'][]) =>
    wrong.filter(({ violation }) => verdicts.includes(violation.verdict)).length
  const figures = {
    destinations: total.destinations,
    days: total.days,
    ticks: total.ticks,
    deliveries: total.posts,
    superseded: total.superseded,
    late: total.late,
    doubles: of('doubled'),
    early: of('early'),
    outside: of('outside its window'),
    unasked: of('unasked'),
    missed: of('missed', 'not on record'),
    untrue: of('untrue'),
    seed: wishes.seed,
  }
  return Object.entries(figures)
    .map(([name, figure]) => `${name} ${figure}`)
    .join('  ')
}

function spaced(figure: number): string {
  return figure.toLocaleString('en')
}
