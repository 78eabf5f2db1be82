import type { DeliveryEntry, MessageRef } from '../domain/delivery.ts'
import type { Destination } from '../domain/destination.ts'
import type { DigestId } from '../domain/digest.ts'
import type { Requester } from '../domain/interaction.ts'
import { type PartKey, placeOf } from '../domain/part-key.ts'
import type { Platform } from '../domain/platform.ts'
import { isTimeZone } from '../domain/time-zone.ts'
import type { ChatContext, ReadContext } from './context.ts'

/** The posted message of a piece: in the requester's channel if there is one, else elsewhere on their platform. */
export async function postedMessage(
  digest: DigestId,
  piece: PartKey,
  requester: Requester,
  context: ReadContext,
): Promise<MessageRef | undefined> {
  const deliveries = (await context.ledger.deliveriesOf([digest])).filter(
    ({ platform }) => platform === requester.platform,
  )
  const isHere = ({ channel }: DeliveryEntry) => channel === requester.channel
  const nearestFirst = deliveries.toSorted((one, other) => Number(isHere(other)) - Number(isHere(one)))
  for (const { id } of nearestFirst) {
    const parts = await context.ledger.parts(id)
    const own = parts.find(({ key, ref }) => ref && placeOf(key).first === piece)
    const found = own ?? parts.find(({ key, ref }) => ref && key === 'overview')
    if (found?.ref) return found.ref
  }
  return undefined
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
