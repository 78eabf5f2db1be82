import { parseDigestId } from '../domain/digest.ts'
import { ExpectedError } from '../domain/errors.ts'
import type { Answers, Asker, CommandRequest, ControlRequest, FormRequest, Reply } from '../domain/request.ts'
import type { Desk } from './desk.ts'
import { discuss } from './discuss.ts'
import { discussed } from './discussed.ts'
import { understand, type Verb } from './grammar.ts'
import { help } from './help.ts'
import { home } from './home.ts'
import { look } from './lookup.ts'
import { pause, resume, unsubscribe } from './manage/change.ts'
import { exportDestinations } from './manage/export.ts'
import { detailsOf } from './manage/form.ts'
import { settings } from './manage/settings.ts'
import { saveWishes, subscribe } from './manage/subscribe.ts'
import { digestOn, newest } from './newest.ts'
import { next } from './next.ts'
import { phrasesFor } from './phrases.ts'
import { sentence } from './prose.ts'
import { readPiece } from './read-piece.ts'
import { suggest } from './suggest.ts'
import { Turns } from './turns.ts'
import { publicationHere, timezoneOf } from './whereabouts.ts'

/** What nobody types by hand; more of a text says nothing more. */
const textMax = 4_000

/** Answers whatever readers ask. Whatever goes wrong, they get a sentence. */
export function frontDesk(desk: Desk): Answers {
  const turns = new Turns()
  const answer = async (asker: Asker, what: object, work: () => Promise<Reply>): Promise<Reply> => {
    try {
      return await work()
    } catch (error) {
      desk.log.error({ platform: asker.platform, ...what, err: error }, 'a reader could not be answered')
      return sentence(error instanceof ExpectedError ? error.message : phrasesFor(asker.language).broken)
    }
  }
  return {
    command: (request) => answer(request.asker, { request: 'command' }, () => onCommand(request, desk)),
    control: (request) => answer(request.asker, { control: request.control }, () => onControl(request, desk, turns)),
    submit: (request) => answer(request.asker, { form: request.control }, () => onForm(request, desk)),
    suggest: async (asker, typed) => suggest(asker, typed, desk),
    home: (asker) => home(asker, desk),
  }
}

async function onCommand({ asker, text }: CommandRequest, desk: Desk): Promise<Reply> {
  const typed = text.slice(0, textMax).trim()
  const ask = understand(typed, { now: desk.clock.now(), timezone: timezoneOf(asker, desk) }, desk.vocabulary)
  switch (ask.kind) {
    case 'newest':
      return newest(asker, desk)
    case 'verb':
      return onVerb(ask.verb, ask, asker, desk)
    case 'lookup': {
      const { words, tag, days, publication } = ask.lookup
      const isDay = words === '' && tag === undefined && days.first !== undefined && days.first === days.last
      if (isDay && days.first) return digestOn(days.first, publication ?? publicationHere(asker, desk), asker, desk)
      return look({ text: typed, lookup: ask.lookup, offset: 0 }, asker, desk, 'private')
    }
  }
}

async function onVerb(
  verb: Verb,
  { details, rest }: { details: Parameters<typeof subscribe>[0]; rest: string },
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
      return subscribe(details, '', asker, desk)
    case 'settings':
      return settings(asker, desk)
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

async function onControl(request: ControlRequest, desk: Desk, turns: Turns): Promise<Reply> {
  const { control, asker, value } = request
  switch (control.action) {
    case 'discuss':
      return discuss(request, control, desk, turns)
    case 'read':
      return readPiece(control.digest, value, asker, desk)
    case 'open':
      return readPiece(control.digest, control.piece, asker, desk)
    case 'day': {
      const id = parseDigestId(value)
      return id ? digestOn(id.date, id.publication, asker, desk) : sentence(phrasesFor(asker.language).gone)
    }
    case 'page':
    case 'share': {
      const text = desk.questions.recall(control.question)
      if (text === undefined) return sentence(phrasesFor(asker.language).expired)
      const ask = understand(text, { now: desk.clock.now(), timezone: timezoneOf(asker, desk) }, desk.vocabulary)
      if (ask.kind !== 'lookup') return sentence(phrasesFor(asker.language).expired)
      const question = { text, lookup: ask.lookup, offset: control.offset }
      return look(question, asker, desk, control.action === 'share' ? 'shared' : 'replace')
    }
    case 'subscribe':
      return subscribe({}, control.destination, asker, desk)
    case 'pause':
      return pause('', control.destination, asker, desk)
    case 'resume':
      return resume(control.destination, asker, desk)
    case 'unsubscribe':
      return unsubscribe(control.destination, asker, desk)
    case 'save':
      return sentence(phrasesFor(asker.language).expired)
  }
}

async function onForm(request: FormRequest, desk: Desk): Promise<Reply> {
  const { control, asker, values } = request
  if (control.action === 'save') return saveWishes(detailsOf(request), control.destination, asker, desk)
  if (control.action === 'pause') return pause(values.until?.[0] ?? '', control.destination, asker, desk)
  return sentence(phrasesFor(asker.language).expired)
}
