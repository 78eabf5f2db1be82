import type { Control } from '../domain/action.ts'
import { sentence } from '../domain/build.ts'
import { parseDigestId } from '../domain/digest.ts'
import type { Asker, ControlRequest, Reply } from '../domain/interaction.ts'
import { phrasesFor } from '../i18n/phrases.ts'
import type { Desk } from './context.ts'
import type { Turns } from './keyed-mutex.ts'
import { reportForm } from './reports/form.ts'
import { discuss } from './subcommands/discuss.ts'
import { digestOn } from './subcommands/latest.ts'
import { readPiece } from './subcommands/read-section.ts'
import { settlePart } from './subcommands/resolve.ts'
import { recallQuestion } from './subcommands/saved-query.ts'
import { share, turnTo } from './subcommands/search.ts'
import { pause, resume, unsubscribe } from './subscriptions/change.ts'
import { subscribe } from './subscriptions/subscribe.ts'

/** The turn in which subscriptions are changed. */
export const changing = 'subscriptions'

/** Answers the use of a button or select. */
export async function onControl(request: ControlRequest, desk: Desk, turns: Turns): Promise<Reply> {
  const { control, asker, value } = request
  switch (control.action) {
    case 'discuss':
      return discuss(request, control, desk, turns)
    case 'report':
      return reportForm(control, asker, desk)
    case 'read':
      return readPiece(control.digest, value, asker, desk)
    case 'open':
      return readPiece(control.digest, control.piece, asker, desk)
    case 'day': {
      const id = parseDigestId(value)
      return id ? digestOn(id.date, id.publication, asker, desk) : sentence(phrasesFor(asker.language).gone)
    }
    case 'settle':
      return settlePart(control, asker, desk)
    case 'page':
    case 'share':
      return onPage(control, asker, desk)
    default:
      return turns.take(changing, () => onManage(control, asker, desk))
  }
}

async function onManage(
  { action, destination }: Extract<Control, { destination: string }>,
  asker: Asker,
  desk: Desk,
): Promise<Reply> {
  switch (action) {
    case 'subscribe':
      return subscribe({}, destination, asker, desk)
    case 'pause':
      return pause('', destination, asker, desk)
    case 'resume':
      return resume(destination, asker, desk)
    case 'unsubscribe':
      return unsubscribe(destination, asker, desk)
    case 'save':
      return sentence(phrasesFor(asker.language).expired)
  }
}

async function onPage(
  { action, question, offset }: Extract<Control, { action: 'page' | 'share' }>,
  asker: Asker,
  desk: Desk,
): Promise<Reply> {
  const phrases = phrasesFor(asker.language)
  const lookup = recallQuestion(question, desk)
  if (!lookup) return sentence(phrases.expired)
  if (action === 'page') return turnTo(lookup, offset, asker, desk)
  return asker.isDirect ? sentence(phrases.noShare) : share(lookup, offset, asker, desk)
}
