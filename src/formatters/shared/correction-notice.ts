import type { CorrectionMark, Notice, ShownTime } from '../../domain/part.ts'
import { truncate } from '../../domain/truncate.ts'
import { longDate } from '../../i18n/dates.ts'
import { type Labels, labelsFor } from '../../i18n/messages.ts'

/** The longest reason or title of a notice, in characters: it should stay one line. */
const lineMax = 1_000
const titleMax = 100

/** The words around the time of a mark: `Corrected`, then the time, then what was added and removed. */
export function correctionText({ added, removed }: CorrectionMark, labels: Labels): { before: string; after: string } {
  const counts = [
    ...(added > 0 ? [labels.sectionsAdded(added)] : []),
    ...(removed > 0 ? [labels.sectionsRemoved(removed)] : []),
  ]
  return { before: labels.corrected, after: counts.map((count) => ` · ${count}`).join('') }
}

/** The words of a notice, which are followed by its time. */
interface NoticeText {
  /** Above them, as a heading. */
  readonly title?: string
  readonly words: string
  readonly moment?: ShownTime
  /** After them, a link to the page of the digest. */
  readonly link?: { readonly label: string; readonly url: string }
  /** Below them. */
  readonly reason?: string
}

export function noticeText(notice: Notice, language: string): NoticeText {
  const labels = labelsFor(language)
  switch (notice.type) {
    case 'removed':
    case 'unwanted':
      return { words: labels[notice.type](notice.section), moment: notice.moment }
    case 'moved':
      return { words: labels.moved }
    case 'refused': {
      const link = notice.url === undefined ? {} : { link: { label: labels.readOnline, url: notice.url } }
      return { words: labels.refused(notice.section), ...link }
    }
    case 'withdrawn': {
      const { title, moment } = notice
      const reason = truncate(notice.reason, lineMax)
      if (title === undefined) return { words: `${labels.withdrawnPart}${labels.colon}${reason}` }
      return { title: truncate(title, titleMax), words: labels.withdrawn, moment, reason }
    }
    case 'welcome': {
      const { first } = notice
      if (!first) return { words: labels.firstDigestSoon }
      return { words: labels.firstDigestOn(longDate(first.day, language), first.at, first.timezone) }
    }
    case 'takeaways':
      return { words: labels.takeawaysCorrected(truncate(notice.title, titleMax), notice.points) }
  }
}

/** `09:12 UTC`, where a reader's own time cannot be shown. */
export function formatUtc({ at, dated }: ShownTime): string {
  const written = new Date(at).toISOString()
  return `${dated ? `${written.slice(0, 10)} ` : ''}${written.slice(11, 16)} UTC`
}
