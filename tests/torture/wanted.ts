import { deliveryId } from '../../src/domain/delivery.ts'
import { type Destination, type PlatformName, selectFor } from '../../src/domain/destination.ts'
import { type Digest, digestId } from '../../src/domain/digest.ts'
import type { Part, PartKey } from '../../src/domain/part.ts'
import type { Platform, Posting } from '../../src/domain/platform.ts'
import type { Vocabulary } from '../../src/domain/vocabulary.ts'
import { discordPrompt, discordSeed } from '../../src/formatters/discord/prompt.ts'
import { renderDiscord } from '../../src/formatters/discord/render.ts'
import { discordRequest } from '../../src/formatters/discord/request.ts'
import { slackPrompt, slackSeed } from '../../src/formatters/slack/prompt.ts'
import { renderSlack } from '../../src/formatters/slack/render.ts'
import { slackRequest } from '../../src/formatters/slack/request.ts'

/** One message that should stand in a destination, or may. */
export interface Wanted {
  readonly posting: Posting
  /** The part in whose thread it stands; without one it stands in the channel itself. */
  readonly under?: PartKey
  /** A takeaway that is there only if somebody chose it. */
  readonly onDemand: boolean
}

/** Everything that a digest should come to in one destination, in order, as the formatters print it. */
export function wantedIn(destination: Destination, digest: Digest, vocabulary: Vocabulary): readonly Wanted[] {
  const chosen = selectFor(destination, digest)
  if (!chosen) return []
  const { render, renderSeed, renderPrompt } = printers(vocabulary)[destination.platform]
  const delivery = deliveryId(destination, digestId(digest))
  const wanted = (part: Part, under: PartKey | undefined, onDemand: boolean, isFirst = false): Wanted => ({
    posting: {
      place: { channel: destination.channel },
      part,
      marker: { delivery, part: part.key },
      ...(isFirst && destination.mention && { mention: destination.mention }),
    },
    ...(under !== undefined && { under }),
    onDemand,
  })
  return render(chosen, destination.layout, destination.discussion).flatMap((part, at) => {
    const own = wanted(part, part.under, false, at === 0)
    const { discuss } = part
    if (!discuss) return [own]
    const seeds =
      destination.discussion === 'on-post' ? [wanted(renderSeed(discuss, digest.language), part.key, false)] : []
    // Whoever chooses one before all of them are there is not kept waiting.
    const prompts = discuss.takeaways.map((_, point) => renderPrompt(discuss, point + 1, digest.language))
    return [own, ...seeds, ...prompts.map((prompt) => wanted(prompt, part.key, true))]
  })
}

type Printer = Pick<Platform, 'render' | 'renderSeed' | 'renderPrompt'>

function printers(vocabulary: Vocabulary): Readonly<Record<PlatformName, Printer>> {
  return {
    slack: {
      render: (digest, layout, discussion) => renderSlack(digest, layout, vocabulary, discussion),
      renderSeed: slackSeed,
      renderPrompt: slackPrompt,
    },
    discord: {
      render: (digest, layout, discussion) => renderDiscord(digest, layout, vocabulary, discussion),
      renderSeed: discordSeed,
      renderPrompt: discordPrompt,
    },
  }
}

/** What a message shows of a call, ids that the platform gives left out. */
export function shownBy(platform: PlatformName, { posting }: Wanted): Shown {
  if (platform === 'slack') {
    const { text, blocks } = slackRequest(posting).body
    return { text: String(text), body: withoutIds(blocks ?? []) }
  }
  const { body } = discordRequest(posting)
  const message = (body.message ?? body) as { content?: string; components?: unknown }
  return { text: (message.content ?? '').trim(), body: withoutIds(message.components ?? []) }
}

export interface Shown {
  readonly text: string
  readonly body: unknown
}

export function withoutIds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (name, inner) => (name === 'id' || name === 'block_id' ? undefined : inner))
}
