import type { Budget } from '../../domain/part.ts'
import type { SlackBlock } from './block-kit.ts'
import { escapeText } from './escape.ts'

/** https://docs.slack.dev/reference/block-kit/blocks: a message with more is refused. */
const blocksLimit = 50
/** The bot's own limits: they leave room for a mention, and for what Slack may count in another way. */
const blocksBudget = 45

/**
 * Over all blocks of a message, refused as `msg_blocks_too_long`. Slack documents no number:
 * https://github.com/slackapi/bolt-js/issues/2509 and https://github.com/slackapi/bolt-js/issues/2867 measured it.
 */
const charactersLimit = 13_200
const charactersBudget = 9_000
/** The size of the blocks as JSON in UTF-8: about 16 KB were accepted, 17.7 KB refused as `msg_blocks_too_long` (measured). */
const bytesLimit = 16_000
const bytesBudget = 14_000
/** The size of a block besides its text, by the same measurements. */
const blockCharacters = 100

/** https://docs.slack.dev/reference/block-kit/blocks/header-block */
export const headerLimit = 150

/** https://docs.slack.dev/reference/block-kit/blocks/table-block; one table a message. */
export const tableRowsLimit = 100
export const tableColumnsLimit = 20

/** https://docs.slack.dev/reference/block-kit/block-elements/rich-text-list-element */
export const indentLimit = 8

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element; longer addresses are refused anywhere. */
export const urlLimit = 3_000

/** https://docs.slack.dev/reference/block-kit/blocks/image-block */
export const altLimit = 2_000

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
export const optionsLimit = 100
/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
export const optionTextLimit = 75

/**
 * https://docs.slack.dev/reference/methods/chat.update refuses a `text` above 4,000 characters, which are bytes as
 * measured. Less, so that a mention fits in front of it.
 */
export const textBytesBudget = 3_850

/** How much of Slack's limits a message uses. */
export function measure(blocks: readonly SlackBlock[]): Budget[] {
  return [
    { of: 'characters', used: countedCharacters(blocks), budget: charactersBudget, limit: charactersLimit },
    { of: 'bytes', used: Buffer.byteLength(JSON.stringify(blocks)), budget: bytesBudget, limit: bytesLimit },
    { of: 'blocks', used: blocks.length, budget: blocksBudget, limit: blocksLimit },
  ]
}

/** Whether a message stays within the bot's own limits. */
export function isWithinBudget(blocks: readonly SlackBlock[]): boolean {
  // The fastest checks come first: most candidates of a split are too large.
  if (blocks.length > blocksBudget || countedCharacters(blocks) > charactersBudget) return false
  return Buffer.byteLength(JSON.stringify(blocks)) <= bytesBudget
}

function countedCharacters(blocks: readonly SlackBlock[]): number {
  return textCharacters(blocks) + blocks.length * blockCharacters
}

/** Whether Slack counts those of an image is unknown. */
const countedKeys: ReadonlySet<string> = new Set(['text', 'url', 'image_url', 'alt_text'])

/** Everything to be read and every address, with `&`, `<` and `>` counted as the entities that Slack makes of them. */
function textCharacters(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let sum = 0
  // Of a list, `in` would make a string of each index.
  if (Array.isArray(value)) for (const inner of value) sum += textCharacters(inner)
  else
    for (const key in value) {
      const inner: unknown = value[key as keyof typeof value]
      sum += typeof inner === 'string' && countedKeys.has(key) ? escapedLength(inner) : textCharacters(inner)
    }
  return sum
}

function escapedLength(text: string): number {
  return /[&<>]/.test(text) ? escapeText(text).length : text.length
}
