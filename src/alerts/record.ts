import type { Notice, Notices } from '../domain/alert.ts'
import type { DeliveryId } from '../domain/delivery.ts'
import { type Kind, type Trouble, troubleIn, write } from './alert.ts'
import { isHeardAgain, type Outlook } from './detect.ts'

/** Notes what is new, and what is over since it was noted. Each is noted once, however often it is seen. */
export async function register(
  troubles: readonly Trouble[],
  now: number,
  notices: Notices,
  outlook: Outlook,
): Promise<void> {
  const open = new Map((await notices.open()).map((notice) => [notice.subject, notice]))
  const seen = new Set(troubles.map(({ subject }) => subject))
  // All at once, because the ledger writes together what comes together, and there may be a thousand.
  await Promise.all(troubles.map((trouble) => noteSeen(trouble, open.get(trouble.subject), now, notices)))
  const gone = [...open.values()].filter(({ subject }) => !seen.has(subject))
  await Promise.all(gone.map((notice) => conclude(notice, now, notices, outlook)))
}

async function noteSeen(trouble: Trouble, noted: Notice | undefined, now: number, notices: Notices): Promise<void> {
  if (!noted) return noteNew(trouble, now, notices)
  if (!isChanged(trouble, troubleIn(noted))) return
  await notices.settle(noted.id, now)
  await notices.note(trouble.subject, write(trouble), now, trouble.isOver)
}

/** Of a post that was late or failed nobody is told a second time, even after it was put right. */
const onceOnly: ReadonlySet<Kind> = new Set(['late', 'failed'])

async function noteNew(trouble: Trouble, now: number, notices: Notices): Promise<void> {
  if (onceOnly.has(trouble.kind) && (await notices.knows(trouble.subject))) return
  await notices.note(trouble.subject, write(trouble), now, trouble.isOver)
}

/** The same trouble in other words: of what grows with the time only the first word counts. */
function isChanged(trouble: Trouble, noted: Trouble): boolean {
  switch (trouble.kind) {
    case 'late':
      return trouble.isOver === true && noted.isOver !== true
    case 'digest':
    case 'paused':
    case 'platform':
      return trouble.words.join('\n') !== noted.words.join('\n')
    default:
      return false
  }
}

type Ending = { readonly words: string } | 'silent' | 'goes on'

/** What was noted is not seen any more: says so where somebody waits for it. */
async function conclude(notice: Notice, now: number, notices: Notices, outlook: Outlook): Promise<void> {
  const trouble = troubleIn(notice)
  const ending = await endingOf(trouble, notice, outlook)
  if (ending === 'goes on') return
  await notices.settle(notice.id, now)
  if (ending === 'silent') return
  await noteMended(trouble, ending.words, now, notices)
}

/** Notes that a trouble is over. */
export async function noteMended({ subject, name }: Trouble, title: string, now: number, notices: Notices) {
  const mended = { kind: 'mended', subject: `mended:${subject}`, name, title, words: [], buttons: [] } as const
  await notices.note(mended.subject, write(mended), now, true)
}

async function endingOf(
  { kind, subject, name }: Trouble,
  { notedAt }: Notice,
  { ledger, destinations, library }: Outlook,
): Promise<Ending> {
  switch (kind) {
    case 'paused': {
      if (!destinations().some((destination) => destination.name === name)) return 'silent'
      // While it is tried once more it is not paused, and may be again in a moment.
      const served = (await ledger.deliveriesTo(name, 1)).some(({ settledAt = 0 }) => settledAt >= notedAt)
      return served ? { words: `${name} gets its post again.` } : 'goes on'
    }
    case 'late': {
      const delivery = await ledger.delivery(subject.slice('late:'.length) as DeliveryId)
      return delivery?.state === 'posted' ? { words: `${delivery.digest} is all in ${name} now.` } : 'silent'
    }
    case 'digest':
      return isMended(name, library)
    case 'platform':
      return { words: `${name} can be posted to again.` }
    case 'quiet':
      return isHeardAgain(subject, library) ? { words: `There is a new digest in “${name}”.` } : 'silent'
    default:
      return 'silent'
  }
}

/** What is wrong with a file is known only once it has been read, and after a restart nobody may have read it yet. */
async function isMended(file: string, library: Outlook['library']): Promise<Ending> {
  const id = [...library.files()].find(([, path]) => path === file)?.[0]
  if (!id) return 'silent'
  return (await library.get(id)) ? { words: `${file} can be posted now.` } : 'goes on'
}
