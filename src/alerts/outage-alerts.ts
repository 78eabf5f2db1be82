import type { PlatformName } from '../domain/destination.ts'
import type { FailureReason } from '../domain/failure-reason.ts'
import { dayAt } from '../domain/time-zone.ts'
import type { WorkspaceId } from '../domain/workspace-id.ts'
import { longDate } from '../i18n/dates.ts'
import { describeFailure } from '../i18n/failures.ts'
import { messagesFor } from '../i18n/messages.ts'
import { platformTitle } from '../i18n/platform-titles.ts'
import type { Alert } from './alert.ts'
import { formatSubject } from './subject.ts'

/** A platform that cannot be posted to, or does not report interactions. */
export interface PlatformOutage {
  readonly platform: PlatformName
  /** Absent if it concerns the whole platform. */
  readonly workspace?: { readonly id: WorkspaceId; readonly name: string }
  readonly canPost: boolean
  readonly reason: FailureReason
}

/** The dependencies of alerts about outages. */
export interface OutageContext {
  readonly outages: () => readonly PlatformOutage[]
  /** Why the tokens of installed workspaces cannot be used. */
  readonly tokenProblem: () => FailureReason | undefined
  /** The workspaces that removed the app, and until when their destinations are kept, in milliseconds since 1970. */
  readonly removals: () => Promise<readonly RemovedWorkspace[]>
  /** Why the repository of the digests cannot be pulled; undefined if it can, or if there is none. */
  readonly pullFailure: () => FailureReason | undefined
}

export async function outageAlerts(
  { outages, tokenProblem, removals, pullFailure }: OutageContext,
  language: string,
): Promise<Alert[]> {
  return [
    ...outages().map((each) => outageAlert(each, language)),
    ...tokenAlerts(tokenProblem(), language),
    ...(await removals()).map((each) => removedAlert(each, language)),
    ...pullAlerts(pullFailure(), language),
  ]
}

function outageAlert({ platform, workspace, reason, canPost }: PlatformOutage, language: string): Alert {
  const messages = messagesFor(language).alerts
  const name = workspace?.name ?? platformTitle(platform)
  return {
    kind: 'platform',
    subject: formatSubject('platform', workspace?.id ?? platform),
    name,
    title: (canPost ? messages.notListening : messages.platformDown)(name),
    words: [describeFailure(reason, language)],
    reason: describeFailure(reason),
    buttons: [],
  }
}

function tokenAlerts(reason: FailureReason | undefined, language: string): Alert[] {
  if (!reason) return []
  const [subject, name] = [formatSubject('platform', 'installations'), 'MORNING_POST_KEY']
  const title = messagesFor(language).alerts.tokensUnusable
  const words = [describeFailure(reason, language)]
  return [{ kind: 'platform', subject, name, title, words, reason: describeFailure(reason), buttons: [] }]
}

/** A workspace that removed the app and has destinations. */
export interface RemovedWorkspace {
  readonly workspace: WorkspaceId
  readonly name: string
  /** Milliseconds since 1970. */
  readonly keptUntil: number
}

function removedAlert({ workspace, name, keptUntil }: RemovedWorkspace, language: string): Alert {
  const messages = messagesFor(language).alerts
  const kept = messages.removedKept(longDate(dayAt(keptUntil, 'UTC'), language))
  return {
    kind: 'removed',
    subject: formatSubject('removed', workspace),
    name,
    title: messages.removed(name),
    words: [kept],
    buttons: [],
  }
}

function pullAlerts(reason: FailureReason | undefined, language: string): Alert[] {
  if (!reason) return []
  const { pullFailed: title, lastPullStays } = messagesFor(language).alerts
  return [
    {
      kind: 'pull',
      subject: formatSubject('pull'),
      name: 'digests',
      title,
      words: [describeFailure(reason, language), lastPullStays],
      buttons: [],
    },
  ]
}
