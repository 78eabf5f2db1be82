import type { Line, Mark, Moment, Part, PartKey } from '../../domain/part.ts'
import type { Labels } from '../../i18n/labels.ts'
import { isOverview, lineWords, markWords, utcMoment } from '../shared/correction-notice.ts'
import { text } from './components.ts'
import { escapeText } from './escape.ts'
import { componentBudget, contentBudget, sizeOf } from './limits.ts'
import { classicMessage, componentMessage } from './message.ts'

/** One line of ours as a message: plain content in place of an overview, since Discord lets neither become the other. */
export function discordLine(key: PartKey, line: Line, language: string): Part {
  const { title, words, moment, reason } = lineWords(line, language)
  const content = [
    ...(title ? [`## ${escapeText(title)}`] : []),
    `*${escapeText(words)}*${moment ? ` · ${timeMark(moment)}` : ''}`,
    ...(reason ? [escapeText(reason)] : []),
  ].join('\n')
  const plain = [title, `${words}${moment ? ` · ${utcMoment(moment)}` : ''}`, reason]
    .filter((said) => said !== undefined)
    .join('\n')
  if (isOverview(key)) {
    return { key, body: { ...classicMessage(content, [], false) }, plain, budget: contentBudget(content) }
  }
  const components = [text(content)]
  return { key, body: { ...componentMessage(components) }, plain, budget: componentBudget(sizeOf(components)) }
}

/** Says that something was corrected, and when, in the reader's own time. */
export function discordMark(mark: Mark, labels: Labels): string {
  const { before, after } = markWords(mark, labels)
  return `${before} ${timeMark(mark)}${after}`
}

/** reference, "Timestamp Styles": the time alone, or the day and the time. */
function timeMark({ at, dated }: Moment): string {
  return `<t:${Math.floor(at / 1000)}:${dated ? 'f' : 't'}>`
}
