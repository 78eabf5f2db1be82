import { deliveryId } from '../../src/domain/delivery.ts'
import { type Destination, selectFor } from '../../src/domain/destination.ts'
import { type Digest, digestId } from '../../src/domain/digest.ts'
import type { CorrectionMarks, Part } from '../../src/domain/part.ts'
import type { PartKey } from '../../src/domain/part-key.ts'
import type { Posting, Renderer } from '../../src/domain/platform.ts'
import type { Vocabulary } from '../../src/domain/vocabulary.ts'
import { renderDiscord } from '../../src/formatters/discord/render.ts'
import { discordPrompts } from '../../src/formatters/discord/takeaway-prompt.ts'
import { renderSlack } from '../../src/formatters/slack/render.ts'
import { slackPrompts } from '../../src/formatters/slack/takeaway-prompt.ts'
import { type Shown, shownBy } from './shown.ts'

/** One message that a destination must or may show. */
export interface ExpectedMessage {
  readonly posting: Posting
  /** The part whose thread it is in; none for a message in the channel itself. */
  readonly under?: PartKey
  /** `section`: says itself when it was corrected. `seed`: all takeaways of one. `prompt`: one, if a reader chose it. */
  readonly role: 'section' | 'seed' | 'prompt'
  /** What it may show: the same words, as they were posted or with a mark that they were corrected. */
  readonly shows: readonly Shown[]
}

/** Everything that a digest should come to in one destination, in order, as the formatters print it. */
export function expectedIn(
  destination: Destination,
  digest: Digest,
  vocabulary: Vocabulary,
): readonly ExpectedMessage[] {
  const chosen = selectFor(destination, digest)
  if (!chosen) return []
  const { platform, layout, discussion } = destination
  const renderer = printers[platform]
  if (!renderer) return []
  const { render, renderAllTakeaways, renderTakeaway } = renderer
  const delivery = deliveryId(destination, digestId(digest))
  const wanted = (role: ExpectedMessage['role'], versions: readonly Part[], under?: PartKey): ExpectedMessage[] => {
    const [posting] = versions.map((part) => postingOf(part, delivery, destination))
    if (!posting) return []
    const shows = versions.map((part) => shownBy(platform, postingOf(part, delivery, destination)))
    return [{ posting, role, shows, ...(under !== undefined && { under }) }]
  }
  const plain = render(chosen, layout, vocabulary, discussion)
  const marked = new Map(
    render(chosen, layout, vocabulary, discussion, marksFor(plain)).map((part) => [part.key, part]),
  )
  return plain.flatMap((part) => {
    const own = wanted('section', [part, marked.get(part.key) ?? part], part.under)
    const { discuss } = part
    if (!discuss) return own
    const seed = discussion === 'on-post' ? [renderAllTakeaways(discuss, digest.language)] : []
    // A reader who chooses one before all of them are there gets it at once.
    const prompts = discuss.takeaways.map((_, point) => renderTakeaway(discuss, point + 1, digest.language))
    return [
      ...own,
      ...wanted('seed', seed, part.key),
      ...prompts.flatMap((prompt) => wanted('prompt', [prompt], part.key)),
    ]
  })
}

function postingOf(part: Part, delivery: string, { channel, mention }: Destination): Posting {
  return {
    place: { channel },
    part,
    marker: { delivery, part: part.key },
    ...(part.key === 'overview' && mention && { mention }),
  }
}

/** A mark on everything; its time and counts are not compared. */
function marksFor(parts: readonly Part[]): CorrectionMarks {
  return new Map(parts.map(({ key }) => [key, { at: 0, dated: false, added: 0, removed: 0 }]))
}

const printers: Readonly<
  Record<string, Pick<Renderer, 'renderTakeaway' | 'renderAllTakeaways'> & { render: typeof renderSlack }>
> = {
  slack: { ...slackPrompts, render: renderSlack },
  discord: { ...discordPrompts, render: renderDiscord },
}
