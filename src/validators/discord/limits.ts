/**
 * Discord's limits. Pages are those of docs.discord.com/developers unless named otherwise; what its own
 * request schema (`discord-api-spec`) already holds is not repeated here. Characters are UTF-16 units.
 */
export const limits = {
  /** resources/message, "Create Message": the schema says 4000, which only paying users have. */
  contentCharacters: 2000,
  /** components/reference, "Legacy Message Component Behavior". */
  actionRows: 5,
  /** components/reference, "Component Reference": nested ones count. */
  components: 40,
  /** discord.js guide, "Display Components": all text displays of one message together. */
  textCharacters: 4000,
  /** Measured in discord-api-docs issue 8554: beyond it the answer is a 500, not an error code. */
  textBytes: 10_170,
  /** The same issue: what each text display adds to its own bytes. */
  bytesPerText: 12,
  /** interactions/application-commands: name, description and values of a command and its options. */
  commandCharacters: 8000,
  /** interactions/application-commands, "Application Command Option Choice Structure". */
  choiceValueCharacters: 100,
  /** interactions/receiving-and-responding, "Modal". */
  modalComponents: 5,
  /** resources/channel, "Start Thread from Message". */
  threadName: 100,
  /** components/reference, "Button Structure". */
  buttonUrl: 512,
  /** components/reference, "Text Input Structure". */
  textInput: 4000,
} as const

/** Texts longer than `max` are shown in another form. */
export const textLimits = [
  { of: 'title', max: limits.threadName, effect: 'forum-title' },
  { of: 'section-title', max: limits.threadName, effect: 'thread-name' },
  { of: 'address', max: limits.buttonUrl, effect: 'no-button' },
] as const

/** resources/message, "Message Flags". */
export const flag = {
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  suppressNotifications: 1 << 12,
  voiceMessage: 1 << 13,
  componentsV2: 1 << 15,
} as const

/** components/reference, "What is a Component". */
export const componentType = {
  actionRow: 1,
  button: 2,
  stringSelect: 3,
  textDisplay: 10,
  mediaGallery: 12,
  separator: 14,
  container: 17,
} as const

/** resources/channel, "Channel Types". */
export const channelType = {
  text: 0,
  direct: 1,
  announcement: 5,
  announcementThread: 10,
  publicThread: 11,
  privateThread: 12,
  forum: 15,
} as const

/** interactions/receiving-and-responding, "Interaction Callback Type". */
export const callbackType = {
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  autocomplete: 8,
  modal: 9,
} as const
