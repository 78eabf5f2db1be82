import { addDays } from '../domain/day.ts'
import type { DeliveryId, MessageRef } from '../domain/delivery.ts'
import type { Inline } from '../domain/digest.ts'
import { type DigestId, digestId } from '../domain/digest.ts'
import type { Asker, Reply } from '../domain/request.ts'
import { plainText } from '../domain/text.ts'
import { dayAt } from '../scheduler/zone.ts'
import type { Desk } from './desk.ts'
import { anchorOf } from './discuss.ts'
import { phrasesFor } from './phrases.ts'
import { bullets, link, plain, sentence } from './prose.ts'
import { timezoneOf } from './whereabouts.ts'

/** How far back discussions are listed. */
const lookBackDays = 7

interface Discussion {
  readonly title: string
  readonly replies: number
  readonly ref: MessageRef
}

/** The sections of the last days that have a discussion here, liveliest first. Nobody's messages are read. */
export async function discussed(asker: Asker, desk: Desk): Promise<Reply> {
  const phrases = phrasesFor(asker.language)
  const deliveries = (await desk.ledger.deliveriesOf(recentDigests(asker, desk))).filter(
    ({ platform, channel }) => platform === asker.platform && (asker.isDirect || channel === asker.channel),
  )
  const all = (await Promise.all(deliveries.map(({ id, digest }) => discussionsOf(id, digest, asker, desk)))).flat()
  if (all.length === 0) return sentence(phrases.nobodyTalks)
  const lines = all
    .toSorted((one, other) => other.replies - one.replies)
    .map(({ title, replies, ref }): Inline[] => [
      ref.link ? link(title, ref.link) : plain(title),
      plain(` · ${phrases.replies(replies)}`),
    ])
  return { type: 'cards', show: 'private', cards: [{ title: phrases.discussed, body: [bullets(lines)], buttons: [] }] }
}

function recentDigests(asker: Asker, desk: Desk): DigestId[] {
  const oldest = addDays(dayAt(desk.clock.now(), timezoneOf(asker, desk)), -lookBackDays)
  // The newest one counts whatever its date: an archive may be quiet for a while.
  return desk.library.publications().flatMap((publication) => {
    const days = desk.library.days(publication)
    const recent = days.filter((day) => day >= oldest)
    return (recent.length > 0 ? recent : days.slice(-1)).map((date) => digestId({ publication, date }))
  })
}

async function discussionsOf(id: DeliveryId, digest: DigestId, asker: Asker, desk: Desk): Promise<Discussion[]> {
  const prompts = (await desk.ledger.parts(id)).filter(({ key, ref }) => ref && key.includes('/'))
  const numbers = new Set(prompts.map(({ key }) => /^section-(.+)\//.exec(key)?.[1] ?? ''))
  const sections = (await desk.library.get(digest))?.sections.filter(({ number }) => numbers.has(number)) ?? []
  const found = sections.map(async (section): Promise<Discussion[]> => {
    const ref = await anchorOf(id, section, desk)
    const replies = ref && (await desk.platforms.get(asker.platform)?.countReplies(ref))
    return ref ? [{ title: plainText(section.title), replies: replies ?? 0, ref }] : []
  })
  return (await Promise.all(found)).flat()
}
