import { expect } from 'vitest'
import type { MessageRef } from '../../src/domain/delivery.ts'
import type { Discussion, Layout, PlatformName } from '../../src/domain/destination.ts'
import type { Digest } from '../../src/domain/digest.ts'
import type { ApiCall, CorrectionMarks, DiscussionTopic, Notice, Part } from '../../src/domain/part.ts'
import type { PartKey } from '../../src/domain/part-key.ts'
import type { Posting } from '../../src/domain/platform.ts'
import type { Vocabulary } from '../../src/domain/vocabulary.ts'
import { discordEdit, discordRequest } from '../../src/formatters/discord/api-call.ts'
import { discordNotice } from '../../src/formatters/discord/notice.ts'
import { renderDiscord } from '../../src/formatters/discord/render.ts'
import { discordPrompts } from '../../src/formatters/discord/takeaway-prompt.ts'
import { slackRequest, slackUpdate } from '../../src/formatters/slack/api-call.ts'
import { slackNotice } from '../../src/formatters/slack/notice.ts'
import { renderSlack } from '../../src/formatters/slack/render.ts'
import { slackPrompts } from '../../src/formatters/slack/takeaway-prompt.ts'
import { validateDiscord } from '../../src/validators/discord/validate.ts'
import { validateSlack } from '../../src/validators/slack/validate.ts'
import { MemoryPlatform } from '../memory-platform.ts'

const vocabulary: Vocabulary = {
  tags: [{ names: ['Agent'], color: 'blue' }],
  headings: { overview: [], featured: [], notes: [], observation: [], takeaways: [], source: [] },
}

/** A platform in memory whose messages are the real ones, and which validates every call. */
export class ValidatingPlatform extends MemoryPlatform {
  /** How often each message was edited, by its id. */
  readonly editsOf = new Map<string, number>()

  readonly isSlack: boolean

  constructor(name: PlatformName) {
    super(name)
    this.isSlack = name === 'slack'
  }

  override render(digest: Digest, layout: Layout, discussion?: Discussion, marks?: CorrectionMarks): Part[] {
    const render = this.isSlack ? renderSlack : renderDiscord
    return render(digest, layout, vocabulary, discussion, marks)
  }

  override renderTakeaway(about: DiscussionTopic, point: number, language = 'en'): Part {
    return (this.isSlack ? slackPrompts : discordPrompts).renderTakeaway(about, point, language)
  }

  override renderAllTakeaways(about: DiscussionTopic, language = 'en'): Part {
    return (this.isSlack ? slackPrompts : discordPrompts).renderAllTakeaways(about, language)
  }

  override renderNotice(key: PartKey, notice: Notice, language = 'en'): Part {
    return (this.isSlack ? slackNotice : discordNotice)(key, notice, language)
  }

  override async post(posting: Posting): Promise<MessageRef> {
    this.#judge(this.isSlack ? slackRequest(posting) : discordRequest(posting))
    return super.post(posting)
  }

  override async edit(ref: MessageRef, posting: Posting): Promise<void> {
    const call = this.isSlack ? slackUpdate(ref, posting) : discordEdit(ref, posting)
    this.#judge(call)
    if (!this.isSlack) expect(call.body.allowed_mentions).toEqual({ parse: [] })
    await super.edit(ref, posting)
    this.editsOf.set(ref.message, (this.editsOf.get(ref.message) ?? 0) + 1)
  }

  #judge({ method, body }: ApiCall): void {
    const refusal = this.isSlack ? validateSlack(method, body) : validateDiscord(method, body)
    if (refusal) throw new Error(`${method} would be refused: ${JSON.stringify(refusal)}`)
  }
}
