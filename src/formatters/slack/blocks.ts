import type { Block, Image } from '../../domain/digest.ts'
import { truncate } from '../../domain/truncate.ts'
import type { SlackBlock } from './block-kit.ts'
import { neutralizeMentions } from './escape.ts'
import { slackAddress } from './inlines.ts'
import { altLimit } from './limits.ts'
import { richElements } from './rich-text.ts'
import { isShowable, tableBlock } from './table.ts'

/**
 * Blocks as Slack shows them. A paragraph stands apart from what is before it; a list, quote or code stands close under
 * its paragraph, and anything close under its heading.
 */
export function slackBlocks(blocks: readonly Block[]): SlackBlock[] {
  const shown: SlackBlock[] = []
  let underHeading = false
  for (const block of blocks) {
    const close = underHeading || !(block.type === 'paragraph' || block.type === 'heading')
    underHeading = block.type === 'heading'
    const image = block.type === 'image' ? imageBlock(block) : undefined
    if (block.type === 'rule') shown.push({ type: 'divider' })
    else if (image) shown.push(image)
    // A message may have one table; the others are drawn as text.
    else if (block.type === 'table' && isShowable(block) && !shown.some(({ type }) => type === 'table')) {
      shown.push(tableBlock(block))
    } else addText(shown, block, close)
  }
  return shown
}

/** Undefined for an address that Slack does not accept: the image is a link then. */
function imageBlock({ url, alt }: Image): SlackBlock | undefined {
  const address = slackAddress(url)
  return address
    ? { type: 'image', image_url: address, alt_text: truncate(neutralizeMentions(alt), altLimit) }
    : undefined
}

function addText(shown: SlackBlock[], block: Block, close: boolean): void {
  const elements = richElements(block)
  if (elements.length === 0) return
  const last = shown.at(-1)
  if (close && last?.type === 'rich_text') {
    shown[shown.length - 1] = { ...last, elements: [...last.elements, ...elements] }
  } else shown.push({ type: 'rich_text', elements })
}
