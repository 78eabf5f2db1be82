import type { Action } from '../domain/action.ts'
import { sentence } from '../domain/build.ts'
import { parseDigestId } from '../domain/digest.ts'
import type { ActionRequest, Reply, Requester } from '../domain/interaction.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { ChatContext } from './context.ts'
import type { KeyedMutex } from './keyed-mutex.ts'
import { reportForm } from './reports/form.ts'
import { discuss } from './subcommands/discuss.ts'
import { digestForDay } from './subcommands/latest.ts'
import { readSection } from './subcommands/read-section.ts'
import { resolveFromAction } from './subcommands/resolve.ts'
import { loadQuery } from './subcommands/saved-query.ts'
import { searchDigests } from './subcommands/search.ts'
import { pause, resume, unsubscribe } from './subscriptions/change.ts'
import { subscribe } from './subscriptions/subscribe.ts'

/** The key of the mutex under which subscriptions are changed. */
export const changing = 'subscriptions'

/** Answers the use of a button or select. */
export async function handleAction(request: ActionRequest, context: ChatContext, turns: KeyedMutex): Promise<Reply> {
  const { control, requester, value } = request
  switch (control.action) {
    case 'discuss':
      return discuss(request, control, context, turns)
    case 'report':
      return reportForm(control, requester, context)
    case 'read':
      return readSection(control.digest, value, requester, context)
    case 'open':
      return readSection(control.digest, control.piece, requester, context)
    case 'day': {
      const id = parseDigestId(value)
      return id
        ? digestForDay(id.date, id.publication, requester, context)
        : sentence(messagesFor(requester.language).answers.gone)
    }
    case 'settle':
      return resolveFromAction(control, requester, context)
    case 'page':
    case 'share':
      return onPage(control, requester, context)
    default:
      return turns.runExclusive(changing, () => onManage(control, requester, context))
  }
}

async function onManage(
  { action, destination }: Extract<Action, { destination: string }>,
  requester: Requester,
  context: ChatContext,
): Promise<Reply> {
  switch (action) {
    case 'subscribe':
      return subscribe({}, destination, requester, context)
    case 'pause':
      return pause('', destination, requester, context)
    case 'resume':
      return resume(destination, requester, context)
    case 'unsubscribe':
      return unsubscribe(destination, requester, context)
    case 'save':
      return sentence(messagesFor(requester.language).fallback.expired)
  }
}

async function onPage(
  { action, question, offset }: Extract<Action, { action: 'page' | 'share' }>,
  requester: Requester,
  context: ChatContext,
): Promise<Reply> {
  const { answers, fallback } = messagesFor(requester.language)
  const lookup = loadQuery(question, context)
  if (!lookup) return sentence(fallback.expired)
  if (action === 'share' && requester.isDirect) return sentence(answers.noShare)
  return searchDigests(lookup, offset, action === 'page' ? 'replace' : 'shared', requester, context)
}
