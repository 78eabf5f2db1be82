import type { Layout, PlatformName } from '../domain/destination.ts'
import type { Digest } from '../domain/digest.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { ApiCall, Notice, Part } from '../domain/part.ts'
import type { Posting, Renderer } from '../domain/platform.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { renderPlain } from '../formatters/plain/render.ts'
import type { PlatformDefinition } from './definition.ts'
import { platformNamed, platformNames } from './registry.ts'

export const previewPlatforms: readonly string[] = [...platformNames, 'plain']

/** A part with the call that would post it. */
export interface PreviewedPart {
  readonly part: Part
  readonly call: ApiCall
}

/**
 * What would be sent for a digest, part by part: a platform's messages, or `plain` text for a terminal. For a withdrawn
 * digest, what replaces the messages that were posted. Pure.
 */
export async function preview(
  digest: Digest,
  platform: PlatformName | 'plain',
  layout: Layout,
  vocabulary: Vocabulary,
): Promise<PreviewedPart[]> {
  if (platform === 'plain') {
    if (layout !== 'sections') throw new ConfigurationError('Plain text has one layout: leave --layout out.')
    return renderPlain(digest).map((part) => ({ part, call: { method: 'print', body: part.body } }))
  }
  const definition = platformNamed(platform)
  const { render, renderNotice } = definition.renderer(vocabulary)
  const parts = replaceWithdrawn(await render(digest, layout), digest, renderNotice)
  return parts.map((part) => ({ part, call: callFor(posting(part, definition), digest, definition) }))
}

/** The messages of a withdrawn digest: each is replaced by one line. Those of other digests stay as they are. */
function replaceWithdrawn(
  parts: readonly Part[],
  { withdrawn, title, date, language }: Digest,
  renderNotice: Renderer['renderNotice'],
): readonly Part[] {
  if (withdrawn === undefined) return parts
  // A preview does not know when it was withdrawn; any time will do.
  const moment = { at: Date.parse(`${date}T12:00:00Z`), dated: true }
  return parts.map(({ key, under }) => {
    const heading = key === 'overview' ? title : undefined
    const notice: Notice = { type: 'withdrawn', reason: withdrawn, moment, ...(heading && { title: heading }) }
    return { ...renderNotice(key, notice, language), ...(under !== undefined && { under }) }
  })
}

function callFor(posting: Posting, { withdrawn }: Digest, { links, request, update }: PlatformDefinition): ApiCall {
  return withdrawn === undefined ? request(posting) : update(links.previewRef, posting)
}

function posting(part: Part, { links }: PlatformDefinition): Posting {
  const { previewRef } = links
  return {
    place: { channel: previewRef.channel, ...(part.under !== undefined && { under: previewRef }) },
    part,
    marker: { delivery: 'preview', part: part.key },
  }
}
