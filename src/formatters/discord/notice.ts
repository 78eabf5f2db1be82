import { unstyled } from '../../domain/build.ts'
import type { CorrectionMark, Notice, Part, ShownTime } from '../../domain/part.ts'
import { type PartKey, placeOf } from '../../domain/part-key.ts'
import type { Labels } from '../../i18n/messages.ts'
import { correctionText, formatUtc, noticeText } from '../shared/correction-notice.ts'
import { text } from './components.ts'
import { escapeText, headingLine } from './escape.ts'
import { lineMarkdown } from './inlines.ts'
import { componentBudget, contentBudget, sizeOf } from './limits.ts'
import { discordAddress } from './links.ts'
import { classicMessage, componentMessage } from './message.ts'

/** A notice as a message. It is plain content where it replaces an overview, because Discord does not let an edit change the kind. */
export function discordNotice(key: PartKey, notice: Notice, language: string): Part {
  const { title, words, moment, link, reason } = noticeText(notice, language)
  const address = link && discordAddress(link.url)
  const content = [
    ...(title ? [headingLine('##', lineMarkdown([unstyled(title)]))] : []),
    `*${escapeText(words)}*${moment ? ` · ${timeMark(moment)}` : ''}${address ? ` · [${link?.label}](<${address}>)` : ''}`,
    ...(reason ? [lineMarkdown([unstyled(reason)])] : []),
  ].join('\n')
  const plain = [title, `${words}${moment ? ` · ${formatUtc(moment)}` : ''}${link ? ` · ${link.url}` : ''}`, reason]
    .filter((said) => said !== undefined)
    .join('\n')
  if (placeOf(key).first === 'overview') {
    const message = classicMessage(content, [], false)
    const body = notice.type === 'refused' && notice.opens ? { name: notice.opens, message } : { ...message }
    return { key, body, plain, budget: contentBudget(content) }
  }
  const components = [text(content)]
  return { key, body: { ...componentMessage(components) }, plain, budget: componentBudget(sizeOf(components)) }
}

/** Says that something was corrected, and when, in the reader's own time. */
export function discordCorrectionNotice(mark: CorrectionMark, labels: Labels): string {
  const { before, after } = correctionText(mark, labels)
  return `${before} ${timeMark(mark)}${after}`
}

/** reference, "Timestamp Styles": the time alone, or the day and the time. */
function timeMark({ at, dated }: ShownTime): string {
  return `<t:${Math.floor(at / 1000)}:${dated ? 'f' : 't'}>`
}
