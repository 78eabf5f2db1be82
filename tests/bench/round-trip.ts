import { setTimeout } from 'node:timers/promises'
import { type Bot, discordBot, type OpenBot, slackBot } from './bots.ts'
import { percentile } from './measure.ts'
import { seeded, tagNames, wordOfRank } from './synthetic.ts'

/** Rounds of both bots on a platform; it ends earlier when its time is up. */
const rounds = 150
const budgetMs = 3_000

/** Warm-up rounds, which are not counted: connections are opened, and code is compiled. */
const warmUp = 15

/** What a bot still does after its answer must not be counted to the next one. In milliseconds. */
const restMs = 2

/** How long readers wait, each in milliseconds. */
interface Waits {
  readonly bare: number[]
  readonly ours: number[]
  readonly seen: number[]
}

export const roundTripHeader = [
  '/digest, from SDK event in',
  'bare p50 ms',
  'ours',
  'ratio',
  'bare p99 ms',
  'ours',
  'ratio',
]

/** How much longer a reader of ours waits than one of a bot that does nothing but acknowledge. Rows of a table. */
export async function roundTrips(folder: string, seed: number): Promise<string[][]> {
  const slack = await inTurns(slackBot, folder, seed)
  const discord = await inTurns(discordBot, folder, seed)
  return [
    ['Slack: until acknowledged', ...compared(slack.bare, slack.ours)],
    ['Slack: until the answer is there', ...alone(slack.seen)],
    ['Discord: until the first word, ours the answer', ...compared(discord.bare, discord.ours)],
    ['Discord: until the answer is there', ...alone(discord.seen)],
  ]
}

/** Asks one and the other in turns, so that what slows down the machine slows down both. */
async function inTurns(open: OpenBot, folder: string, seed: number): Promise<Waits> {
  const random = seeded(seed)
  const [ours, bare] = [await open(folder), await open()]
  const waits: Waits = { bare: [], ours: [], seen: [] }
  try {
    for (let at = 0; at < warmUp; at++) await round(ours, bare, questionFrom(random))
    const begun = performance.now()
    for (let at = 0; at < rounds && performance.now() - begun < budgetMs; at++) {
      const wait = await round(ours, bare, questionFrom(random))
      waits.ours.push(wait.ours)
      waits.seen.push(wait.seen)
      waits.bare.push(wait.bare)
    }
  } finally {
    await ours.close()
    await bare.close()
  }
  return waits
}

async function round(ours: Bot, bare: Bot, question: string) {
  const message = ours.message()
  const asked = performance.now()
  const heard = await timed(() => ours.ask(question))
  await message
  const seen = performance.now() - asked
  await setTimeout(restMs)
  const other = await timed(() => bare.ask(question))
  await setTimeout(restMs)
  return { ours: heard, seen, bare: other }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** What readers ask: a topic, a topic since some day, words, and words about a topic. */
function questionFrom(random: () => number): string {
  const tag = tagNames[Math.floor(random() * tagNames.length)] ?? ''
  const word = () => wordOfRank(Math.floor(50 + random() * 1_000))
  const kinds = [tag, `tag:"${tag}" since:2026-06-01`, `${word()} ${word()}`, `${word()} tag:"${tag}"`]
  return kinds[Math.floor(random() * kinds.length)] ?? ''
}

function compared(bare: readonly number[], ours: readonly number[]): string[] {
  return [0.5, 0.99].flatMap((share) => {
    const [one, other] = [percentile(bare, share), percentile(ours, share)]
    return [one.toFixed(2), other.toFixed(2), (other / one).toFixed(2)]
  })
}

function alone(ours: readonly number[]): string[] {
  return [0.5, 0.99].flatMap((share) => ['', percentile(ours, share).toFixed(2), ''])
}
