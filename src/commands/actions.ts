import { paragraph, sentence } from '../domain/build.ts'
import { parseDigestId } from '../domain/digest.ts'
import type { ActionRequest, Reply, Requester } from '../domain/interaction.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { KeyedMutex } from '../lib/keyed-mutex.ts'
import { askForConfirmation } from './ask-for-confirmation.ts'
import type { ChatContext } from './context.ts'
import { controlError, subcommandError } from './membership.ts'
import { reportForm } from './reports/form.ts'
import { discuss } from './subcommands/discuss.ts'
import { subcommands } from './subcommands/index.ts'
import { digestForDay } from './subcommands/latest.ts'
import { readSection } from './subcommands/read-section.ts'
import { resolveFromAction } from './subcommands/resolve.ts'
import { loadQuery } from './subcommands/saved-query.ts'
import { searchDigests, takeBack } from './subcommands/search.ts'
import type { Subcommand, SubcommandInput } from './subcommands/subcommand.ts'
import { pause, resume, unsubscribe } from './subscriptions/change.ts'
import { subscribe } from './subscriptions/subscribe.ts'

/** The key of the mutex under which subscriptions are changed. */
export const changing = 'subscriptions'

/** Runs a subcommand as it was typed. */
export async function runSubcommand(
  { subcommand, ...input }: SubcommandInput & { readonly subcommand: Subcommand },
  requester: Requester,
  context: ChatContext,
  turns: KeyedMutex,
): Promise<Reply> {
  const refusal = subcommandError(subcommand, requester)
  if (refusal) return sentence(refusal)
  const run = async () => subcommand.run(input, requester, context)
  return subcommand.changesSubscriptions ? turns.runExclusive(changing, run) : run()
}

/** The actions of a subscription's controls. */
const manage = {
  subscribe: (name, requester, context) => subscribe({}, name, requester, context),
  pause: (name, requester, context) => pause('', name, requester, context),
  resume,
  unsubscribe,
  /** Dialogs are submitted, not clicked. */
  save: async (_, { language }) => sentence(messagesFor(language).fallback.unknownAction),
} satisfies Record<string, (name: string, requester: Requester, context: ChatContext) => Promise<Reply>>

/** Answers the use of a button or select. */
export async function handleAction(request: ActionRequest, context: ChatContext, turns: KeyedMutex): Promise<Reply> {
  const { control, requester, value } = request
  const { answers, fallback } = messagesFor(requester.language)
  const refusal = controlError(control, requester)
  if (refusal) return sentence(refusal)
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
      const isKnown = id && context.repository.publications().includes(id.publication)
      return isKnown ? digestForDay(id.date, id.publication, requester, context) : sentence(answers.gone)
    }
    case 'unshare':
      return takeBack(control.share, request, context)
    case 'confirm': {
      const work = context.confirmations.take(control.token, requester, context.clock.now())
      if (!work) return sentence(fallback.notWaiting)
      const reply = await turns.runExclusive(changing, async () => work(requester, context))
      // The result takes the place of the question.
      if (reply.type !== 'text') return reply
      return { type: 'cards', show: 'replace', cards: [{ body: [paragraph(...reply.text)], buttons: [] }] }
    }
    case 'command': {
      const subcommand = subcommands.find(({ name }) => name === control.name)
      const ask = subcommand && { subcommand, options: {}, rest: '' }
      return ask ? runSubcommand(ask, requester, context, turns) : sentence(fallback.unknownAction)
    }
    // Drafts are reviewed elsewhere, where there are any.
    case 'review':
      return sentence(fallback.unknownAction)
    case 'settle':
      return resolveFromAction(control, requester, context)
    case 'page':
    case 'share': {
      const lookup = loadQuery(control.question, context)
      if (!lookup) return sentence(fallback.expired)
      if (control.action === 'page') return searchDigests(lookup, control.offset, 'replace', requester, context)
      if (requester.isDirect) return sentence(answers.noShare)
      return askForConfirmation(
        answers.shareAsk,
        { label: answers.share, style: 'primary' },
        requester,
        context,
        (who, later) =>
          later.postLimit.allows(who, later.clock.now())
            ? searchDigests(lookup, control.offset, 'shared', who, later)
            : sentence(fallback.tooMany),
      )
    }
    default:
      return turns.runExclusive(changing, () => manage[control.action](control.destination, requester, context))
  }
}
