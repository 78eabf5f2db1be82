import type { AlertSettings } from '../config/schema.ts'
import type { SourceStateStore } from '../domain/candidate.ts'
import { formatDuration } from '../i18n/describe-state.ts'
import { describeFailure } from '../i18n/failures.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { Alert } from './alert.ts'
import { formatSubject } from './subject.ts'

/** What the detection of failing sources depends on. */
export interface SourceAlertContext {
  readonly sourceStates: Pick<SourceStateStore, 'all'>
  /** Whether a publication has the source now. */
  readonly hasSource: (publication: string, source: string) => boolean
}

/** After this number of failures in a row a source is reported: with pauses that double, about eight hours. */
const failuresMax = 5

/** The sources that cannot be read. */
export async function sourceAlerts(
  now: number,
  { language }: Pick<AlertSettings, 'language'>,
  { sourceStates, hasSource }: SourceAlertContext,
): Promise<Alert[]> {
  const messages = messagesFor(language).alerts
  const failing = (await sourceStates.all()).filter(
    ({ failures, publication, source }) => failures >= failuresMax && hasSource(publication, source),
  )
  return failing.map(({ publication, source, failingSince = now, problem }) => ({
    kind: 'source',
    subject: formatSubject('source', publication, source),
    name: source,
    title: messages.source(source, publication, formatDuration(now - failingSince, language)),
    words: [...(problem ? [describeFailure(problem, language)] : []), messages.sourceRetried],
    buttons: [],
  }))
}
