import type { Line, Mark, Moment, PartKey } from '../../domain/part.ts'
import { shorten } from '../../domain/truncate.ts'
import { type Labels, labelsFor } from '../../i18n/labels.ts'

/** A reason or title longer than this would be no line any more, in characters. */
const lineMax = 1_000
const titleMax = 100

/** What a mark says around its time: `Corrected`, then the time, then what was added and removed. */
export function markWords({ added, removed }: Mark, labels: Labels): { before: string; after: string } {
  const counts = [
    ...(added > 0 ? [labels.sectionsAdded(added)] : []),
    ...(removed > 0 ? [labels.sectionsRemoved(removed)] : []),
  ]
  return { before: labels.corrected, after: counts.map((count) => ` · ${count}`).join('') }
}

/** What a line says, in words; its time stands behind them. */
export interface LineWords {
  /** Above them, as a heading. */
  readonly title?: string
  readonly words: string
  readonly moment?: Moment
  /** Below them. */
  readonly reason?: string
}

export function lineWords(line: Line, language: string): LineWords {
  const labels = labelsFor(language)
  switch (line.type) {
    case 'removed':
    case 'unwanted':
      return { words: labels[line.type](line.section), moment: line.moment }
    case 'moved':
      return { words: labels.moved }
    case 'withdrawn': {
      const { title, moment } = line
      const reason = shorten(line.reason, lineMax)
      if (title === undefined) return { words: `${labels.withdrawnPart}${labels.colon}${reason}` }
      return { title: shorten(title, titleMax), words: labels.withdrawn, moment, reason }
    }
    case 'takeaways':
      return { words: labels.takeawaysCorrected(shorten(line.title, titleMax), line.points) }
  }
}

/** `09:12 UTC`, for where nobody's own time can be shown. */
export function utcMoment({ at, dated }: Moment): string {
  const written = new Date(at).toISOString()
  return `${dated ? `${written.slice(0, 10)} ` : ''}${written.slice(11, 16)} UTC`
}

/** Whether a part belongs to the overview: `overview`, `overview.2`. */
export function isOverview(key: PartKey): boolean {
  return /^overview(?:\.\d+)?$/.test(key)
}
