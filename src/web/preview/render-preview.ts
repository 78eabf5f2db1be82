import type { Layout, PlatformName } from '../../domain/destination.ts'
import type { Digest } from '../../domain/digest.ts'
import type { Part } from '../../domain/part.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { preview } from '../../platforms/preview.ts'
import type { PlatformDefinition, Validator } from '../../platforms/registry.ts'
import type { Html } from '../html.ts'
import { renderDiscordMessage } from '../message-view/discord/message.ts'
import { renderSlackMessage } from '../message-view/slack/message.ts'

/** One message as it will look, and why the platform would refuse it, if it would. */
export interface RenderedMessage {
  readonly part: Part
  readonly sample: Html
  readonly refusal?: string
}

const messageViews: Readonly<Record<PlatformName, (part: Part) => Html>> = {
  slack: renderSlackMessage,
  discord: renderDiscordMessage,
}

/** The messages of a digest on one platform, or undefined when that platform does not know the layout. */
export function renderPreview(
  { name, layouts }: PlatformDefinition,
  digest: Digest,
  layout: Layout,
  vocabulary: Vocabulary,
  explain: Validator['explain'],
): RenderedMessage[] | undefined {
  const view = messageViews[name]
  if (!view || !layouts.includes(layout)) return undefined
  return preview(digest, name, layout, vocabulary).map(({ part, call }) => {
    const refusal = explain(call)
    return { part, sample: view(part), ...(refusal && { refusal }) }
  })
}
