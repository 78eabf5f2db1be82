import { paragraph, sentence } from '../domain/build.ts'
import { ExpectedError, PlatformBusy } from '../domain/errors.ts'
import type { Answers, Asker, CommandRequest, FormRequest, Reply } from '../domain/interaction.ts'
import type { LogFields } from '../domain/log.ts'
import { phrasesFor } from '../i18n/phrases.ts'
import { changing, onControl } from './actions.ts'
import { suggest } from './autocomplete.ts'
import type { Desk } from './context.ts'
import { publicationHere, timezoneOf } from './here.ts'
import { home } from './home.ts'
import { Turns } from './keyed-mutex.ts'
import { type Ask, understand, type Verb } from './parse-command.ts'
import { RecentReports } from './reports/deduplicate.ts'
import { type Outcome, submitReport } from './reports/submit.ts'
import { discussed } from './subcommands/discussions.ts'
import { help } from './subcommands/help.ts'
import { digestOn, newest } from './subcommands/latest.ts'
import { next } from './subcommands/next.ts'
import { look } from './subcommands/search.ts'
import { pause, resume, unsubscribe } from './subscriptions/change.ts'
import { exportDestinations } from './subscriptions/export.ts'
import { detailsOf } from './subscriptions/form.ts'
import { changeSettings } from './subscriptions/settings.ts'
import { saveWishes, subscribe } from './subscriptions/subscribe.ts'

/** What nobody types by hand; more of a text says nothing more. */
const textMax = 4_000

/** Subscriptions are changed one after another: nobody undoes what somebody else wishes for at the same moment. */
const changes: ReadonlySet<Verb> = new Set(['subscribe', 'settings', 'unsubscribe', 'pause', 'resume'])

/** Answers whatever readers ask. Whatever goes wrong, they get a sentence. */
export function frontDesk(desk: Desk): Answers {
  const turns = new Turns()
  const recent = new RecentReports<Outcome>()
  const orSentence = async <Result>(asker: Asker, what: LogFields, work: () => Promise<Result>, say: Say<Result>) => {
    try {
      return await work()
    } catch (error) {
      return say(apology(error, asker, what, desk))
    }
  }
  return {
    command: (request) =>
      orSentence(request.asker, { request: 'command' }, () => onCommand(request, desk, turns), sentence),
    control: (request) =>
      orSentence(
        request.asker,
        { request: 'control', control: request.control },
        () => onControl(request, desk, turns),
        sentence,
      ),
    submit: (request) =>
      orSentence(
        request.asker,
        { request: 'form', control: request.control },
        () => onForm(request, desk, turns, recent),
        sentence,
      ),
    suggest: (asker, typed) =>
      orSentence(
        asker,
        { request: 'suggest' },
        async () => suggest(asker, typed, desk),
        () => [],
      ),
    home: (asker) =>
      orSentence(
        asker,
        { request: 'home' },
        () => home(asker, desk),
        (words) => [{ body: [paragraph(words)], buttons: [] }],
      ),
  }
}

type Say<Result> = (words: string) => Result

/** What a reader is told of an error, in one sentence; the log has the rest. */
function apology(error: unknown, asker: Asker, what: LogFields, desk: Desk): string {
  const phrases = phrasesFor(asker.language)
  const fields = { platform: asker.platform, ...what }
  if (!(error instanceof ExpectedError)) {
    desk.log.error({ ...fields, err: error }, 'a reader could not be answered')
    return phrases.broken
  }
  desk.log.warn({ ...fields, code: error.code, reason: error.message }, 'a reader could not be answered')
  return error instanceof PlatformBusy ? phrases.busy(Math.ceil(error.retryAfterMs / 1_000)) : error.message
}

async function onCommand({ asker, text }: CommandRequest, desk: Desk, turns: Turns): Promise<Reply> {
  const here = { now: desk.clock.now(), timezone: timezoneOf(asker, desk) }
  const ask = understand(text.slice(0, textMax).trim(), here, desk.vocabulary)
  switch (ask.kind) {
    case 'newest':
      return asker.isDirect ? { type: 'cards', show: 'private', cards: await home(asker, desk) } : newest(asker, desk)
    case 'verb':
      return changes.has(ask.verb) ? turns.take(changing, () => onVerb(ask, asker, desk)) : onVerb(ask, asker, desk)
    case 'lookup': {
      const { words, tag, days, publication } = ask.lookup
      const isDay = words === '' && tag === undefined && days.first !== undefined && days.first === days.last
      if (isDay && days.first) return digestOn(days.first, publication ?? publicationHere(asker, desk), asker, desk)
      return look(ask.lookup, 0, asker, desk)
    }
  }
}

async function onVerb(
  { verb, details, rest }: Extract<Ask, { kind: 'verb' }>,
  asker: Asker,
  desk: Desk,
): Promise<Reply> {
  switch (verb) {
    case 'help':
      return help(asker)
    case 'next':
      return next(asker, desk)
    case 'discussed':
      return discussed(asker, desk)
    case 'subscribe':
      return subscribe({ ...details, ...(rest && { at: rest }) }, '', asker, desk)
    case 'settings':
      return changeSettings(details, asker, desk)
    case 'unsubscribe':
      return unsubscribe('', asker, desk)
    case 'pause':
      return pause(rest || (details.until ?? ''), '', asker, desk)
    case 'resume':
      return resume('', asker, desk)
    case 'export':
      return exportDestinations(asker, desk)
  }
}

async function onForm(request: FormRequest, desk: Desk, turns: Turns, recent: RecentReports<Outcome>): Promise<Reply> {
  const { control } = request
  if (control.action === 'report') return submitReport(request, control, desk, recent)
  return turns.take(changing, () => onSubscriptionForm(request, desk))
}

async function onSubscriptionForm(request: FormRequest, desk: Desk): Promise<Reply> {
  const { control, asker, values } = request
  if (control.action === 'save') return saveWishes(detailsOf(request), control.destination, asker, desk)
  if (control.action === 'pause') return pause(values.until?.[0] ?? '', control.destination, asker, desk)
  return sentence(phrasesFor(asker.language).expired)
}
