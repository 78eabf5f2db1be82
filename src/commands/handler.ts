import { paragraph, sentence } from '../domain/build.ts'
import { ExpectedError, PlatformBusy } from '../domain/errors.ts'
import type { CommandRequest, FormSubmission, InteractionHandler, Reply, Requester } from '../domain/interaction.ts'
import type { LogFields } from '../domain/log.ts'
import { messagesFor } from '../i18n/messages.ts'
import { changing, handleAction } from './actions.ts'
import { autocomplete } from './autocomplete.ts'
import type { ChatContext } from './context.ts'
import { publicationHere, timeZoneOf } from './here.ts'
import { homeCards } from './home.ts'
import { KeyedMutex } from './keyed-mutex.ts'
import { parseCommand } from './parse-command.ts'
import { RecentReports } from './reports/deduplicate.ts'
import { type ReportOutcome, submitReport } from './reports/submit.ts'
import { findSubcommand, subcommandNames } from './subcommands/index.ts'
import { digestForDay, latest } from './subcommands/latest.ts'
import { searchDigests } from './subcommands/search.ts'
import { pause } from './subscriptions/change.ts'
import { optionsOf } from './subscriptions/form.ts'
import { saveSubscription } from './subscriptions/subscribe.ts'

/** Longer input is truncated. In characters. */
const textMax = 4_000

/** Answers whatever readers ask. Whatever goes wrong, they get a sentence. */
export function createChatHandler(context: ChatContext): InteractionHandler {
  const turns = new KeyedMutex()
  const recent = new RecentReports<ReportOutcome>()
  const orSentence = async <Result>(
    requester: Requester,
    what: LogFields,
    work: () => Promise<Result>,
    say: Say<Result>,
  ) => {
    try {
      return await work()
    } catch (error) {
      return say(apology(error, requester, what, context))
    }
  }
  return {
    subcommandNames,
    command: (request) =>
      orSentence(request.requester, { request: 'command' }, () => onCommand(request, context, turns), sentence),
    action: (request) =>
      orSentence(
        request.requester,
        { request: 'control', control: request.control },
        () => handleAction(request, context, turns),
        sentence,
      ),
    submit: (request) =>
      orSentence(
        request.requester,
        { request: 'form', control: request.control },
        () => onForm(request, context, turns, recent),
        sentence,
      ),
    suggest: (requester, typed) =>
      orSentence(
        requester,
        { request: 'suggest' },
        async () => autocomplete(requester, typed, context),
        () => [],
      ),
    home: (requester) =>
      orSentence(
        requester,
        { request: 'home' },
        () => homeCards(requester, context),
        (words) => [{ body: [paragraph(words)], buttons: [] }],
      ),
  }
}

type Say<Result> = (words: string) => Result

/** What a reader is told of an error, in one sentence; the log has the rest. */
function apology(error: unknown, requester: Requester, what: LogFields, context: ChatContext): string {
  const { fallback } = messagesFor(requester.language)
  const fields = { platform: requester.platform, ...what }
  if (!(error instanceof ExpectedError)) {
    context.log.error({ ...fields, err: error }, 'a reader could not be answered')
    return fallback.failed
  }
  context.log.warn({ ...fields, code: error.code, reason: error.message }, 'a reader could not be answered')
  return error instanceof PlatformBusy ? fallback.busy(Math.ceil(error.retryAfterMs / 1_000)) : error.message
}

async function onCommand({ requester, text }: CommandRequest, context: ChatContext, turns: KeyedMutex): Promise<Reply> {
  const here = { now: context.clock.now(), timezone: timeZoneOf(requester, context) }
  const ask = parseCommand(text.slice(0, textMax).trim(), here, context.vocabulary, findSubcommand)
  switch (ask.kind) {
    case 'newest':
      return requester.isDirect
        ? { type: 'cards', show: 'private', cards: await homeCards(requester, context) }
        : latest(requester, context)
    case 'subcommand': {
      const run = async () => ask.subcommand.run(ask, requester, context)
      return ask.subcommand.changesSubscriptions ? turns.runExclusive(changing, run) : run()
    }
    case 'lookup': {
      const { words, tag, days, publication } = ask.lookup
      const isDay = words === '' && tag === undefined && days.first !== undefined && days.first === days.last
      if (isDay && days.first)
        return digestForDay(days.first, publication ?? publicationHere(requester, context), requester, context)
      return searchDigests(ask.lookup, 0, requester, context)
    }
  }
}

async function onForm(
  request: FormSubmission,
  context: ChatContext,
  turns: KeyedMutex,
  recent: RecentReports<ReportOutcome>,
): Promise<Reply> {
  const { control } = request
  if (control.action === 'report') return submitReport(request, control, context, recent)
  return turns.runExclusive(changing, () => onSubscriptionForm(request, context))
}

async function onSubscriptionForm(request: FormSubmission, context: ChatContext): Promise<Reply> {
  const { control, requester, values } = request
  if (control.action === 'save') return saveSubscription(optionsOf(request), control.destination, requester, context)
  if (control.action === 'pause') return pause(values.until?.[0] ?? '', control.destination, requester, context)
  return sentence(messagesFor(requester.language).fallback.expired)
}
