/** What is typed, e.g. `/digest next`, and what it does. */
export type HelpLine = readonly [typed: string, does: string]

/** The slash command as its users see it while they type: https://docs.discord.com/developers/reference#locales */
interface SlashCommandWords {
  readonly name: string
  readonly description: string
  /** `names` are those of the subcommands, as many as fit. */
  readonly about: (names: readonly string[]) => string
  /** The language of those names. */
  readonly namesIn: string
  /** The entry in the menu of a message, 32 characters at most. */
  readonly suggest: string
  readonly options: Readonly<Record<SlashCommandOption, readonly [name: string, description: string]>>
}

/** `about` is the text itself; it describes itself above. */
export type SlashCommandOption =
  | 'about'
  | 'tag'
  | 'since'
  | 'until'
  | 'at'
  | 'timezone'
  | 'days'
  | 'layout'
  | 'publication'

const lookupHelp: readonly HelpLine[] = [
  ['/digest', 'the newest digest'],
  ['/digest agent', 'a topic, newest first; small typos are forgiven'],
  ['/digest reward model', 'words in any digest; "put phrases in quotes"'],
  ['/digest 2026-03-12', 'a day: yesterday, last friday, march 12, this week'],
  ['/digest agent since 2026-03', 'all together: since, until, tag:"Image Gen"'],
]

/** The words by Discord's locale; every other locale gets the first one of English. */
const slashCommand: Readonly<Record<string, SlashCommandWords>> = {
  'en-US': {
    name: 'digest',
    description: 'Looks things up in the digests, and manages what comes to this channel',
    about: (names) => `A topic, a day or words; or ${names.join(', ')}`,
    namesIn: 'en',
    suggest: 'Suggest for the digest',
    options: {
      about: ['about', ''],
      tag: ['tag', 'Only sections with this topic'],
      since: ['since', 'From this day on: 2026-03-12, last friday, march'],
      until: ['until', 'Up to this day: 2026-03-12, yesterday, march'],
      at: ['at', 'For subscribe: the time of day, 08:30'],
      timezone: ['timezone', 'For subscribe: a place, Europe/London'],
      days: ['days', 'For subscribe: daily, weekdays, weekends, or mon,wed,fri'],
      layout: ['layout', 'For subscribe: how a digest is laid out'],
      publication: ['publication', 'Only this publication'],
    },
  },
}

export const enCommands = {
  help: { lead: 'Answers are for your eyes only, until you share them.', lookups: lookupHelp },
  slashCommand,
}
