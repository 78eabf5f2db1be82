import { ImageRefused, MessageTooLarge } from '../domain/errors.ts'
import type { Part } from '../domain/part.ts'
import type { Platform, Posting } from '../domain/platform.ts'
import type { PostingContext } from './context.ts'

/**
 * Sends a posting, and again in a lighter form each time the platform refuses it for its size or for an image that it
 * cannot fetch. Nothing was posted then, and a lighter form has the same key and marker: a restart starts again with the
 * full one.
 */
export async function sendInLighterForms<T>(
  posting: Posting,
  send: (posting: Posting) => Promise<T>,
  { platform, log }: Pick<PostingContext, 'platform' | 'log'>,
): Promise<T> {
  let current = posting
  for (;;) {
    try {
      return await send(current)
    } catch (error) {
      const part = lighterForm(current.part, error, platform)
      if (!part || !(error instanceof Error)) throw error
      log.warn({ ...posting.marker, reason: error.message }, 'the message is refused as it is, trying a lighter form')
      current = { ...current, part }
    }
  }
}

function lighterForm(part: Part, error: unknown, { renderer }: Platform): Part | undefined {
  if (error instanceof ImageRefused) return renderer.withoutImages(part, error.urls)
  return error instanceof MessageTooLarge ? renderer.lighten(part) : undefined
}
