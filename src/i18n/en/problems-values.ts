import type { ProblemWords } from '../../domain/problem.ts'

const types = {
  string: 'a text; put a number in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, such as [a, b]',
  object: 'keys with values (`key: value`)',
  record: 'keys with values (`key: value`)',
}

/** Undefined for what has no size, such as a number. */
function sizeOf(number: number, of: string, before: string): string | undefined {
  if (of === 'string') return `${before}${number} ${number === 1 ? 'character' : 'characters'}`
  return of === 'array' ? `${before}${number} ${number === 1 ? 'entry' : 'entries'}` : undefined
}

const units = {
  days: 'days',
  minutes: 'minutes',
  seconds: 'seconds',
  candidates: 'candidates',
  points: 'points',
  sections: 'sections',
  requests: 'requests',
  tokens: 'tokens',
}
export type CountedUnit = keyof typeof units

const is = (sentence: string) => (): [string, string] => [sentence, '']

/** Parts of other sentences: what holds for a value of the configuration, and how ids look. */
export const enValueProblems = {
  'must-be-type': (type: string) => [
    `must be ${Object.hasOwn(types, type) ? types[type as keyof typeof types] : type}`,
    '',
  ],
  'must-be-one-of': (values: readonly string[]) => [`must be one of ${values.join(', ')}`, ''],
  'must-not-be-less': (minimum: number, of: string) => [
    sizeOf(minimum, of, 'must have at least ') ?? `must not be less than ${minimum}`,
    '',
  ],
  'must-not-be-more': (maximum: number, of: string) => [
    sizeOf(maximum, of, 'must have at most ') ?? `must not be more than ${maximum}`,
    '',
  ],
  'must-have-other-form': is('must have another form'),
  'must-be-number-of': (unit: CountedUnit, least: number, most: number) => [
    `must be a number of ${units[unit]} from ${least} to ${most}`,
    '',
  ],
  'must-be-time': is('must be a time of day such as "08:30"'),
  'must-be-end': is('must be a time of day such as "12:00", or "24:00"'),
  'must-be-draft-time': is('must be a time of day such as "06:30", or "off"'),
  'must-be-name': is('must be 1 to 60 letters, digits, dots, hyphens or underscores'),
  'must-be-workspace': is('must be a workspace with its platform, such as slack:T0123456789'),
  'must-be-publication': is('must be the name of a folder under digests/, in lower case'),
  'must-be-publication-or-main': is('must be the name of a folder under digests/, in lower case, or "main"'),
  'must-be-zone': is('must be an IANA time zone such as Europe/Berlin'),
  'must-be-day-or-calendar': is('must be a date that exists (2026-12-25) or the path of an .ics file'),
  'must-be-id': is('must be an id as the platform shows it'),
  'must-be-mention': is('must be the id of a Slack user group (S0123456789) or of a Discord role (a number)'),
  'must-be-review': is('must name a channel and its reviewers, or be "off"'),
  'must-be-language': is('must be a language code such as en or zh'),
  'must-be-web-address': is('must be an address that begins with https:// or http://, without a user name or password'),
  'must-be-category': is('must be a category as arXiv lists it, such as cs.CL, stat.ML or quant-ph'),
  'must-name-category': is('must name a category'),
  'must-be-github': is('must be a repository as GitHub shows it: owner/name'),
  'must-name-repository': is('must name a repository'),
  'must-be-feed-name': is('must be 40 letters, digits, dots, hyphens or underscores at most'),
  'must-not-be-empty': is('must not be empty'),
  'must-not-repeat': (name: string) => [
    `must not have the source "${name}" twice: remove one, or give the feed another "name"`,
    '',
  ],
  'must-be-contact': is('must be an address of mail or of a page, in ASCII'),
  'must-be-host': is('must be a host, or a host and a port: intranet.example:8080'),
  'must-be-folder-or-git': is('must be a folder, or a repository with the key "git"'),
  'must-be-git-address': is('must be the address of a repository'),
  'must-be-git-form': is(
    'must be the address of a repository: https://…, ssh://…, git@host:path, file:///…, or a path from the root',
  ),
  'must-hide-password': is(
    'must not hold a password: put it into the file that GIT_TOKEN_FILE names, and leave only the user in the address',
  ),
  'must-be-branch': is('must be the name of a branch; in quotes if it is a number'),
  'is-no-branch': is('is no name of a branch'),
  'must-be-git-folder': is('must be a folder of the repository'),
  'must-be-period': is('must be a time with a unit, from 1s to 24h, such as 5m'),

  'no-file': is('it is not a file'),
  'large-calendar': is('it has more than 1 MB; keep only the holidays in it'),
  'slow-calendar': is('its events repeat in a way that takes too long to work out; keep only the holidays in it'),
  'empty-calendar': is('it is empty'),
  'long-calendar': (max: number) => [`it has more than ${max} days; keep only the holidays in it`, ''],
  'event-without-start': (event: string) => [`its event "${event}" has no DTSTART`, ''],

  'slack-channel-id': is(
    'Give the id of the channel, not its name: it looks like C0123456789, at the end of the channel’s "About" tab.',
  ),
  'slack-workspace-id': is('A workspace in Slack is slack:T0123456789, an organization slack:E0123456789.'),
  'slack-user-id': is('A Slack user id looks like U0123456789: it is in the profile, under "Copy member ID".'),
  'slack-group-id': is('A Slack user group id looks like S0123456789: it is at the end of the address of its page.'),
  'discord-channel-id': is(
    'A Discord channel id is a long number, not its name: "Copy Channel ID", in Developer Mode.',
  ),
  'discord-server-id': is(
    'A Discord server is "discord:" and its id, a long number: "Copy Server ID", in Developer Mode.',
  ),
  'discord-user-id': is('A Discord user id is a long number: "Copy User ID", in Developer Mode.'),
  'discord-role-id': is('A Discord role id is a long number: "Copy Role ID", in Developer Mode.'),
} satisfies ProblemWords
