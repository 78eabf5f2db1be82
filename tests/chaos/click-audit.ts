import type { PlatformName } from '../../src/domain/destination.ts'
import type { Life } from './machine-address.ts'

/** A person's click, and its result. Times are those of `performance.now()`. */
export interface Click {
  readonly platform: PlatformName
  readonly user: string
  readonly channel: string
  readonly kind: 'command' | 'control'
  readonly at: number
  /** Whether the platform let the person know that the app got it. */
  isAccepted?: boolean
  /** On Discord: whether more than one of the connections that got it stayed open. */
  isHeard?: boolean
  /** The processes that acknowledged it: a platform may send it twice, and the first may have begun to answer. */
  readonly lives: Life[]
  /** Private messages that came to the person. */
  answers: number
  answeredAt?: number
  /** Calls of the bot that answer, and the faults that they met. */
  calls: number
  calledAt?: number
  readonly faults: string[]
}

const outcomes = [
  'answered',
  'unanswered',
  'answered twice',
  'lost with the machine',
  'not delivered',
  'lost on the way',
] as const
type ClickOutcome = (typeof outcomes)[number]

export interface ClickTotals {
  readonly counts: Readonly<Record<ClickOutcome, number>>
  /** Clicks that should have been answered exactly once and were not. */
  readonly wrong: readonly string[]
  /** How long people waited for the answer, in milliseconds. */
  readonly waits: readonly number[]
}

/** How long after a click the end of the machine that acknowledged it may explain that there is no answer, in milliseconds. */
const answersWithinMs = 20_000

/** Discord takes no first answer later than this, in milliseconds. */
const firstAnswerMs = 3_000

export function judgeClicks(clicks: readonly Click[]): ClickTotals {
  const counts = Object.fromEntries(outcomes.map((name) => [name, 0])) as Record<ClickOutcome, number>
  const wrong: string[] = []
  for (const click of clicks) {
    const outcome = outcomeOf(click)
    counts[outcome] += 1
    if (outcome === 'unanswered' || outcome === 'answered twice') wrong.push(`${outcome}: ${JSON.stringify(click)}`)
  }
  const waits = clicks.flatMap(({ at, answeredAt }) => (answeredAt === undefined ? [] : answeredAt - at))
  // "answered twice" first.
  return { counts, wrong: wrong.sort(), waits }
}

function outcomeOf(click: Click): ClickOutcome {
  const { answers, calls, faults } = click
  if (answers === 1) return 'answered'
  // The bot cannot know which of its answers arrived.
  if (answers > 1) return faults.length > 0 || calls > answers ? 'answered' : 'answered twice'
  // "Thinking…" forever: no answer was attempted.
  const isForgotten = click.platform === 'discord' && click.isAccepted === true && calls === 1
  if (faults.length > 0) return 'lost on the way'
  if (click.isAccepted && msToTheKill(click) < answersWithinMs) return 'lost with the machine'
  if (wasSentInTime(click) && !isForgotten) return 'lost on the way'
  return click.platform === 'slack' ? onSlack(click) : onDiscord(click)
}

/**
 * How long the first machine that acknowledged it and was killed could work on it after the click; infinite if none was
 * killed. It answers nothing while it is frozen, and waits for its database.
 */
function msToTheKill({ at, lives }: Click): number {
  const worked = lives.map(({ killedAt = Number.POSITIVE_INFINITY, frozen, stalled }) => {
    const frozenMs = frozen && frozen.at > at ? frozen.ms : 0
    const stalledMs = stalled ? Math.min(killedAt, stalled.at + stalled.ms) - Math.max(at, stalled.at) : 0
    return killedAt - at - frozenMs - Math.max(0, stalledMs)
  })
  return Math.min(Number.POSITIVE_INFINITY, ...worked)
}

/** Through a connection that a fault had made useless before. */
function wasSentInTime({ platform, at, calledAt }: Click): boolean {
  return calledAt !== undefined && (platform === 'slack' || calledAt - at < firstAnswerMs)
}

function onSlack({ isAccepted }: Click): ClickOutcome {
  return isAccepted ? 'unanswered' : 'not delivered'
}

function onDiscord({ isHeard }: Click): ClickOutcome {
  return isHeard ? 'unanswered' : 'not delivered'
}
