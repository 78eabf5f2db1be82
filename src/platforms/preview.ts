import type { MessageRef } from '../domain/delivery.ts'
import type { Layout, PlatformName } from '../domain/destination.ts'
import type { Digest } from '../domain/digest.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { ApiCall, Part } from '../domain/part.ts'
import type { Posting } from '../domain/platform.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { discordEdit, discordRequest } from '../formatters/discord/api-call.ts'
import { discordNotice } from '../formatters/discord/notice.ts'
import { renderDiscord } from '../formatters/discord/render.ts'
import { renderPlain } from '../formatters/plain/render.ts'
import { replaceWithdrawn } from '../formatters/shared/withdrawn.ts'
import { slackRequest, slackUpdate } from '../formatters/slack/api-call.ts'
import { slackNotice } from '../formatters/slack/notice.ts'
import { renderSlack } from '../formatters/slack/render.ts'

export const previewPlatforms = ['slack', 'discord', 'plain'] as const
export type PreviewPlatform = (typeof previewPlatforms)[number]

/** A part with the call that would post it. */
export interface PreviewedPart {
  readonly part: Part
  readonly call: ApiCall
}

/** Ids that no platform gives out: a preview has no channel and no thread yet. */
const nowhere: Record<PlatformName, MessageRef> = {
  slack: { platform: 'slack', channel: 'C0000000000', message: '0000000000.000000' },
  discord: { platform: 'discord', channel: '100000000000000000', message: '100000000000000001' },
}

/**
 * What would be sent for a digest, part by part. For one that was withdrawn, what takes the place of what was posted.
 * Pure.
 */
export function preview(
  digest: Digest,
  platform: PreviewPlatform,
  layout: Layout,
  vocabulary: Vocabulary,
): PreviewedPart[] {
  const isWithdrawn = digest.withdrawn !== undefined
  switch (platform) {
    case 'slack': {
      const call = (of: Posting) => (isWithdrawn ? slackUpdate(nowhere.slack, of) : slackRequest(of))
      const parts = replaceWithdrawn(renderSlack(digest, layout, vocabulary), digest, slackNotice)
      return parts.map((part) => ({ part, call: call(posting(part, nowhere.slack)) }))
    }
    case 'discord': {
      const call = (of: Posting) => (isWithdrawn ? discordEdit(nowhere.discord, of) : discordRequest(of))
      const parts = replaceWithdrawn(renderDiscord(digest, layout, vocabulary), digest, discordNotice)
      return parts.map((part) => ({ part, call: call(posting(part, nowhere.discord)) }))
    }
    case 'plain':
      if (layout !== 'sections') throw new ConfigurationError('Plain text has one layout: leave --layout out.')
      return renderPlain(digest).map((part) => ({ part, call: { method: 'print', body: part.body } }))
  }
}

function posting(part: Part, ref: MessageRef): Posting {
  return {
    place: { channel: ref.channel, ...(part.under !== undefined && { under: ref }) },
    part,
    marker: { delivery: 'preview', part: part.key },
  }
}
