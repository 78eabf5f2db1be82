import { ImageRefused, MessageTooLarge, ServerFailed } from '../domain/errors.ts'
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

/** A form with fewer bytes as JSON is never what makes a platform fail. Discord did beyond 10,170 bytes of text. */
const heavyBytes = 4_000

/** How often in a row a platform fails at a heavy form before it is taken for too large. */
const failuresMax = 2

/**
 * Counts the failures of a platform at one form. After some, and if there is a lighter form, `tooLarge` throws
 * `MessageTooLarge`: call it when the message is certainly not there.
 */
export class FailuresAtForm {
  readonly #renderer: Platform['renderer']
  #count = 0
  #last: ServerFailed | undefined

  constructor({ renderer }: Platform) {
    this.#renderer = renderer
  }

  note(error: unknown): void {
    this.#last = error instanceof ServerFailed ? error : undefined
    this.#count = this.#last ? this.#count + 1 : 0
  }

  tooLarge({ part }: Posting, platform: string): void {
    if (!this.#last || this.#count < failuresMax) return
    const isHeavy = Buffer.byteLength(JSON.stringify(part.body)) > heavyBytes
    if (!isHeavy || !this.#renderer.lighten(part)) return
    this.#count = 0
    throw new MessageTooLarge(platform, this.#last.what, { cause: this.#last })
  }
}

function lighterForm(part: Part, error: unknown, { renderer }: Platform): Part | undefined {
  if (error instanceof ImageRefused) return renderer.withoutImages(part, error.urls)
  return error instanceof MessageTooLarge ? renderer.lighten(part) : undefined
}
