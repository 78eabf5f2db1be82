import type { DeliveryEntry, MessageRef } from '../domain/delivery.ts'
import type { Destination } from '../domain/destination.ts'
import type { DigestId } from '../domain/digest.ts'
import type { Asker } from '../domain/interaction.ts'
import type { PartKey } from '../domain/part.ts'
import type { Desk } from './context.ts'

/** Where the morning post put a piece: in the asker's channel if it is there, else elsewhere on their platform. */
export async function messageOf(
  digest: DigestId,
  piece: PartKey,
  asker: Asker,
  desk: Desk,
): Promise<MessageRef | undefined> {
  const deliveries = (await desk.ledger.deliveriesOf([digest])).filter(({ platform }) => platform === asker.platform)
  const nearestFirst = [...deliveries.filter(isIn(asker)), ...deliveries.filter((delivery) => !isIn(asker)(delivery))]
  for (const { id } of nearestFirst) {
    const parts = await desk.ledger.parts(id)
    const own = parts.find(({ key, ref }) => ref && (key === piece || key.startsWith(`${piece}.`)))
    const found = own ?? parts.find(({ key, ref }) => ref && key === 'overview')
    if (found?.ref) return found.ref
  }
  return undefined
}

function isIn({ channel }: Asker): (delivery: DeliveryEntry) => boolean {
  return (delivery) => delivery.channel === channel
}

/** The destinations in the asker's channel; in a direct message, all on their platform. */
export function destinationsHere({ platform, channel, isDirect }: Asker, desk: Desk): Destination[] {
  return desk.destinations().filter((each) => each.platform === platform && (isDirect || each.channel === channel))
}

/** The publication that the asker's channel reads, else the first there is. */
export function publicationHere(asker: Asker, desk: Desk): string {
  return destinationsHere(asker, desk)[0]?.publication ?? desk.library.publications()[0] ?? 'main'
}

/** The asker's own time zone, else that of their channel, else of their workspace or server, else the machine's. */
export function timezoneOf(asker: Asker, desk: Desk): string {
  const [here] = destinationsHere(asker, desk)
  const around = desk.destinations().find(({ platform }) => platform === asker.platform)
  const told = [asker.timezone, here?.timezone, around?.timezone].find((zone) => zone !== undefined && isZone(zone))
  return told ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Whether a name from outside is a time zone that we can reckon with. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return /^[A-Za-z]/.test(name)
  } catch {
    return false
  }
}
