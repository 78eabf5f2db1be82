import type { AlertRecord, AlertStore } from '../domain/alert.ts'
import { type Alert, type AlertKind, type AlertMessages, parseAlert, serializeAlert } from './alert.ts'
import { type DetectionContext, hasNewDigest } from './detect.ts'
import { deliveryOf, formatSubject } from './subject.ts'

/** Records new alerts, each once, and resolves those that are over. True if there is something new to send. */
export async function recordAlerts(
  detected: readonly Alert[],
  now: number,
  messages: AlertMessages,
  store: AlertStore,
  context: DetectionContext,
): Promise<boolean> {
  const open = new Map((await store.open()).map((record) => [record.subject, record]))
  const subjects = new Set(detected.map(({ subject }) => subject))
  // All at once: the ledger groups concurrent writes, and there may be a thousand.
  const added = await Promise.all(detected.map((alert) => record(alert, open.get(alert.subject), now, store)))
  const gone = [...open.values()].filter(({ subject }) => !subjects.has(subject))
  const ended = await Promise.all(gone.map((each) => close(each, now, messages, store, context)))
  return [...added, ...ended].includes(true)
}

/** Kinds of which a subject is reported once, even if it comes up again after it was resolved. */
const onceOnly: ReadonlySet<AlertKind> = new Set(['late', 'failed'])

async function record(alert: Alert, open: AlertRecord | undefined, now: number, store: AlertStore): Promise<boolean> {
  if (open) {
    if (!isChanged(alert, parseAlert(open))) return false
    await store.resolve(open.id, now)
  } else if (onceOnly.has(alert.kind) && (await store.has(alert.subject))) return false
  await store.add(alert.subject, serializeAlert(alert), now, alert.isOver)
  return true
}

/** Whether an open alert changed enough to be sent again. */
function isChanged(alert: Alert, before: Alert): boolean {
  switch (alert.kind) {
    case 'late':
      return alert.isOver === true && before.isOver !== true
    case 'digest':
    case 'paused':
    case 'platform':
      // Earlier versions did not record it.
      return before.reason === undefined ? alert.words[0] !== before.words[0] : alert.reason !== before.reason
    default:
      return false
  }
}

/** What to do with an alert that is no longer detected: send a message, close it, or keep it open. */
type Ending = { readonly message: string } | 'close' | 'keep open'

async function close(
  record: AlertRecord,
  now: number,
  messages: AlertMessages,
  store: AlertStore,
  context: DetectionContext,
): Promise<boolean> {
  const alert = parseAlert(record)
  const ending = await endingOf(alert, record, messages, context)
  if (ending === 'keep open') return false
  await store.resolve(record.id, now)
  if (ending === 'close') return false
  await recordResolved(alert, ending.message, now, store)
  return true
}

/** Records an alert which says that another one is resolved. */
export async function recordResolved({ subject, name }: Alert, title: string, now: number, store: AlertStore) {
  const resolved = {
    kind: 'resolved',
    subject: formatSubject('resolved', subject),
    name,
    title,
    words: [],
    buttons: [],
  } as const
  await store.add(resolved.subject, serializeAlert(resolved), now, true)
}

async function endingOf(
  { kind, subject, name }: Alert,
  { createdAt }: AlertRecord,
  messages: AlertMessages,
  { ledger, destinations, repository, workspaces }: DetectionContext,
): Promise<Ending> {
  switch (kind) {
    case 'paused': {
      if (!destinations().some((destination) => destination.name === name)) return 'close'
      // While it is tried again it is not paused, but it may be in a moment.
      const isPosted = (await ledger.deliveriesTo(name, 1)).some(({ settledAt = 0 }) => settledAt >= createdAt)
      return isPosted ? { message: messages.resumed(name) } : 'keep open'
    }
    case 'late': {
      const delivery = await ledger.delivery(deliveryOf(subject))
      return delivery?.state === 'posted' ? { message: messages.complete(delivery.digest, name) } : 'close'
    }
    case 'digest':
      return isFixed(name, messages, repository)
    case 'refused':
      return { message: messages.refusedFixed(name) }
    case 'platform':
      return { message: messages.platformUp(name) }
    case 'removed':
      return destinations().some((each) => subject === formatSubject('removed', workspaces.workspaceOf(each) ?? ''))
        ? { message: messages.removedBack(name) }
        : 'close'
    case 'source':
      return { message: messages.sourceRead(name) }
    case 'pull':
      return { message: messages.pullWorks }
    case 'stale':
      return hasNewDigest(subject, repository) ? { message: messages.published(name) } : 'close'
    default:
      return 'close'
  }
}

/** A file's problems are known once it was read, which it may not have been since a restart. */
async function isFixed(
  file: string,
  { digestFixed }: AlertMessages,
  repository: DetectionContext['repository'],
): Promise<Ending> {
  const id = [...repository.files()].find(([, path]) => path === file)?.[0]
  if (!id) return 'close'
  return (await repository.get(id)) ? { message: digestFixed(file) } : 'keep open'
}
