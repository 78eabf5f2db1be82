import { bullets, code, paragraph } from '../../domain/build.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import { languages, messagesFor } from '../../i18n/messages.ts'
import { discussed } from './discussions.ts'
import { next } from './next.ts'
import type { Subcommand } from './subcommand.ts'
import { subscriptionSubcommands } from './subscriptions.ts'

const help: Subcommand = {
  name: 'help',
  help: ['/digest help', 'this list'],
  run: (_, requester) => helpReply(requester),
}

/** All subcommands, in the order of the help. Parsing, help, autocomplete and Discord's command read this list. */
export const subcommands: readonly Subcommand[] = [help, next, discussed, ...subscriptionSubcommands]

/** By what a reader typed: the English name or a name in any language. Case does not matter. */
const byName = new Map(
  subcommands.flatMap((subcommand) => {
    const translated = Object.values(languages).flatMap(({ subcommands: words }) => words[subcommand.name]?.names ?? [])
    return [subcommand.name, ...translated].map((name): [string, Subcommand] => [name, subcommand])
  }),
)

export function findSubcommand(word: string): Subcommand | undefined {
  return byName.get(word.toLowerCase())
}

/** What readers of a language type for each. */
export function subcommandNames(language = 'en'): string[] {
  const { subcommands: words } = messagesFor(language)
  return subcommands.map(({ name }) => words[name]?.names[0] ?? name)
}

/** What can be typed, and what it does. */
function helpReply({ language }: Requester): Reply {
  const { help: general, subcommands: words } = messagesFor(language)
  const lines = [...general.lookups, ...subcommands.map(({ name, help: inEnglish }) => words[name]?.help ?? inEnglish)]
  const body = [paragraph(general.lead), bullets(lines.map(([typed, does]) => [code(typed), ` ${does}`]))]
  return { type: 'cards', show: 'private', cards: [{ title: 'Morning Post', body, buttons: [] }] }
}
