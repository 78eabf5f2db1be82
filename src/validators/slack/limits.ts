/**
 * Slack's limits. Unless another source is named, the number stands in Slack's own Block Kit reference
 * (https://docs.slack.dev/reference/block-kit), on the page of the thing it limits. Characters are counted as
 * JavaScript counts them, so an emoji counts twice: Slack does not say how it counts, and this errs on the safe side.
 */
export const limits = {
  messageBlocks: 50,
  viewBlocks: 100,
  id: 255,
  textObject: 3000,
  url: 3000,

  headerText: 150,
  contextElements: 10,
  imageAlt: 2000,
  actionsElements: 25,
  inputLabel: 2000,
  inputHint: 2000,
  inputLength: 3000,

  buttonText: 75,
  placeholder: 150,
  options: 100,
  optionGroups: 100,
  optionText: 75,
  optionValue: 150,
  overflowOptions: 5,

  listIndent: 8,

  tableRows: 100,
  tableColumns: 20,
  /** Over all cells of a message. */
  tableText: 10_000,
  tablesPerMessage: 1,

  viewTitle: 24,
  viewMetadata: 3000,
  /** https://docs.slack.dev/reference/methods/views.open: `view_too_large`. */
  viewBytes: 250_000,

  /** https://docs.slack.dev/reference/methods/chat.postMessage: cut off beyond, with a warning. */
  messageText: 40_000,
  /**
   * https://docs.slack.dev/reference/methods/chat.update: `msg_too_long`. Slack says characters; measurements found
   * bytes, which is stricter.
   */
  updateTextBytes: 4000,
  /**
   * `msg_blocks_too_long`. Slack documents no number: https://github.com/slackapi/bolt-js/issues/2509 and
   * https://github.com/slackapi/bolt-js/issues/2867 report refusals from about this size on.
   */
  countedSize: 13_200,
  /** Measured as well, over the blocks as JSON in UTF-8: about 16 KB were accepted, 17.7 KB refused. */
  blockBytes: 16_000,
} as const

/** Texts longer than `max` are shown in another form. */
export const textLimits = [{ of: 'section-title', max: limits.headerText, effect: 'bold-title' }] as const
