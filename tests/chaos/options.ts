import { Command, InvalidArgumentError, Option } from 'commander'
import type { DatabaseKind } from './database.ts'
import type { FaultRates } from './fault-policy.ts'

export interface Flags {
  readonly minutes: number
  readonly kills: number
  readonly parts: number
  readonly seed: number
  readonly killsPerMinute: number
  readonly publications: number
  readonly machines: number
  readonly workspaces: number
  readonly servers: number
  readonly clicksPerSecond: number
  readonly database: DatabaseKind
  readonly edits: boolean
  readonly faultRates: FaultRates
}

const description = `Runs the real bot on the simulated platforms, kills it again and again while everything around it fails, and counts at \
the end what is not as it should be. The last line has the figures; the exit code is 1 when a part was lost, doubled, \
out of order or edited wrongly, or anything else happened that should not. SIGUSR2 ends the kills early; the audit follows.`

const replay = `
What the seed replays: the digests and their corrections, the destinations, when and how the bot is ended
each time, which fault the n-th call to each platform meets, what people do and what becomes of the sockets, and the
pauses between all these. What it cannot replay: which call is the n-th. That depends on the machine and its clock, so a
second run with the same seed has the same plan, and the faults meet other calls. A failure names its part, and the
folder with the bot's logs, a line for every fault, the digests and the ledger is kept.`

/** Reads the command line. Shares are given in percent. */
export function readFlags(args: readonly string[]): Flags {
  const command = new Command('npm run chaos --').description(description).addHelpText('after', replay)
  const add = (name: string, what: string, fallback: number) => command.option(`${name} <n>`, what, amount, fallback)
  add('--minutes', 'how long the bot is killed', 5)
  add('--kills', 'go on until there are that many kills and freezes', 0)
  add('--parts', 'go on until that many parts are posted; a publication has about a thousand', 0)
  add('--seed', 'decides the plan', 42)
  add('--kills-per-minute', 'how often, about', 18)
  add('--publications', 'series of digests: each has 30, in 13 destinations, or with several workspaces in 5 or 8', 16)
  add(
    '--workspaces',
    'Slack workspaces, each with a token and a lane of its own: a publication is posted in one of them or on Discord',
    1,
  )
  add('--servers', 'Discord servers, each on a shard with a lane of its own: a publication is posted in one of them', 1)
  add('--machines', 'how many share the work; several need PostgreSQL', 1)
  command.addOption(
    new Option('--database <kind>', 'where the ledger is').choices(['sqlite', 'postgres']).default('sqlite'),
  )
  command.option('--clicks <n>', 'a second, which are all audited (default: 20 on several machines, 2 on one)', amount)
  command.option('--no-edits', 'leave digests as they were published')
  add('--busy', '% of calls answered with 429: per channel, shared, global, or without a word', 1)
  add('--errors', '% of calls answered with 500, 502, 503 or 504, before or after they were acted upon', 1)
  add('--resets', '% of calls whose connection is cut, before or after they were acted upon', 1)
  add('--hangs', '% of calls that are never answered', 0.1)
  add('--late', '% of calls whose answer is lost, and that the platform acts upon later', 0.3)
  add('--late-seconds', 'how much later, at most', 40)
  add('--slow', '% of calls whose answer trickles in', 1)
  add('--half-open', '% of calls after which nothing is heard on their connection', 0.1)
  add('--failing-lookups', '% of calls that look for a message fail besides', 5)
  add('--failing-edits', '% of calls that edit a message fail besides', 5)
  add('--twice', '% of what people do reaches the bot twice', 20)
  add('--socket-trouble', 'times a minute a socket is dropped, silenced, invalidated or asked to reconnect', 10)
  add(
    '--incidents',
    'times a minute a channel is archived or forbidden, the configuration changed, or the disk full, for some seconds',
    6,
  )
  add(
    '--machine-troubles',
    'times a minute a machine is frozen for longer than its lease, or its database stops, ends connections or is not reached',
    4,
  )
  add('--wrong-clocks', '% of runs in which the clock of the bot is off by hours or a day', 10)
  add(
    '--lost-folders',
    '% of starts before which the data folder is lost; then no part counts as lost. Use it with --no-edits',
    0,
  )
  const flags = command
    .parse(args, { from: 'user' })
    .opts<Readonly<Record<string, number>> & { edits: boolean; database: DatabaseKind }>()
  const {
    minutes = 0,
    kills = 0,
    parts = 0,
    seed = 0,
    killsPerMinute = 0,
    publications = 0,
    machines = 1,
    workspaces = 1,
    servers = 1,
    database,
    edits,
    clicks = machines > 1 ? 20 : 2,
    socketTrouble = 0,
    incidents = 0,
    machineTroubles = 0,
  } = flags
  if (machines > 1 && database === 'sqlite') command.error('error: several machines need --database postgres')
  const share = (name: string) => (flags[name] ?? 0) / 100
  return {
    minutes,
    kills,
    parts,
    seed,
    killsPerMinute,
    publications,
    machines,
    workspaces,
    servers,
    clicksPerSecond: clicks,
    database,
    edits,
    faultRates: {
      busy: share('busy'),
      errors: share('errors'),
      resets: share('resets'),
      hangs: share('hangs'),
      late: share('late'),
      lateMs: (flags.lateSeconds ?? 0) * 1_000,
      slow: share('slow'),
      halfOpen: share('halfOpen'),
      failingLookups: share('failingLookups'),
      failingEdits: share('failingEdits'),
      twice: share('twice'),
      socketTrouble,
      incidents,
      machineTroubles,
      wrongClocks: share('wrongClocks'),
      lostFolders: share('lostFolders'),
    },
  }
}

function amount(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) throw new InvalidArgumentError('It must be a number.')
  return value
}
