import type { Renderer } from '../../domain/platform.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { withRenderCache } from '../shared/render-cache.ts'
import { discordCardParts } from './cards.ts'
import { lightenOnDiscord } from './lighten.ts'
import { discordNotice } from './notice.ts'
import { renderDiscord } from './render.ts'
import { discordPrompts } from './takeaway-prompt.ts'
import { withoutImagesOnDiscord } from './without-images.ts'

/** Renders everything that the bot posts on Discord. */
export function discordRenderer(vocabulary: Vocabulary): Renderer {
  return {
    render: withRenderCache((digest, layout, ...how) => renderDiscord(digest, layout, vocabulary, ...how)),
    ...discordPrompts,
    renderNotice: discordNotice,
    lighten: lightenOnDiscord,
    withoutImages: withoutImagesOnDiscord,
    renderCards: (key, cards) => discordCardParts(key, cards, vocabulary),
  }
}
