import type { CorrectionMark, Notice, Part, ShownTime } from '../../domain/part.ts'
import type { PartKey } from '../../domain/part-key.ts'
import { webAddress } from '../../domain/web-address.ts'
import type { Labels } from '../../i18n/messages.ts'
import { correctionText, formatUtc, noticeText } from '../shared/correction-notice.ts'
import { type DateElement, type InlineElement, plainTextObject, type SlackBlock } from './block-kit.ts'
import { fallbackText } from './fallback-text.ts'
import { measure } from './limits.ts'

/** A notice as a message, in rich text: Slack lets only rich text replace rich text. */
export function slackNotice(key: PartKey, notice: Notice, language: string): Part {
  const { title, words, moment, link, reason } = noticeText(notice, language)
  const address = link && webAddress(link.url)
  const elements: InlineElement[] = [
    { type: 'text', text: words, style: { italic: true } },
    ...(moment ? [{ type: 'text', text: ' · ' } as const, dateElement(moment)] : []),
    ...(link && address
      ? [{ type: 'text', text: ' · ' } as const, { type: 'link', url: address, text: link.label } as const]
      : []),
    ...(reason ? [{ type: 'text', text: `\n${reason}` } as const] : []),
  ]
  const blocks: SlackBlock[] = [
    ...(title ? [{ type: 'header', text: plainTextObject(title), level: 1 } as const] : []),
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] },
  ]
  const said = `${words}${moment ? ` · ${formatUtc(moment)}` : ''}${link ? ` · ${link.url}` : ''}`
  const lines = [title, said, reason].filter((text) => text !== undefined)
  return { key, body: { text: fallbackText(lines, lines), blocks }, plain: lines.join('\n'), budget: measure(blocks) }
}

/** Says in small print that something was corrected, and when. */
export function slackCorrectionNotice(
  mark: CorrectionMark,
  labels: Labels,
): { readonly block: SlackBlock; readonly words: string } {
  const { before, after } = correctionText(mark, labels)
  const fallback = formatUtc(mark)
  // https://docs.slack.dev/messaging/formatting-message-text#date-formatting
  const date = `<!date^${seconds(mark)}^${dateFormat(mark)}|${fallback}>`
  return {
    block: { type: 'context', elements: [{ type: 'mrkdwn', text: `${before} ${date}${after}`, verbatim: true }] },
    words: `${before} ${fallback}${after}`,
  }
}

function dateElement(moment: ShownTime): DateElement {
  return { type: 'date', timestamp: seconds(moment), format: dateFormat(moment), fallback: formatUtc(moment) }
}

function dateFormat({ dated }: ShownTime): string {
  return dated ? '{date_short} {time}' : '{time}'
}

function seconds({ at }: ShownTime): number {
  return Math.floor(at / 1000)
}
