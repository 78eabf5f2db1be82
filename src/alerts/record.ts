import type { AlertRecord, AlertStore } from '../domain/alert.ts'
import type { DeliveryId } from '../domain/delivery.ts'
import { type Alert, type AlertKind, type AlertMessages, parseAlert, serializeAlert } from './alert.ts'
import { type DetectionContext, isHeardAgain } from './detect.ts'

/** Notes what is new, and what is over since it was noted. Each is noted once, however often it is seen. */
export async function recordAlerts(
  troubles: readonly Alert[],
  now: number,
  messages: AlertMessages,
  alerts: AlertStore,
  outlook: DetectionContext,
): Promise<void> {
  const open = new Map((await alerts.open()).map((alert) => [alert.subject, alert]))
  const seen = new Set(troubles.map(({ subject }) => subject))
  // All at once, because the ledger writes together what comes together, and there may be a thousand.
  await Promise.all(troubles.map((alert) => noteSeen(alert, open.get(alert.subject), now, alerts)))
  const gone = [...open.values()].filter(({ subject }) => !seen.has(subject))
  await Promise.all(gone.map((alert) => conclude(alert, now, messages, alerts, outlook)))
}

async function noteSeen(alert: Alert, noted: AlertRecord | undefined, now: number, alerts: AlertStore): Promise<void> {
  if (!noted) return noteNew(alert, now, alerts)
  if (!isChanged(alert, parseAlert(noted))) return
  await alerts.resolve(noted.id, now)
  await alerts.add(alert.subject, serializeAlert(alert), now, alert.isOver)
}

/** Of a post that was late or failed nobody is told a second time, even after it was put right. */
const onceOnly: ReadonlySet<AlertKind> = new Set(['late', 'failed'])

async function noteNew(alert: Alert, now: number, alerts: AlertStore): Promise<void> {
  if (onceOnly.has(alert.kind) && (await alerts.has(alert.subject))) return
  await alerts.add(alert.subject, serializeAlert(alert), now, alert.isOver)
}

/** The same trouble in other words: of what grows with the time only the first word counts. */
function isChanged(alert: Alert, noted: Alert): boolean {
  switch (alert.kind) {
    case 'late':
      return alert.isOver === true && noted.isOver !== true
    case 'digest':
      return alert.words.join('\n') !== noted.words.join('\n')
    case 'paused':
    case 'platform':
      // The reason comes first; what follows it changes with the language of alerts.
      return alert.words[0] !== noted.words[0]
    default:
      return false
  }
}

type Ending = { readonly words: string } | 'silent' | 'goes on'

/** What was noted is not seen any more: says so where somebody waits for it. */
async function conclude(
  notice: AlertRecord,
  now: number,
  messages: AlertMessages,
  alerts: AlertStore,
  outlook: DetectionContext,
): Promise<void> {
  const trouble = parseAlert(notice)
  const ending = await endingOf(trouble, notice, messages, outlook)
  if (ending === 'goes on') return
  await alerts.resolve(notice.id, now)
  if (ending === 'silent') return
  await resolveAlerts(trouble, ending.words, now, alerts)
}

/** Notes that a trouble is over. */
export async function resolveAlerts({ subject, name }: Alert, title: string, now: number, alerts: AlertStore) {
  const mended = { kind: 'mended', subject: `mended:${subject}`, name, title, words: [], buttons: [] } as const
  await alerts.add(mended.subject, serializeAlert(mended), now, true)
}

async function endingOf(
  { kind, subject, name }: Alert,
  { notedAt }: AlertRecord,
  messages: AlertMessages,
  { ledger, destinations, repository }: DetectionContext,
): Promise<Ending> {
  switch (kind) {
    case 'paused': {
      if (!destinations().some((destination) => destination.name === name)) return 'silent'
      // While it is tried once more it is not paused, and may be again in a moment.
      const served = (await ledger.deliveriesTo(name, 1)).some(({ settledAt = 0 }) => settledAt >= notedAt)
      return served ? { words: messages.resumed(name) } : 'goes on'
    }
    case 'late': {
      const delivery = await ledger.delivery(subject.slice('late:'.length) as DeliveryId)
      return delivery?.state === 'posted' ? { words: messages.complete(delivery.digest, name) } : 'silent'
    }
    case 'digest':
      return isMended(name, messages, repository)
    case 'platform':
      return { words: messages.platformUp(name) }
    case 'quiet':
      return isHeardAgain(subject, repository) ? { words: messages.published(name) } : 'silent'
    default:
      return 'silent'
  }
}

/** What is wrong with a file is known only once it has been read, and after a restart nobody may have read it yet. */
async function isMended(
  file: string,
  { digestFixed }: AlertMessages,
  repository: DetectionContext['repository'],
): Promise<Ending> {
  const id = [...repository.files()].find(([, path]) => path === file)?.[0]
  if (!id) return 'silent'
  return (await repository.get(id)) ? { words: digestFixed(file) } : 'goes on'
}
