import { describeLedgerGap } from '../../delivery/ledger-gap.ts'
import type { DeliveryEntry, UncertainPart } from '../../domain/delivery.ts'
import type { Destination } from '../../domain/destination.ts'
import { LedgerUnusable } from '../../domain/errors.ts'
import type { Ledger } from '../../domain/ledger.ts'
import { localTime, utcTime } from '../../domain/time-zone.ts'
import { describeDelay } from '../../scheduler/delay-reasons.ts'
import { nextSlot } from '../../scheduler/slots.ts'
import type { Store } from '../../storage/ledger/store.ts'

/** How one destination stands. Times are ISO 8601. */
export interface DestinationStatus {
  readonly destination: string
  readonly platform: string
  readonly channel: string
  /** The newest digest that is there, whole. */
  readonly last: {
    readonly digest: string
    readonly postedAt: string
    readonly link: string | null
    /** Why it was late, if it was; a sentence. */
    readonly delay: string | null
  } | null
  readonly next: { readonly local: string; readonly utc: string } | null
  /** Parts of which nobody can say whether they arrived; `resolve` settles them. */
  readonly uncertain: readonly { readonly delivery: string; readonly part: string; readonly triedAt: string }[]
  /** What is wrong, each a sentence that says what to do. */
  readonly problems: readonly string[]
}

/** How many deliveries back problems are looked for. */
const lookedAt = 32

export async function statusOf(
  destination: Destination,
  ledger: Ledger,
  now: number,
  connected: boolean,
): Promise<DestinationStatus> {
  const { name, platform, channel, timezone } = destination
  const deliveries = await ledger.deliveriesTo(name, lookedAt)
  const last = deliveries.find(({ state }) => state === 'posted')
  const next = nextSlot(destination, now)
  const pause = (await ledger.pauses()).get(name)
  const uncertain = (await ledger.uncertainParts()).filter((part) => part.destination === name)
  return {
    destination: name,
    platform,
    channel,
    last: last ? await lastOf(last, ledger) : null,
    next: next ? { local: localTime(next.opens, timezone), utc: utcTime(next.opens) } : null,
    uncertain: uncertain.map(({ delivery, key, intendedAt }) => ({
      delivery,
      part: key,
      triedAt: utcTime(intendedAt),
    })),
    problems: [
      ...(connected ? [] : [`Nothing is posted: the tokens of ${platform} are not set.`]),
      ...(pause ? [`Paused since ${utcTime(pause.at)}, tried again every hour: ${pause.reason}`] : []),
      ...doubtsOf(uncertain),
      ...deliveries.filter(({ id }) => !uncertain.some(({ delivery }) => delivery === id)).flatMap(problemsOf),
      ...(await Promise.all(deliveries.map((delivery) => staleIn(delivery, ledger)))).flat(),
    ],
  }
}

async function lastOf(last: DeliveryEntry, ledger: Ledger): Promise<DestinationStatus['last']> {
  const { digest, settledAt, owedAt, delay, platform } = last
  const link = await linkOf(last, ledger)
  return { digest, postedAt: utcTime(settledAt ?? owedAt), link, delay: delay ? describeDelay(delay, platform) : null }
}

async function linkOf({ id }: DeliveryEntry, ledger: Ledger): Promise<string | null> {
  const [first] = await ledger.parts(id)
  return first?.ref?.link ?? null
}

function problemsOf({ digest, state, begun, reason, delay, platform }: DeliveryEntry): string[] {
  if (state === 'failed') return [`${digest} was not posted: ${reason ?? 'unknown reason'}`]
  if (state !== 'owed' || !begun) return []
  return [`${digest} is not finished; the bot carries on with it.${delay ? ` ${describeDelay(delay, platform)}` : ''}`]
}

/** What could not be corrected. */
async function staleIn({ id, digest }: DeliveryEntry, ledger: Ledger): Promise<string[]> {
  const parts = await ledger.parts(id)
  return parts.flatMap(({ key, uneditable }) =>
    uneditable ? [`${digest}: ${key} does not show what its author last wrote. ${uneditable}`] : [],
  )
}

/** One sentence for each delivery that has uncertain parts. */
function doubtsOf(uncertain: readonly UncertainPart[]): string[] {
  return [...Map.groupBy(uncertain, ({ digest }) => digest)].map(([digest, parts]) => {
    const keys = parts.map(({ key }) => key).join(', ')
    return `${digest}: nobody can say whether ${keys} arrived, so it is not sent again. \`resolve\` says where to look.`
  })
}

/** What is wrong with the ledger, which concerns all destinations; each a sentence or two. */
export async function ledgerProblems({ ledger, inspector, check }: Store, now: number): Promise<string[]> {
  const trouble = [...(await troubleOf(async () => check())), ...(await troubleOf(() => inspector.checkWritable(now)))]
  const forgotten = describeLedgerGap(await ledger.gap(), now)
  return [...new Set(trouble), ...(forgotten ? [forgotten] : [])]
}

async function troubleOf(work: () => Promise<void>): Promise<string[]> {
  try {
    await work()
    return []
  } catch (error) {
    if (error instanceof LedgerUnusable) return [error.message]
    throw error
  }
}

/** How many parts are uncertain in all, those of destinations that are gone among them. */
export function uncertaintyOf(all: readonly UncertainPart[]): string {
  const [what, is] = all.length === 1 ? ['part', 'is'] : ['parts', 'are']
  return `${all.length} ${what} ${is} uncertain: \`npm run --silent cli -- resolve\` lists them and settles them.`
}
