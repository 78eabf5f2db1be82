import { bullets, code, paragraph } from '../../domain/build.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import { messagesFor } from '../../i18n/messages.ts'
import { allNames, allQuestions, subcommandWords } from '../../i18n/subcommands.ts'
import { isOneSlip } from '../../lib/fuzzy-match.ts'
import { simplifiedWords } from '../../lib/simplified-chinese.ts'
import { isFiller, withoutAsking } from '../dates/filler.ts'
import { discussed } from './discussions.ts'
import { next } from './next.ts'
import type { Subcommand } from './subcommand.ts'
import { subscriptionSubcommands } from './subscriptions.ts'

const help: Subcommand = { name: 'help', takes: isFiller, run: (_, requester) => helpReply(requester) }

/** All subcommands, in the order of the help. Parsing, help, autocomplete and Discord's command read this list. */
export const subcommands: readonly Subcommand[] = [help, next, discussed, ...subscriptionSubcommands]

/** The subcommands by what a reader may type: a name in any language. */
const byName = new Map(
  subcommands.flatMap((subcommand) =>
    allNames(subcommand.name).map((name): [string, Subcommand] => [name, subcommand]),
  ),
)

/** The subcommands by the questions that stand for them. */
const byQuestion = new Map(
  subcommands.flatMap((subcommand) =>
    allQuestions(subcommand.name).map((question): [string, Subcommand] => [question, subcommand]),
  ),
)

/** A subcommand by the word that a text begins with, and the text after it. */
interface TypedSubcommand {
  readonly subcommand: Subcommand
  readonly rest: string
  /** Whether a letter of its name is wrong. */
  readonly isMistyped?: true
  /** Whether it is named in a question, which does nothing by itself. */
  readonly isAskedFor?: true
}

/** Words after a command that do not change its meaning. */
const courtesy = /^(?:(?:please|pls|now|here|me|us|thanks|thank you|this channel)[\s.!?,]*)+$/i

/** Words before the name of a command: `please`, and the command itself if it was copied. */
const opening = /^(?:[`'"]?\/digest(?![\p{L}\p{N}])[`'"]?|please|pls)[\s,]*/iu

/** The text after words that change nothing. */
export function withoutOpening(text: string): string {
  const rest = text.replace(opening, '')
  return rest === text ? text : withoutOpening(rest)
}

/** The subcommands that a text may begin with, the likeliest first. Case does not matter. */
export function findSubcommands(typed: string): TypedSubcommand[] {
  const text = simplifiedWords(typed)
  const [first = ''] = text.split(/\s+/)
  const word = nameIn(first)
  const found: TypedSubcommand[] = []
  // As it was typed, too: in simplified characters, 週間 is no Japanese.
  const after = (length: number) =>
    [...new Set([typed, text])].map((said) => said.slice(length).trim().replace(/\s+/g, ' ').replace(courtesy, ''))
  for (const [name, subcommand] of byName) {
    if (word === name) found.unshift(...after(first.length).map((rest) => ({ subcommand, rest })))
    // Chinese has no blank after a word.
    else if (/\p{Script=Han}/u.test(name) && text.startsWith(name))
      found.push(...after(name.length).map((rest) => ({ subcommand, rest })))
    else if (name.length >= shortestTypo && isOneSlip(word, name))
      found.push(...after(first.length).map((rest) => ({ subcommand, rest, isMistyped: true as const })))
  }
  const question = plainQuestion(text)
  const asked = byQuestion.get(question) ?? (found.length === 0 ? byName.get(nameAskedFor(text)) : undefined)
  if (asked) return [{ subcommand: asked, rest: '', isAskedFor: true }]
  // `mute for a week`
  for (const [begins, subcommand] of byQuestion) {
    if (question.startsWith(`${begins} `))
      found.push({ subcommand, rest: question.slice(begins.length + 1), isAskedFor: true })
  }
  return found
}

/** A question mark alone asks for help. */
function nameIn(word: string): string {
  return /^[?？]+$/.test(word) ? 'help' : word.toLowerCase().replace(/[!?.！？。`]+$/, '')
}

function plainQuestion(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}’']+/gu) ?? []
  return words
    .join(' ')
    .replaceAll("'", '’')
    .replace(/(?<=\p{Script=Han})[吗呢啊呀]$/u, '')
}

/** The only meaningful word of a question: `unsubscribe` of `how do i unsubscribe`, and 退订 of 怎么退订. */
function nameAskedFor(text: string): string {
  const asked = withoutAsking(text)
  if (asked !== text && byName.has(asked)) return asked
  const [name = '', ...others] = text
    .split(/\s+/)
    .map(nameIn)
    .filter((word) => !isFiller(word))
  return others.length === 0 ? name : ''
}

/** Shorter names are too near to other words. */
const shortestTypo = 4

/** The words that readers of a language type for each. */
export function subcommandNames(language = 'en'): string[] {
  return subcommands.map(({ name }) => subcommandWords(name, language).names[0] ?? name)
}

/** How a subcommand is typed in a language: `/digest pause next monday`. */
export function subcommandExample({ name }: Subcommand, language = 'en'): string {
  return subcommandWords(name, language).help[0]
}

/** The help: each command, and what it does. */
function helpReply({ language = 'en' }: Requester): Reply {
  const { help: general } = messagesFor(language)
  const lines = [...general.lookups, ...subcommands.map(({ name }) => subcommandWords(name, language).help)]
  const body = [paragraph(general.lead), bullets(lines.map(([typed, does]) => [code(typed), ` ${does}`]))]
  return { type: 'cards', show: 'private', cards: [{ title: 'Morning Post', body, buttons: [] }] }
}
