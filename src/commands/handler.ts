import type { Action } from '../domain/action.ts'
import { paragraph, sentence } from '../domain/build.ts'
import { ExpectedError } from '../domain/errors.ts'
import type {
  CommandRequest,
  FormSubmission,
  ForwardedRequest,
  InteractionHandler,
  Reply,
  Requester,
} from '../domain/interaction.ts'
import type { LogFields } from '../domain/log.ts'
import { describeForReader } from '../i18n/failures.ts'
import { messagesFor } from '../i18n/messages.ts'
import { withTimeout } from '../lib/clock.ts'
import { halfWidth } from '../lib/half-width.ts'
import { KeyedMutex } from '../lib/keyed-mutex.ts'
import { changing, handleAction, runSubcommand } from './actions.ts'
import { withDialogAgain } from './ask-for-confirmation.ts'
import { autocomplete } from './autocomplete.ts'
import type { ChatContext } from './context.ts'
import { loadDayWords } from './dates/parse-date.ts'
import { homeCards } from './home.ts'
import { lookUp, withNamedPublication } from './look-up.ts'
import { controlError } from './membership.ts'
import { parseCommand } from './parse-command.ts'
import { RecentReports } from './reports/deduplicate.ts'
import { reportForm } from './reports/form.ts'
import { type ReportOutcome, submitReport } from './reports/submit.ts'
import { timeZoneOf } from './requester-place.ts'
import { findSubcommands, subcommandNames, withoutOpening } from './subcommands/index.ts'
import { latest } from './subcommands/latest.ts'
import { pause } from './subscriptions/change.ts'
import { optionsOf, refilled } from './subscriptions/form.ts'
import { saveSubscription, subscribe } from './subscriptions/subscribe.ts'
import { suggestLinks } from './suggest-links.ts'
import { contextFor } from './visibility.ts'

/** How long an answer waits until the workspaces of all destinations are known, in milliseconds. */
const learnMs = 1_000

/** Longer input is truncated. In characters. */
const textMax = 4_000

/** Answers everything that readers ask. Whatever fails, the reader gets a sentence. */
export function createChatHandler(dependencies: ChatContext): InteractionHandler {
  const turns = new KeyedMutex()
  const recent = new RecentReports<ReportOutcome>()
  const guard = async <Result>(
    requester: Requester,
    about: LogFields,
    work: (context: ChatContext) => Promise<Result>,
    failed: (say: () => string, error: unknown) => Result | Promise<Result>,
  ) => {
    try {
      await loadDayWords()
      const { destinations, alertChannels, workspaces } = dependencies
      const own = [...destinations(), ...alertChannels()].filter(({ platform }) => platform === requester.platform)
      await withTimeout(workspaces.learn(own), learnMs)
      return await work(contextFor(requester, dependencies))
    } catch (error) {
      return failed(() => errorText(error, requester, about, dependencies), error)
    }
  }
  const say = (text: () => string) => sentence(text())
  /** Forwards a request that only another machine can answer. */
  const elsewhere = (request: ForwardedRequest) => async (text: () => string, error: unknown) =>
    (await dependencies.forward?.(error, request)) ?? sentence(text())
  return {
    subcommandNames,
    command: (request) => {
      const work = (context: ChatContext) => onCommand(request, context, turns)
      return guard(request.requester, { request: 'command' }, work, elsewhere({ kind: 'command', request }))
    },
    action: (request) => {
      const about = { request: 'action', action: request.control } as const
      const work = (context: ChatContext) => handleAction(request, context, turns)
      return guard(request.requester, about, work, elsewhere({ kind: 'action', request }))
    },
    submit: (request) => {
      const about = { request: 'form', action: request.control } as const
      const work = (context: ChatContext) => onForm(request, context, turns, recent)
      return guard(request.requester, about, work, elsewhere({ kind: 'submit', request }))
    },
    suggestLinks: (request) => {
      const work = (context: ChatContext) => suggestLinks(request, context)
      return guard(request.requester, { request: 'message' }, work, say)
    },
    suggest: (requester, typed) => {
      const work = async (context: ChatContext) => autocomplete(requester, typed, context)
      return guard(requester, { request: 'autocomplete' }, work, () => [])
    },
    home: (requester) => {
      const work = (context: ChatContext) => homeCards(requester, context)
      return guard(requester, { request: 'home' }, work, (text) => [{ body: [paragraph(text())], buttons: [] }])
    },
  }
}

/** An error as one sentence in the reader's language; the log has the details in English. */
function errorText(error: unknown, requester: Requester, about: LogFields, context: ChatContext): string {
  const fields = { platform: requester.platform, ...about }
  if (!(error instanceof ExpectedError)) {
    context.log.error({ ...fields, err: error }, 'a request could not be answered')
    return messagesFor(requester.language).fallback.failed
  }
  context.log.warn({ ...fields, code: error.code, reason: error.message }, 'a request could not be answered')
  return describeForReader(error, requester.language)
}

async function onCommand({ requester, text }: CommandRequest, context: ChatContext, turns: KeyedMutex): Promise<Reply> {
  const here = {
    now: context.clock.now(),
    timezone: timeZoneOf(requester, context),
    language: requester.language ?? 'en',
  }
  const typed = withNamedPublication(withoutOpening(halfWidth(text.slice(0, textMax)).trim()), context)
  const ask = parseCommand(typed, here, context.vocabulary, findSubcommands)
  switch (ask.kind) {
    case 'newest':
      return requester.isWithBot
        ? { type: 'cards', show: 'private', cards: await homeCards(requester, context) }
        : latest(requester, context)
    case 'subcommand':
      return runSubcommand(ask, requester, context, turns)
    case 'lookup':
      return lookUp(ask, typed, here, requester, context)
  }
}

async function onForm(
  request: FormSubmission,
  context: ChatContext,
  turns: KeyedMutex,
  recent: RecentReports<ReportOutcome>,
): Promise<Reply> {
  const { control, requester, values } = request
  const refusal = controlError(control, requester)
  if (refusal) return sentence(refusal)
  const reply =
    control.action === 'report'
      ? await submitReport(request, control, context, recent)
      : await turns.runExclusive(changing, () => onSubscriptionForm(request, context))
  if (!('field' in reply)) return reply
  const { again } = messagesFor(requester.language).subscriptionForm
  return withDialogAgain(reply, again, requester, context, async (who, later) =>
    refilled(await openForm(control, who, later), values),
  )
}

async function onSubscriptionForm(request: FormSubmission, context: ChatContext): Promise<Reply> {
  const { control, requester, values } = request
  if (control.action === 'save')
    return saveSubscription(optionsOf(request), control.destination, requester, context, true)
  if (control.action === 'pause') return pause(values.until?.[0] ?? '', control.destination, requester, context, true)
  return sentence(messagesFor(requester.language).fallback.notWaiting)
}

/** The dialog that was submitted, as it is when it is opened. */
function openForm(control: Action, requester: Requester, context: ChatContext): Promise<Reply> {
  if (control.action === 'report') return reportForm(control, requester, context)
  const name = 'destination' in control ? control.destination : ''
  return control.action === 'pause' ? pause('', name, requester, context) : subscribe({}, name, requester, context)
}
