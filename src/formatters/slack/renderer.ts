import type { Renderer } from '../../domain/platform.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { IdleThread } from '../../lib/idle-thread.ts'
import { type RenderThread, renderInWorker } from '../shared/render-in-worker.ts'
import { slackCardParts } from './cards.ts'
import { lightenOnSlack } from './lighten.ts'
import { slackNotice } from './notice.ts'
import { renderSlack } from './render.ts'
import { slackPrompts } from './takeaway-prompt.ts'
import { withoutImagesOnSlack } from './without-images.ts'

const thread: RenderThread = new IdleThread('./render-worker', import.meta.url)

/** Renders everything that the bot posts on Slack. */
export function slackRenderer(vocabulary: Vocabulary): Renderer {
  return {
    render: renderInWorker(thread, renderSlack, vocabulary),
    ...slackPrompts,
    renderNotice: slackNotice,
    lighten: lightenOnSlack,
    withoutImages: withoutImagesOnSlack,
    renderCards: (key, cards) => slackCardParts(key, cards, vocabulary),
  }
}
