import type { AlertSettings } from '../config/schema.ts'
import { type Day, daysBetween } from '../domain/day.ts'
import type { DelayReason, DeliveryEntry } from '../domain/delivery.ts'
import type { Destination } from '../domain/destination.ts'
import type { DestinationState } from '../domain/destination-state.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import { dayMs, minuteMs } from '../domain/duration.ts'
import type {
  DeliveryQueries,
  DeliveryStore,
  DestinationStore,
  PartStore,
  RuntimeStore,
  UncertainParts,
} from '../domain/ledger.ts'
import type { LedgerInspector } from '../domain/ledger-stats.ts'
import type { Problem } from '../domain/problem.ts'
import type { Review, ReviewQueries } from '../domain/review.ts'
import { dayAt } from '../domain/time-zone.ts'
import type { WorkspaceDirectory } from '../domain/workspace-id.ts'
import { describeReason, formatDuration } from '../i18n/describe-state.ts'
import { messagesFor } from '../i18n/messages.ts'
import { formatProblem } from '../i18n/problems.ts'
import { firstPost } from '../review/hours.ts'
import { deliveryState, pausedState } from '../scheduler/destination-state.ts'
import { type Alert, type AlertMessages, withWorkspaces } from './alert.ts'
import { type OutageContext, outageAlerts } from './outage-alerts.ts'
import { refusedAlert, uncertainAlert } from './part-alerts.ts'
import { type SourceAlertContext, sourceAlerts } from './source-alerts.ts'
import { formatSubject, staleSince } from './subject.ts'

/** What detection depends on. */
export interface DetectionContext extends SourceAlertContext, OutageContext {
  readonly ledger: DeliveryQueries &
    DeliveryStore &
    DestinationStore &
    PartStore &
    UncertainParts &
    Pick<RuntimeStore, 'gap'>
  readonly inspector: LedgerInspector
  readonly reviews: Pick<ReviewQueries, 'unfinished'>
  readonly repository: Pick<DigestRepository, 'days' | 'files' | 'get' | 'problems'>
  readonly destinations: () => readonly Destination[]
  readonly workspaces: Pick<WorkspaceDirectory, 'workspaceOf'>
}

/** How far back late and failed deliveries are looked up: alerts must survive a night without a connection. */
const lookBackMs = dayMs

/** How long a delivery may take before it is reported as late, in milliseconds. */
const underWayMs = 5 * minuteMs

/** Reasons that the operator or a user chose, and so knows. */
const chosenReasons: readonly DelayReason[] = ['new-destination', 'config-changed', 'on-hold']

/** All current problems. */
export async function detectAlerts(now: number, settings: AlertSettings, context: DetectionContext): Promise<Alert[]> {
  const { inspector, ledger, repository, reviews } = context
  const messages = messagesFor(settings.language).alerts
  const lateMs = settings.lateMinutes * minuteMs
  const problematic = await inspector.problematicDeliveries(now, lateMs, now - lookBackMs)
  const refused = await inspector.refusedParts(now - lookBackMs)
  const uncertain = await ledger.uncertainParts()
  const alerts = [
    ...memoryAlerts((await ledger.gap())?.foundAt, now, messages),
    ...(await outageAlerts(context, settings.language)),
    ...(await Promise.all(uncertain.map((part) => uncertainAlert(part, messages, context)))),
    ...[...(await ledger.pauses())].flatMap(([name, pause]) =>
      pausedAlert(name, pausedState({ pause }, now), settings.language),
    ),
    ...problematic.filter((each) => isReported(each, now)).map((each) => deliveryAlert(each, now, settings.language)),
    ...(await Promise.all(refused.map((part) => refusedAlert(part, settings.language, repository)))),
    ...digestAlerts(repository.problems(), settings.language),
    ...reviewAlerts(await reviews.unfinished(), now, messages, context),
    ...staleAlerts(now, settings.daysWithoutDigest, messages, context),
    ...(await sourceAlerts(now, settings, context)),
  ]
  return withWorkspaces(alerts, context.destinations())
}

/** The ledger cannot be used. */
export function ledgerAlert(reason: string, { ledgerUnusable: title }: AlertMessages): Alert {
  return { kind: 'ledger', subject: formatSubject('ledger'), name: 'ledger', title, words: [reason], buttons: [] }
}

/** How long posts that the ledger does not know are reported after the last was found, in milliseconds. */
const unknownPostsMs = 2 * dayMs

function memoryAlerts(foundAt: number | undefined, now: number, messages: AlertMessages): Alert[] {
  if (foundAt === undefined || now - foundAt > unknownPostsMs) return []
  const words = [messages.unknownPostsWhy, messages.unknownPostsAdvice]
  return [
    {
      kind: 'memory',
      subject: formatSubject('memory'),
      name: 'ledger',
      title: messages.unknownPosts,
      words,
      buttons: [],
    },
  ]
}

