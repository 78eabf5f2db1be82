import type { DeliveryEntry } from './domain/delivery.ts'
import type { Destination } from './domain/destination.ts'
import type { Ledger } from './domain/ledger.ts'
import { nextSlot } from './scheduler/slots.ts'
import { localTime, utcTime } from './scheduler/zone.ts'

/** How one destination stands. Times are ISO 8601. */
export interface DestinationStatus {
  readonly destination: string
  readonly platform: string
  readonly channel: string
  /** The newest digest that is there, whole. */
  readonly last: { readonly digest: string; readonly postedAt: string; readonly link: string | null } | null
  readonly next: { readonly local: string; readonly utc: string } | null
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
  return {
    destination: name,
    platform,
    channel,
    last: last
      ? { digest: last.digest, postedAt: utcTime(last.settledAt ?? last.owedAt), link: await linkOf(last, ledger) }
      : null,
    next: next ? { local: localTime(next.opens, timezone), utc: utcTime(next.opens) } : null,
    problems: [
      ...(connected ? [] : [`Nothing is posted: the tokens of ${platform} are not set.`]),
      ...(pause ? [`Paused since ${utcTime(pause.at)}, tried again every hour: ${pause.reason}`] : []),
      ...(await Promise.all(deliveries.map((delivery) => problemsOf(delivery, ledger)))).flat(),
    ],
  }
}

async function linkOf({ id }: DeliveryEntry, ledger: Ledger): Promise<string | null> {
  const [first] = await ledger.parts(id)
  return first?.ref?.link ?? null
}

async function problemsOf({ id, digest, state, begun, reason }: DeliveryEntry, ledger: Ledger): Promise<string[]> {
  if (state === 'failed') return [`${digest} was not posted: ${reason ?? 'unknown reason'}`]
  if (state !== 'owed' || !begun) return []
  const uncertain = (await ledger.parts(id)).filter((part) => part.state === 'uncertain').map(({ key }) => key)
  if (uncertain.length === 0) return [`${digest} is not finished; the bot carries on with it.`]
  return [
    `${digest}: nobody can say whether ${uncertain.join(', ')} arrived, so nothing more was sent. Look in the channel.`,
  ]
}
