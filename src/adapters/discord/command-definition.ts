import { layouts } from '../../domain/destination.ts'
import type { SlashCommandOption } from '../../i18n/en/commands.ts'
import { languages } from '../../i18n/messages.ts'

/**
 * https://docs.discord.com/developers/interactions/application-commands: a text command, in servers, in direct messages with the bot and, for
 * those who installed the app for themselves, wherever they are.
 */
const [chatInput, messageMenu, textOption] = [1, 3, 3]
const contexts = [0, 1, 2]
const integrationTypes = [0, 1]

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object */
const descriptionMax = 100

const { 'en-US': inEnglish, ...locales } = Object.assign(
  {},
  ...Object.values(languages).map(({ slashCommand }) => slashCommand),
) as typeof languages.en.slashCommand

type Words = NonNullable<typeof inEnglish>

/** `/digest` as Discord shows it. `commandText` joins its options into the text that is typed on other platforms. */
export function digestCommand(subcommandNames: (language: string) => readonly string[]) {
  const localized = (text: (words: Words) => string) =>
    Object.fromEntries(Object.entries(locales).map(([locale, words]) => [locale, text(words)]))
  const english = (text: (words: Words) => string) => (inEnglish ? text(inEnglish) : '')
  const named = (name: (words: Words) => string, description: (words: Words) => string) => ({
    name: english(name),
    name_localizations: localized(name),
    description: english(description),
    description_localizations: localized(description),
  })
  const option = (key: SlashCommandOption, more: object = {}) => ({
    type: textOption,
    ...named(
      ({ options }) => options[key][0],
      (words) => (key === 'about' ? aboutText(words, subcommandNames) : words.options[key][1]),
    ),
    ...more,
  })
  return {
    type: chatInput,
    ...named(
      ({ name }) => name,
      ({ description }) => description,
    ),
    contexts,
    integration_types: integrationTypes,
    options: [
      option('about', { autocomplete: true }),
      option('tag', { autocomplete: true }),
      option('since'),
      option('until'),
      option('at'),
      option('timezone', { autocomplete: true }),
      option('days'),
      option('layout', { choices: layouts.map((value) => ({ name: value, value })) }),
      option('publication'),
    ],
  }
}

/** *Suggest for the digest* in the menu of every message. Such commands have no description. */
export function suggestCommand() {
  return {
    type: messageMenu,
    name: inEnglish?.suggest ?? '',
    name_localizations: Object.fromEntries(Object.entries(locales).map(([locale, { suggest }]) => [locale, suggest])),
    contexts,
    integration_types: integrationTypes,
  }
}

/** Lists as many subcommands as fit. */
function aboutText({ about, namesIn }: Words, subcommandNames: (language: string) => readonly string[]): string {
  const names = [...subcommandNames(namesIn)]
  while (about(names).length > descriptionMax) names.pop()
  return about(names)
}

/** The options of a command as text: `agent tag:"Image Gen" since:"march"`. */
export function commandText(filled: readonly { readonly name: string; readonly value: string }[]): string {
  const about = filled.find(({ name }) => name === 'about')?.value ?? ''
  const details = filled
    .filter(({ name }) => name !== 'about')
    // A quotation mark would end the value early.
    .map(({ name, value }) => `${name}:"${value.replaceAll('"', ' ').trim()}"`)
  return [about.trim(), ...details].filter(Boolean).join(' ')
}
