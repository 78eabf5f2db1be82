import { applicationIdIn } from '../adapters/discord/application-id.ts'

/** What a person pasted where a token belongs: the token, or what is wrong with it. */
export type Paste =
  | { readonly token: string /** What was taken off around it. */; readonly note?: string }
  | { readonly problem: string }

type Kind = 'slack-bot' | 'slack-app' | 'discord-bot'

interface Field {
  readonly kind: Kind
  readonly title: string
  readonly where: string
}

const fields: Readonly<Record<string, Field>> = {
  SLACK_BOT_TOKEN: {
    kind: 'slack-bot',
    title: 'the bot token of Slack',
    where: 'Copy the Bot User OAuth Token (xoxb-…) under "OAuth & Permissions".',
  },
  SLACK_APP_TOKEN: {
    kind: 'slack-app',
    title: 'the app-level token of Slack',
    where: 'Generate one (xapp-…) under "Basic Information", "App-Level Tokens".',
  },
  DISCORD_TOKEN: {
    kind: 'discord-bot',
    title: 'the bot token of Discord',
    where: 'Choose "Reset Token" under "Bot" and copy the token.',
  },
}

/** `SLACK_BOT_TOKEN=`, `export DISCORD_TOKEN=`, `Authorization: Bot `, `Bearer `. */
const prefixes = /^(?:export\s+)?(?:[A-Z][A-Z\d_]*\s*=|authorization\s*:)\s*|^(?:bot|bearer)\s+/i
const quotes = /^(["'`“”‘’«»])(.*)["'`“”‘’«»]$/su

/** Reads what was pasted for a variable of the environment. Pure: nothing is asked and nothing is logged. */
export function readPaste(variable: string, pasted: string): Paste {
  const field = fields[variable]
  if (!field) return { problem: `There is no token called ${variable}.` }
  const { text, note } = unwrap(pasted)
  if (text === '') return { problem: `Nothing was pasted. ${field.where}` }
  const problem = problemOf(text, field)
  return problem ? { problem: `${problem} ${field.where}` } : { token: text, ...(note && { note }) }
}

/** Takes off what surrounds a token without doubt: blanks, invisible characters, quotes, a variable, a scheme. */
function unwrap(pasted: string): { readonly text: string; readonly note?: string } {
  let text = pasted.replaceAll(/\p{Cf}/gu, '').trim()
  let hadPrefix = false
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(quotes, '$2').trim()
    const stripped = text.replace(prefixes, '').trim()
    hadPrefix ||= stripped !== text
    text = stripped
  }
  const note = hadPrefix ? 'What stood before the token was left out.' : undefined
  return { text, ...(note && { note }) }
}

function problemOf(text: string, field: Field): string | undefined {
  const tokens = text.split(/\s+/).filter((word) => kindOf(word) !== undefined)
  if (tokens.length > 1) return 'These are several tokens, and one belongs in each field.'
  if (/\s/.test(text))
    return 'There is a blank or a line break in the middle, so this is not a token, or not one token.'
  if (/[•*…]{2,}|…|\.{3}$|^<.*>$|^\w+-(?:\d-)?(?:your[-_]|[x-]+$)/i.test(text)) {
    return 'This is a placeholder or a hidden token: what is shown as dots or an ellipsis was not copied.'
  }
  const kind = kindOf(text)
  if (kind === field.kind) return undefined
  if (kind) return swapped(kind)
  return mistakes.find(({ pattern }) => pattern.test(text))?.words ?? unknown(text, field)
}

/** The kind of a token that one of the fields takes. */
function kindOf(text: string): Kind | undefined {
  if (/^xoxb-[\w-]{6,}$/.test(text)) return 'slack-bot'
  if (/^xapp-[\w-]{6,}$/.test(text)) return 'slack-app'
  return /^[\w-]+\.[\w-]+\.[\w-]{20,}$/.test(text) && applicationIdIn(text) ? 'discord-bot' : undefined
}

function swapped(kind: Kind): string {
  const owner = Object.values(fields).find((field) => field.kind === kind)
  return `This is ${owner?.title}: it belongs in the other field.`
}

/** The first that matches counts. */
const mistakes: readonly { readonly pattern: RegExp; readonly words: string }[] = [
  {
    pattern: /^https:\/\/hooks\.slack\.com\//i,
    words: 'This is the address of a Slack webhook, which can only post: the bot cannot answer or edit with it.',
  },
  {
    pattern: /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\//i,
    words: 'This is the address of a Discord webhook, which can only post: the bot cannot answer with it.',
  },
  { pattern: /^https?:\/\//i, words: 'This is a web address, and a token is none.' },
  { pattern: /^xoxp-/, words: 'This is a user token (xoxp-…): the bot would post as you.' },
  {
    pattern: /^xoxe[.-]/,
    words: 'This token expires within hours (xoxe…): turn off token rotation for the app, and install it again.',
  },
  { pattern: /^xox[cd]-/, words: 'This token belongs to your own browser session: never give it to a program.' },
  { pattern: /^xox[aros]-/, words: 'This is a token of an older kind, which Slack no longer gives to new apps.' },
  { pattern: /^xwfp-/, words: 'This token belongs to one run of a workflow and expires with it.' },
  { pattern: /^(?:xoxb|xapp)(?:-|$)/, words: 'This token is cut off.' },
  {
    pattern: /^[\da-f]{64}$/i,
    words: 'This is a public key, which verifies requests from Discord: the bot cannot log in with it.',
  },
  {
    pattern: /^[\da-f]{32}$/i,
    words: 'This is a client secret or a signing secret of Slack: the bot needs neither.',
  },
  { pattern: /^[A-Z\d]{24}$/i, words: 'This is a verification token of Slack, which the bot does not need.' },
  { pattern: /^\d{15,20}$/, words: 'This is an id (of an application, a server or a channel), not a token.' },
  { pattern: /^\d{9,}\.\d{9,}$/, words: 'This is the client id of a Slack app, not a token.' },
  { pattern: /^A[A-Z\d]{8,12}$/, words: 'This is the id of a Slack app, not a token.' },
  { pattern: /^[\w-]{32}$/, words: 'This is a client secret of Discord: the bot needs its token.' },
  { pattern: /^mfa\.|^ey[\w-]+\.[\w-]+\.[\w-]+$/, words: 'This token belongs to a person or another service.' },
]

function unknown(text: string, { kind }: Field): string {
  if (kind === 'discord-bot' && /^[\w-]{20,}(?:\.[\w-]*){0,2}$/.test(text))
    return 'This token is cut off or not a bot’s.'
  return 'This does not look like a token.'
}
