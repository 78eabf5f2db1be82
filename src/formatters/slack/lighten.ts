import type { Part } from '../../domain/part.ts'
import { type Json, record, records, string } from '../../lib/json.ts'
import type { SlackBlock } from './block-kit.ts'
import { escapeText, neutralizeMentions } from './escape.ts'
import { measure } from './limits.ts'

/** First without controls, then as one unstyled text, then without blocks; undefined if nothing is left to drop. */
export function lightenOnSlack(part: Part): Part | undefined {
  const { blocks: all, ...others } = part.body
  const blocks = records(all)
  if (blocks.length === 0) return undefined
  const withoutControls = blocks.filter(({ type }) => type !== 'actions')
  if (withoutControls.length < blocks.length) return withBlocks(part, withoutControls as unknown as SlackBlock[])
  const words = withoutControls.map(blockText).filter(Boolean).join('\n')
  const text: SlackBlock[] = [
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: words || '…' }] }] },
  ]
  if (JSON.stringify(text) !== JSON.stringify(blocks)) return withBlocks(part, text)
  return { ...part, body: { ...others, text: escapeText(neutralizeMentions(words)) }, budget: [] }
}

function withBlocks(part: Part, blocks: readonly SlackBlock[]): Part {
  return { ...part, body: { ...part.body, blocks }, budget: measure(blocks) }
}

/** The words of a block, an address behind those of its link. */
function blockText(block: Json): string {
  if (block.type === 'table') {
    const rows = Array.isArray(block.rows) ? block.rows.map(records) : []
    return rows.map((row) => row.map(blockText).join(' | ')).join('\n')
  }
  if (block.type === 'image') return `${string(block.alt_text)} (${string(block.image_url)})`
  if (block.text) return string(record(block.text).text)
  return records(block.elements).map(elementText).filter(Boolean).join('\n')
}

function elementText(element: Json): string {
  if (element.type === 'rich_text_list') {
    const mark = (at: number) => (element.style === 'ordered' ? `${Number(element.offset ?? 0) + at + 1}.` : '•')
    return records(element.elements)
      .map((item, at) => `${mark(at)} ${elementText(item)}`)
      .join('\n')
  }
  const inner = records(element.elements)
  return inner.length > 0 ? inner.map(inlineText).join('') : inlineText(element)
}

function inlineText({ text, url, fallback, user_id: user }: Json): string {
  const words = string(text) || string(fallback) || string(user)
  if (!url) return words
  return words && words !== url ? `${words} (${string(url)})` : string(url)
}
