import type { MessageRef } from '../src/domain/delivery.ts'
import type { Layout } from '../src/domain/destination.ts'
import type { Digest } from '../src/domain/digest.ts'
import { Ambiguous, CannotSay } from '../src/domain/errors.ts'
import { outline, pieceKey } from '../src/domain/outline.ts'
import type { Discussable, Part } from '../src/domain/part.ts'
import type { Place, Platform, Posting } from '../src/domain/platform.ts'
import { plainText } from '../src/domain/text.ts'

interface Standing {
  readonly posting: Posting
  readonly ref: MessageRef
}

/** A platform in memory that does what it is told to with the next posts. */
export class MemoryPlatform implements Platform {
  readonly name = 'slack'
  readonly can = { layouts: ['sections', 'thread'] as const }
  readonly messages: Standing[] = []
  /** What happens to each coming post: nothing special, an error before or after the message is stored. */
  readonly script: ('ok' | Error | 'lost-after' | 'lost-before')[] = []
  /** Whether `find` may look. */
  canSay = true
  posts = 0

  /** What a reader sees, replies indented. */
  get transcript(): string[] {
    return this.messages.map(({ posting }) => `${posting.place.under ? '  ↳ ' : ''}${posting.part.plain}`)
  }

  render(digest: Digest, layout: Layout): Part[] {
    const under = layout === 'thread' ? { under: 'overview' } : {}
    const rest = outline(digest).flatMap((piece) =>
      piece.type === 'section' ? [this.#part(pieceKey(piece), plainText(piece.section.title), under)] : [],
    )
    return [this.#part('overview', digest.title ?? digest.date), ...rest]
  }

  renderPrompt(about: Discussable, point: number): Part {
    return this.#part(`section-${about.section}/${point}`, plainText(about.takeaways[point - 1] ?? []))
  }

  request({ part }: Posting) {
    return { method: 'memory', body: part.body }
  }

  async post(posting: Posting): Promise<MessageRef> {
    this.posts += 1
    const step = this.script.shift() ?? 'ok'
    if (step instanceof Error) throw step
    if (step === 'lost-before') throw new Ambiguous('memory', 'connection reset')
    const message = String(this.messages.length + 1)
    const ref: MessageRef = {
      platform: 'slack',
      channel: posting.place.channel,
      message,
      link: `https://memory.example/${message}`,
    }
    this.messages.push({ posting, ref })
    if (step === 'lost-after') throw new Ambiguous('memory', 'connection reset')
    return ref
  }

  async edit(): Promise<void> {}

  async find({ marker }: Posting): Promise<MessageRef | undefined> {
    if (!this.canSay) throw new CannotSay('memory', 'no history')
    const same = ({ posting }: Standing) =>
      posting.marker.delivery === marker.delivery && posting.marker.part === marker.part
    return this.messages.find(same)?.ref
  }

  async openDiscussion(ref: MessageRef): Promise<Place> {
    return { channel: ref.channel, under: ref }
  }

  #part(key: string, plain: string, rest: Partial<Part> = {}): Part {
    return { key, body: { plain }, plain, budget: [], ...rest }
  }
}
