import { applicationIdIn } from '../adapters/discord/application-id.ts'
import { recognizeMistake } from './wrong-tokens.ts'

/** The token in a pasted text, or what was pasted instead. */
type PastedToken =
  | {
      readonly token: string
      /** Says which characters around it were removed. */
      readonly note?: string
    }
  | PasteProblem

interface PasteProblem {
  /** What was pasted instead of a token. */
  readonly problem: string
  /** Where the token is. */
  readonly fix: string
  /** Whether it was recognized what the text is. */
  readonly isRecognized: boolean
}

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

/** The variables of all tokens. */
export const tokenVariables = Object.keys(fields)

/** The longest text that may hold a token, in characters. */
const lengthMax = 4_096

/** Reads what was pasted for a variable of the environment. Pure: nothing is asked and nothing is logged. */
export function readPaste(variable: string, pasted: string): PastedToken {
  const field = fields[variable]
  // The form of other tokens is not known; their platform says whether it accepts one.
  if (!field) return { token: pasted.trim() }
  // Looking for a token takes longer than linear time.
  if (pasted.length > lengthMax)
    return { problem: 'This is a whole page or file, not a token.', fix: field.where, isRecognized: true }
  const { text, note } = unwrap(pasted)
  if (text === '') return { problem: 'Nothing was pasted.', fix: field.where, isRecognized: true }
  if (kindOf(text) === field.kind && !isTwice(text) && !isPlaceholder(text))
    return { token: text, ...(note && { note }) }
  const known = recognize(text)
  return { problem: known ?? describe(text, field), fix: field.where, isRecognized: known !== undefined }
}

const around = 'What was around the token was left out.'
const quotes = '["\'`“”„‘’‚«»‹›「」]+'

/** Both sentences of a problem. */
export const pasteSentences = ({ problem, fix }: PasteProblem): string => `${problem} ${fix}`

/** Characters that may surround a token, with the note for each that was removed. */
const wrappings: readonly { readonly pattern: RegExp; readonly note: string }[] = [
  { pattern: /\p{Cf}+/gu, note: 'Invisible characters in it were left out.' },
  { pattern: /^\s+|\s+$/g, note: 'Blanks around the token were left out.' },
  { pattern: new RegExp(`^${quotes}|${quotes}$`, 'gu'), note: 'Quotes around the token were left out.' },
  // `SLACK_BOT_TOKEN=`, `export DISCORD_TOKEN=`, `"token": `, `$env:DISCORD_TOKEN = `, `Authorization: Bot `, but no `https:`.
  {
    pattern: /^\{?\s*["']?\$?(?:env:)?(?!xox|xapp)\p{L}[\p{L}\w. -]{0,40}["']?\s*[:=：＝](?!\/\/)\s*/iu,
    note: around,
  },
  { pattern: /^(?:bot|bearer|token)\s+/i, note: around },
  { pattern: /\s+(?:#|\/\/).*$|(?<![.…])[;,.]$|"\s*\}$/s, note: around },
]

function unwrap(pasted: string): { readonly text: string; readonly note?: string } {
  let text = pasted
  const notes = new Set<string>()
  for (let before: string | undefined; before !== text; ) {
    before = text
    for (const { pattern, note } of wrappings) {
      const rest = text.replace(pattern, '')
      if (rest !== text) notes.add(note)
      text = rest
    }
    // `this is my token xoxb-…`: the last word is the token. Without blanks, it may be in markup: `<code>xoxb-…</code>`.
    const words = text.split(/\s+/)
    const word = (words.length > 1 ? words.at(-1) : text.split(/[<>()[\]]+/).find(kindOf)) ?? ''
    if (word !== text && kindOf(word) && tokensIn(text).length === 1) {
      notes.add(around)
      text = word
    }
  }
  const note = notes.has(around) ? around : [...notes].join(' ')
  return { text, ...(note && { note }) }
}

/** Each place where a token begins. */
function tokensIn(text: string): readonly string[] {
  return text.match(/xox[a-z]-|xapp-|[\w-]{20,}\.[\w-]{5,}\.[\w-]{20,}/g) ?? []
}

/** The variable that the first token in a text is for, and what the token is; undefined if there is none. */
export function variableOfToken(text: string): { readonly variable: string; readonly title: string } | undefined {
  const [kind] = text.split(/[^\w.-]+/).flatMap((word) => kindOf(word) ?? [])
  const [variable, field] = Object.entries(fields).find(([, each]) => each.kind === kind) ?? []
  return variable !== undefined && field ? { variable, title: field.title } : undefined
}

/** The kind of a token that one of the fields takes. */
function kindOf(text: string): Kind | undefined {
  if (/^xoxb-[\w-]{6,}$/.test(text)) return 'slack-bot'
  if (/^xapp-[\w-]{6,}$/.test(text)) return 'slack-app'
  return /^[\w-]+\.[\w-]+\.[\w-]{20,}$/.test(text) && applicationIdIn(text) ? 'discord-bot' : undefined
}

function isTwice(text: string): boolean {
  const half = text.slice(0, Math.floor(text.length / 2))
  return kindOf(half) !== undefined && text.endsWith(half)
}

/** The kind of the text, if it is certain. */
function recognize(text: string): string | undefined {
  if (isTwice(text)) return 'The token was pasted twice.'
  if (tokensIn(text).length > 1) return 'These are several tokens, and one belongs in each field.'
  if (isPlaceholder(text)) {
    return 'This is a placeholder or a hidden token: what is shown as dots or an ellipsis was not copied.'
  }
  const kind = kindOf(text)
  const [owner, field] = Object.entries(fields).find(([, each]) => each.kind === kind) ?? []
  if (field) return `This is ${field.title}: it belongs in the other field (${owner}).`
  return recognizeMistake(text)
}

function isPlaceholder(text: string): boolean {
  return (
    /[•*…]{2,}|…|\.{3}$|^\w+-(?:\d-)?(?:your[-_]|[x-]+$)|^<[a-z][\w -]*>$/i.test(text) ||
    /^(?:x{3,}|change[-_]?me|replace[-_]?me|to-?do|placeholder|none|null|undefined)$|your[-_ ].*token|token[-_ ]here/i.test(
      text,
    )
  )
}

function describe(text: string, { kind }: Field): string {
  if (/\s/.test(text))
    return 'There is a blank or a line break in the middle, so this is not a token, or not one token.'
  if (/^(?:xoxb|xapp)(?:-|$)/.test(text)) return 'This token is cut off.'
  if (kind === 'discord-bot' && /^[\w-]{20,}(?:\.[\w-]*){0,2}$/.test(text))
    return 'This token is cut off or not a bot’s.'
  return 'This does not look like a token.'
}
