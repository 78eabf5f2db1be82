/** https://docs.slack.dev/reference/block-kit/blocks: a message with more is refused. */
export const blocksLimit = 50
/** What we allow ourselves: room for a mention, and for what Slack may count otherwise. */
export const blocksBudget = 45

/**
 * Over all blocks of a message, refused as `msg_blocks_too_long`. Slack documents no number:
 * https://github.com/slackapi/bolt-js/issues/2509 and https://github.com/slackapi/bolt-js/issues/2867 measured it.
 */
export const charactersLimit = 13_200
export const charactersBudget = 9_000
/** What a block costs besides its text, by the same measurements. */
export const blockCharacters = 100

/** https://docs.slack.dev/reference/block-kit/blocks/header-block */
export const headerLimit = 150

/** https://docs.slack.dev/reference/block-kit/blocks/table-block; one table a message. */
export const tableRowsLimit = 100
export const tableColumnsLimit = 20

/** https://docs.slack.dev/reference/block-kit/block-elements/rich-text-list-element */
export const indentLimit = 8

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element; longer addresses are refused anywhere. */
export const urlLimit = 3_000

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
export const optionsLimit = 100
/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
export const optionTextLimit = 75

/**
 * https://docs.slack.dev/reference/methods/chat.update refuses a `text` above 4,000 characters, which are bytes as
 * measured. Less, so that a mention fits in front of it.
 */
export const textBytesBudget = 3_850
