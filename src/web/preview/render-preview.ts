import type { Layout, PlatformName } from '../../domain/destination.ts'
import { layouts } from '../../domain/destination.ts'
import { type Digest, digestId } from '../../domain/digest.ts'
import type { Part } from '../../domain/part.ts'
import type { Posting } from '../../domain/platform.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { discordRequest } from '../../formatters/discord/api-call.ts'
import { discordNotice } from '../../formatters/discord/notice.ts'
import { renderDiscord } from '../../formatters/discord/render.ts'
import { replaceWithdrawn } from '../../formatters/shared/withdrawn.ts'
import { slackRequest } from '../../formatters/slack/api-call.ts'
import { slackNotice } from '../../formatters/slack/notice.ts'
import { renderSlack, slackLayouts } from '../../formatters/slack/render.ts'
import { validateDiscord } from '../../validators/discord/validate.ts'
import { validateSlack } from '../../validators/slack/validate.ts'
import type { Html } from '../html.ts'
import { renderDiscordMessage } from '../message-view/discord/message.ts'
import { renderSlackMessage } from '../message-view/slack/message.ts'

/** One message as it will look, and why the platform would refuse it, if it would. */
export interface RenderedMessage {
  readonly part: Part
  readonly sample: Html
  readonly refusal?: string
}

interface Press {
  readonly layouts: readonly Layout[]
  render(digest: Digest, layout: Layout, vocabulary: Vocabulary): readonly Part[]
  refusal(posting: Posting): string | undefined
  sample(part: Part): Html
}

const renderers: Record<PlatformName, Press> = {
  slack: {
    layouts: slackLayouts,
    render: (digest, layout, vocabulary) =>
      replaceWithdrawn(renderSlack(digest, layout, vocabulary), digest, slackNotice),
    sample: renderSlackMessage,
    refusal(posting) {
      const { method, body } = slackRequest(posting)
      return validateSlack(method, body)?.message
    },
  },
  discord: {
    layouts,
    render: (digest, layout, vocabulary) =>
      replaceWithdrawn(renderDiscord(digest, layout, vocabulary), digest, discordNotice),
    sample: renderDiscordMessage,
    refusal(posting) {
      const { method, body } = discordRequest(posting)
      return validateDiscord(method, body)?.message
    },
  },
}

/** The messages of a digest on one platform, or undefined when that platform does not know the layout. */
export function renderPreview(
  platform: PlatformName,
  digest: Digest,
  layout: Layout,
  vocabulary: Vocabulary,
): RenderedMessage[] | undefined {
  const press = renderers[platform]
  if (!press.layouts.includes(layout)) return undefined
  return press.render(digest, layout, vocabulary).map((part) => {
    const refusal = press.refusal(postingOf(platform, digest, part))
    return { part, sample: press.sample(part), ...(refusal && { refusal }) }
  })
}

/** Any place will do: what the judges look at is the message. */
function postingOf(platform: PlatformName, digest: Digest, part: Part): Posting {
  const channel = platform === 'slack' ? 'C0000000000' : '1000000000000000000'
  const under = { platform, channel, message: platform === 'slack' ? '1000000000.000000' : channel }
  return {
    place: { channel, ...(part.under && { under }) },
    part,
    marker: { delivery: `preview@${digestId(digest)}`, part: part.key },
  }
}