function pausedAlert(name: string, state: DestinationState | undefined, language: string): Alert[] {
  const messages = messagesFor(language).alerts
  if (!state?.reason) return []
  const { reason } = state
  const reasonIn = (each: string) => describeReason(reason, { platform: '', timezone: 'UTC' }, each)
  const words = [reasonIn(language), messages.retriedHourly]
  return [
    {
      kind: 'paused',
      subject: formatSubject('paused', name),
      name,
      title: messages.paused(name),
      words,
      reason: reasonIn('en'),
      buttons: [],
    },
  ]
}

function failedAlert(
  { id, destination, digest, reason }: DeliveryEntry,
  why: string | undefined,
  messages: AlertMessages,
): Alert {
  // What was deleted does not come back with a change of the digest.
  const advice = reason?.code === 'thread-gone' ? [] : [messages.retriedOnChange]
  return {
    kind: 'failed',
    subject: formatSubject('failed', id),
    name: destination,
    title: messages.failed(digest, destination),
    words: [why ?? messages.seeLog, ...advice],
    buttons: [],
  }
}

function deliveryAlert(delivery: DeliveryEntry, now: number, language: string): Alert {
  const reason = deliveryState(delivery, { uncertain: new Set() }, now)?.reason
  const why =
    reason && reason.type !== 'under-way'
      ? describeReason(reason, { ...delivery, timezone: 'UTC' }, language)
      : undefined
  if (delivery.state === 'failed') return failedAlert(delivery, why, messagesFor(language).alerts)
  return lateAlert(delivery, why, now, language)
}

/** Not for a delivery that has just started, nor for one that is late on purpose. */
function isReported({ state, createdAt, delay }: DeliveryEntry, now: number): boolean {
  if (state === 'failed') return true
  const reasons = delay && 'reasons' in delay ? delay.reasons : []
  if (reasons.length > 0 && reasons.every((reason) => chosenReasons.includes(reason))) return false
  return state === 'posted' || now - createdAt > underWayMs
}

function lateAlert(
  { id, destination, digest, state, dueAt = 0 }: DeliveryEntry,
  why: string | undefined,
  now: number,
  language: string,
): Alert {
  const messages = messagesFor(language).alerts
  const isOver = state === 'posted'
  return {
    kind: 'late',
    subject: formatSubject('late', id),
    name: destination,
    title: isOver
      ? messages.postedLate(digest, destination)
      : messages.late(digest, destination, formatDuration(now - dueAt, language)),
    words: [why ?? (isOver ? messages.seeLog : messages.stillTrying)],
    buttons: [],
    ...(isOver && { isOver }),
  }
}

function digestAlerts(problems: readonly Problem[], language: string): Alert[] {
  const files = Map.groupBy(
    problems.filter(({ severity }) => severity === 'error'),
    ({ file }) => file,
  )
  return [...files].map(([file, found]) => ({
    kind: 'digest',
    subject: formatSubject('digest', file),
    name: file,
    title: messagesFor(language).alerts.digestBroken(file),
    words: found.map((problem) => formatProblem(problem, language)),
    reason: found.map((problem) => formatProblem(problem)).join('\n'),
    buttons: [],
  }))
}

/** Drafts that should have been posted by now, and wait for a person. */
function reviewAlerts(
  reviews: readonly Review[],
  now: number,
  messages: AlertMessages,
  { destinations }: DetectionContext,
): Alert[] {
  return reviews.flatMap(({ digest, state, card }): Alert[] => {
    const post = firstPost(digest, destinations())
    if (state !== 'waiting' || !post || post.opensAt > now) return []
    return [
      {
        kind: 'review',
        subject: formatSubject('review', digest),
        name: digest,
        title: messages.unreviewed(digest),
        words: [messages.unreviewedAdvice],
        buttons: card?.link === undefined ? [] : [{ label: messages.openDraft, url: card.link }],
      },
    ]
  })
}

function staleAlerts(
  now: number,
  maxDays: number,
  messages: AlertMessages,
  { repository, destinations }: DetectionContext,
): Alert[] {
  const publications = Map.groupBy(destinations(), ({ publication }) => publication)
  return [...publications].flatMap(([name, readers]) => {
    const last = repository.days(name).at(-1)
    // The earliest day counts: where it is still yesterday, nothing is missing yet.
    const today = readers.map(({ timezone }) => dayAt(now, timezone)).sort()[0]
    if (last === undefined || today === undefined || daysBetween(last, today) <= maxDays) return []
    return [staleAlert(name, last, daysBetween(last, today), messages)]
  })
}

function staleAlert(publication: string, last: Day, days: number, messages: AlertMessages): Alert {
  return {
    kind: 'stale',
    subject: formatSubject('stale', publication, last),
    name: publication,
    title: messages.stale(publication, days),
    words: [messages.staleWhy(last)],
    buttons: [],
  }
}

/** Whether there is a newer digest than the one that a `stale` subject names. */
export function hasNewDigest(subject: string, repository: Pick<DigestRepository, 'days'>): boolean {
  const { publication, last } = staleSince(subject)
  return (repository.days(publication).at(-1) ?? '') > last
}
