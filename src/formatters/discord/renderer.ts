import type { Renderer } from '../../domain/platform.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { IdleThread } from '../../lib/idle-thread.ts'
import { type RenderThread, renderInWorker } from '../shared/render-in-worker.ts'
import { discordCardParts } from './cards.ts'
import { lightenOnDiscord } from './lighten.ts'
import { discordNotice } from './notice.ts'
import { renderDiscord } from './render.ts'
import { discordPrompts } from './takeaway-prompt.ts'
import { withoutImagesOnDiscord } from './without-images.ts'

const thread: RenderThread = new IdleThread('./render-worker', import.meta.url)

/** Renders everything that the bot posts on Discord. */
export function discordRenderer(vocabulary: Vocabulary): Renderer {
  return {
    render: renderInWorker(thread, renderDiscord, vocabulary),
    ...discordPrompts,
    renderNotice: discordNotice,
    lighten: lightenOnDiscord,
    withoutImages: withoutImagesOnDiscord,
    renderCards: (key, cards) => discordCardParts(key, cards, vocabulary),
  }
}
