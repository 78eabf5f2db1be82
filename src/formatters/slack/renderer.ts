import type { Renderer } from '../../domain/platform.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { withRenderCache } from '../shared/render-cache.ts'
import { slackCardParts } from './cards.ts'
import { lightenOnSlack } from './lighten.ts'
import { slackNotice } from './notice.ts'
import { renderSlack } from './render.ts'
import { slackPrompts } from './takeaway-prompt.ts'
import { withoutImagesOnSlack } from './without-images.ts'

/** Renders everything that the bot posts on Slack. */
export function slackRenderer(vocabulary: Vocabulary): Renderer {
  return {
    render: withRenderCache((digest, layout, ...how) => renderSlack(digest, layout, vocabulary, ...how)),
    ...slackPrompts,
    renderNotice: slackNotice,
    lighten: lightenOnSlack,
    withoutImages: withoutImagesOnSlack,
    renderCards: (key, cards) => slackCardParts(key, cards, vocabulary),
  }
}
