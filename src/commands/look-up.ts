import { code, paragraph, sentence } from '../domain/build.ts'
import type { Card } from '../domain/card.ts'
import { digestId } from '../domain/digest.ts'
import type { Reply, Requester } from '../domain/interaction.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { ChatContext } from './context.ts'
import { isImpossibleDay } from './dates/impossible-days.ts'
import { correctedDays } from './dates/mistyped-days.ts'
import type { ReaderClock } from './dates/periods.ts'
import { type ParsedCommand, parseCommand, type SearchRequest } from './parse-command.ts'
import { findSubcommands, subcommandExample } from './subcommands/index.ts'
import { digestForDay, publicationOn } from './subcommands/latest.ts'
import { readSection, sectionNumbered } from './subcommands/read-section.ts'
import { saveQuery } from './subcommands/saved-query.ts'
import { searchDigests } from './subcommands/search.ts'
import type { Subcommand } from './subcommands/subcommand.ts'

type Lookup = Extract<ParsedCommand<Subcommand>, { kind: 'lookup' }>

/** Answers a search: a digest, one of its sections, or what the digests have about it. */
export async function lookUp(
  ask: Lookup,
  typed: string,
  here: ReaderClock,
  requester: Requester,
  context: ChatContext,
): Promise<Reply> {
  const { words, days, publication, impossible } = ask.lookup
  const publications = context.repository.publications()
  if (publication !== undefined && !publications.includes(publication))
    return sentence(messagesFor(requester.language).subscriptionForm.noPublication(publication, publications))
  const asked = impossible ?? ask.lookup.typed ?? words
  const isAlone = words === '' || impossible === undefined
  if (isAlone && isImpossibleDay(asked, here) && !isWritten(asked, context))
    return sentence(messagesFor(requester.language).answers.noSuchDay(asked))
  const ofDay = days.first === days.last ? await answerOfDay(ask.lookup, requester, context) : undefined
  if (ofDay) return ofDay
  const found = await searchDigests(ask.lookup, 0, 'private', requester, context)
  return withDays(withHint(found, ask, requester, context), days, typed, here, requester, context)
}

/** `main/2026-03-10` and `digests/main/2026-03-10.md` as `publication:main 2026-03-10`. */
export function withNamedPublication(text: string, { repository }: ChatContext): string {
  const path = /(?<=^|\s)(?:digests\/)?(?:([a-z0-9-]+)\/)?(\d{4}-\d{2}-\d{2})(?:\.md)?(?=[\s,]|$)/gi
  return text.replace(path, (found, name: string | undefined, day: string) => {
    if (name === undefined) return day
    return repository.publications().includes(name.toLowerCase()) ? `publication:${name} ${day}` : found
  })
}

/** The digest of a day, or its section of a number; undefined if something else is asked for. */
async function answerOfDay(
  { words, tag, days: { first: date }, publication }: SearchRequest,
  requester: Requester,
  context: ChatContext,
): Promise<Reply | undefined> {
  if (date === undefined || tag !== undefined) return undefined
  const wanted = publication ?? (await publicationOn(date, requester, context))
  if (words === '') return digestForDay(date, wanted, requester, context)
  const id = digestId({ publication: wanted, date })
  const digest = await context.repository.get(id)
  const key = digest && sectionNumbered(words, digest)
  return key && readSection(id, key, requester, context)
}

/** Offers what a mistyped day may have been meant to be. */
function withDays(
  reply: Reply,
  read: SearchRequest['days'],
  typed: string,
  here: ReaderClock,
  { language }: Requester,
  context: ChatContext,
): Reply {
  const meant = reply.type === 'cards' ? correctedDays(typed, here, (word) => isWritten(word, context)) : undefined
  if (meant === undefined || reply.type !== 'cards') return reply
  const ask = parseCommand(meant, here, context.vocabulary, findSubcommands)
  if (ask.kind !== 'lookup' || ask.lookup.days.first === undefined) return reply
  if (ask.lookup.days.first === read.first && ask.lookup.days.last === read.last) return reply
  const control = { action: 'page', question: saveQuery(ask.lookup, context), offset: 0 } as const
  const body = [paragraph(...messagesFor(language).answers.didYouMean(code(meant)))]
  return { ...reply, cards: [{ body, buttons: [{ label: meant, control }] }, ...reply.cards] }
}

/** Says that a command may have been meant, unless the digests have what looks like a mistyped one. */
function withHint(reply: Reply, { near, lookup }: Lookup, { language }: Requester, context: ChatContext): Reply {
  if (!near || reply.type !== 'cards') return reply
  const { subcommand, rest, isMistyped, isAskedFor } = near
  if (isMistyped && isWritten(lookup.words, context)) return reply
  const { isSearch, didYouMean } = messagesFor(language).answers
  const example = subcommandExample(subcommand, language)
  const hint: Card = {
    body: [paragraph(...(isMistyped || isAskedFor ? didYouMean : isSearch)(code(example)))],
    buttons:
      (isMistyped || isAskedFor) && rest === ''
        ? [{ label: example, control: { action: 'command', name: subcommand.name } }]
        : [],
  }
  return { ...reply, cards: [hint, ...reply.cards] }
}

/** Whether a digest has exactly these words. */
function isWritten(words: string, { index }: ChatContext): boolean {
  const { total, isGuess } = index.search({ publications: [], words: `"${words}"`, tags: [] }, 0, 1)
  return total > 0 && !isGuess
}
