import type { DeliveryEntry, MessageRef } from '../domain/delivery.ts'
import type { Destination } from '../domain/destination.ts'
import type { DigestId } from '../domain/digest.ts'
import type { Requester } from '../domain/interaction.ts'
import { type PartKey, placeOf } from '../domain/part-key.ts'
import type { Platform } from '../domain/platform.ts'
import { isTimeZone } from '../domain/time-zone.ts'
import type { ChatContext, ReadContext } from './context.ts'

/** In how many channels a message is looked for: the platform may have to be asked about each, while a reader waits. */
const placesMax = 3

/**
 * The posted message of a piece that a link may lead to: in the requester's channel if there is one, else elsewhere on
 * their platform where `mayLead` says so.
 */
export async function postedMessage(
  digest: DigestId,
  piece: PartKey,
  requester: Requester,
  context: ReadContext,
  mayLead: (place: Pick<DeliveryEntry, 'channel'>) => Promise<boolean>,
): Promise<MessageRef | undefined> {
  const deliveries = (await context.ledger.deliveriesOf([digest])).filter(
    ({ platform }) => platform === requester.platform,
  )
  const isHere = ({ channel }: DeliveryEntry) => channel === requester.channel
  const nearestFirst = deliveries.toSorted((one, other) => Number(isHere(other)) - Number(isHere(one)))
  for (const delivery of nearestFirst.slice(0, placesMax)) {
    if (!(await mayLead(delivery))) continue
    const parts = await context.ledger.parts(delivery.id)
    const own = parts.find(({ key, ref }) => ref && placeOf(key).first === piece)
    const found = own ?? parts.find(({ key, ref }) => ref && key === 'overview')
    if (found?.ref) return found.ref
  }
  return undefined
}

/**
 * Whether the requester is known to be able to read a channel: the one where they ask, or one that is open to every member
 * of their workspace.
 */
export async function mayRead(
  { channel }: Pick<DeliveryEntry, 'channel'>,
  requester: Requester,
  context: Pick<ChatContext, 'platforms' | 'platformOf'>,
): Promise<boolean> {
  if (channel === requester.channel) return true
  // Guests see only the channels that they were invited to.
  if (requester.membership !== undefined) return false
  return (await platformAt(requester, context)?.audience?.isOpen(channel)) ?? false
}

/** The platform as the workspace of a requester or a destination is reached. */
export function platformAt(
  { platform, workspace }: Pick<Requester, 'platform' | 'workspace'>,
  { platforms, platformOf }: Pick<ChatContext, 'platforms' | 'platformOf'>,
): Platform | undefined {
  return platformOf ? platformOf({ platform, ...(workspace && { workspace }) }) : platforms.get(platform)
}

/** The destinations in the requester's channel; in a direct message, all on their platform. */
export function destinationsHere({ platform, channel, isDirect }: Requester, context: ReadContext): Destination[] {
  return context.destinations().filter((each) => each.platform === platform && (isDirect || each.channel === channel))
}

/** The publication of the requester's channel, else the first one. */
export function publicationHere(requester: Requester, context: ReadContext): string {
  return destinationsHere(requester, context)[0]?.publication ?? context.repository.publications()[0] ?? 'main'
}

/** The requester's time zone, else that of their channel, of their workspace or server, or of the machine. */
export function timeZoneOf(requester: Requester, context: ReadContext): string {
  const [here] = destinationsHere(requester, context)
  const around = context.destinations().find(({ platform }) => platform === requester.platform)
  const zone = [requester.timezone, here?.timezone, around?.timezone].find(
    (name) => name !== undefined && isTimeZone(name),
  )
  return zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}
