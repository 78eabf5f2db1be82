import type { Block, Inline } from '../../domain/digest.ts'
import type { CorrectionMark, DiscussionTopic, Part } from '../../domain/part.ts'
import { continuedKey, type PartKey } from '../../domain/part-key.ts'
import { firstLink, plainText } from '../../domain/text.ts'
import { truncate } from '../../domain/truncate.ts'
import type { Labels } from '../../i18n/messages.ts'
import { isLongerThan } from '../shared/long-text.ts'
import { splitBlocks } from '../shared/split.ts'
import {
  type Overflow,
  plainTextObject,
  type Select,
  type SlackBlock,
  type SlackControlButton,
  type SlackLinkButton,
} from './block-kit.ts'
import { slackBlocks } from './blocks.ts'
import { neutralizeMentions } from './escape.ts'
import { fallbackText, linesOf } from './fallback-text.ts'
import { headerLimit, isWithinBudget, measure } from './limits.ts'
import { slackCorrectionNotice } from './notice.ts'
import { isSurelyTooLarge } from './table.ts'

/** One piece of a digest, before it is split into messages. */
export interface PieceMessage {
  readonly key: PartKey
  /** In plain words, for the title of a second message. */
  readonly title: string
  /** At the top of the first message. */
  readonly header: readonly SlackBlock[]
  /** The same in plain words. */
  readonly opening: readonly string[]
  readonly content: readonly Block[]
  /** At the end of the last message. */
  readonly controls: readonly (SlackLinkButton | SlackControlButton | Select | Overflow)[]
  readonly discuss?: DiscussionTopic
  /** The minimum that the first message's fallback text must contain. */
  readonly headlines: readonly string[]
}

/** A title as a header; one that is too long for it, or holds a link, as a heading that opens the content. */
export function withTitle(
  title: readonly Inline[],
  level: 1 | 2,
): Pick<PieceMessage, 'header' | 'opening' | 'content' | 'title'> {
  const words = plainText(title).replace(/\s+/g, ' ').trim()
  if (words === '') return { title: words, header: [], opening: [], content: [] }
  if (neutralizeMentions(words).length > headerLimit || firstLink(title) !== undefined) {
    return { title: words, header: [], opening: [], content: [{ type: 'heading', depth: 1, children: title }] }
  }
  return {
    title: words,
    header: [{ type: 'header', text: plainTextObject(words), level }],
    opening: [words],
    content: [],
  }
}

/** Characters that no message can hold, even the shortest ones. */
const hopelessLength = 10_000

/** The messages that show a piece; none when it has nothing to show. The first says that it was corrected. */
export function messageParts(message: PieceMessage, labels: Labels, corrected?: CorrectionMark): Part[] {
  const { key } = message
  const mark = corrected && slackCorrectionNotice(corrected, labels)
  const header = [...message.header, ...(mark ? [mark.block] : [])]
  const controls: SlackBlock[] =
    message.controls.length > 0 ? [{ type: 'actions', block_id: `${key}:controls`, elements: message.controls }] : []
  const goesOn: SlackBlock = {
    type: 'context',
    elements: [plainTextObject(labels.continued(truncate(message.title, headerLimit)))],
  }
  const visible = message.content.filter((block) => slackBlocks([block]).length > 0)
  // Formatting a long text for each of its messages, only to see that it is too long, takes minutes.
  const isHopeless = (run: readonly Block[]) => run.some(isSurelyTooLarge) || isLongerThan(run, hopelessLength)
  const runs = splitBlocks(
    visible,
    (run) => !isHopeless(run) && isWithinBudget([...header, goesOn, ...slackBlocks(run), ...controls]),
  )
  if (runs.length === 0 && message.header.length > 0) runs.push([])
  return runs.map((run, at) => {
    const isLast = at === runs.length - 1
    const blocks = [...(at > 0 ? [goesOn] : header), ...slackBlocks(run), ...(isLast ? controls : [])]
    const opening = at > 0 ? [labels.continued(message.title)] : [...message.opening, ...(mark ? [mark.words] : [])]
    const lines = [...opening, ...linesOf(run)]
    const text = fallbackText(at > 0 ? lines : message.headlines, lines)
    return {
      key: continuedKey(key, at + 1),
      body: { text, blocks },
      plain: lines.join('\n'),
      ...(isLast && message.discuss && { discuss: message.discuss }),
      budget: measure(blocks),
    }
  })
}
