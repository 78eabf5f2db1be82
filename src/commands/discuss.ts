import { postOnce } from '../delivery/post-once.ts'
import type { Control } from '../domain/control.ts'
import type { DeliveryEntry, DeliveryId, MessageRef } from '../domain/delivery.ts'
import { type Digest, digestId, type Section } from '../domain/digest.ts'
import type { Discussable } from '../domain/part.ts'
import type { ControlRequest, Reply } from '../domain/request.ts'
import { plainText } from '../domain/text.ts'
import type { Desk } from './desk.ts'
import { phrasesFor } from './phrases.ts'
import { link, sentence } from './prose.ts'
import type { Turns } from './turns.ts'

type DiscussControl = Extract<Control, { action: 'discuss' }>

/** Brings the chosen takeaway to the section's thread, once for everybody, and answers with the way there. */
export async function discuss(
  request: ControlRequest,
  control: DiscussControl,
  desk: Desk,
  turns: Turns,
): Promise<Reply> {
  const digest = await desk.library.get(control.digest)
  const words = phrasesFor(digest?.language)
  const section = digest?.sections.find(({ number }) => number === control.section)
  const point = Number(request.value)
  if (!digest || !section?.takeaways[point - 1]) return sentence(words.gone)

  const delivery = await deliveryBehind(request, control, desk)
  const anchor = delivery && (await anchorOf(delivery, section, desk))
  if (!delivery || !anchor) return sentence(words.nowhere)

  const prompt = await turns.take(`${delivery}/${section.number}`, () =>
    post(delivery, anchor, digest, section, point, request, desk),
  )
  if (!prompt.link) return sentence(words.opened(point))
  return sentence(words.opened(point), link(words.openLink, prompt.link))
}

async function post(
  delivery: DeliveryId,
  anchor: MessageRef,
  digest: Digest,
  section: Section,
  point: number,
  request: ControlRequest,
  desk: Desk,
): Promise<MessageRef> {
  const platform = desk.platforms.get(request.asker.platform)
  if (!platform) throw new TypeError(`a control of ${request.asker.platform} arrived, which is not connected`)
  const about: Discussable = {
    digest: digestId(digest),
    section: section.number,
    title: plainText(section.title),
    takeaways: section.takeaways,
  }
  const part = platform.renderPrompt(about, point, digest.language)
  const place = await platform.openDiscussion(anchor, about.title)
  return postOnce(delivery, { place, part, marker: { delivery, part: part.key } }, { ...desk, platform })
}

/** The delivery whose message carries the control; for a message only the reader sees, the one in its channel. */
async function deliveryBehind(
  request: ControlRequest,
  control: DiscussControl,
  desk: Desk,
): Promise<DeliveryId | undefined> {
  const known = await desk.ledger.whose(request.message)
  if (known) return known.id
  const here = ({ platform, channel }: DeliveryEntry) =>
    platform === request.asker.platform && channel === request.message.channel
  return (await desk.ledger.deliveriesOf([control.digest])).find(here)?.id
}

/** The message under which a section is discussed: its last one, or the overview where it has none of its own. */
export async function anchorOf(
  delivery: DeliveryId,
  section: Pick<Section, 'number'>,
  desk: Desk,
): Promise<MessageRef | undefined> {
  const key = `section-${section.number}`
  const parts = await desk.ledger.parts(delivery)
  const own = parts.findLast((part) => part.ref && (part.key === key || part.key.startsWith(`${key}.`)))
  return (own ?? parts.find((part) => part.key === 'overview'))?.ref
}
