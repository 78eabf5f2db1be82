import type { Action } from './action.ts'
import type { Card, Form } from './card.ts'
import type { MessageRef } from './delivery.ts'
import type { PlatformName } from './destination.ts'
import type { Inline } from './digest.ts'
import type { Part } from './part.ts'
import type { WorkspaceId } from './workspace-id.ts'

/** The user who triggered the interaction, and the channel. Ids are the platform's. */
export interface Requester {
  readonly platform: PlatformName
  readonly user: string
  /** Their display name, if the platform gives one. */
  readonly name?: string
  readonly channel: string
  /** Where they asked, also if it is the default workspace. Absent where the platform does not say, as in direct messages. */
  readonly workspace?: WorkspaceId
  /** In a direct message with the bot: there is no channel to subscribe or share to. */
  readonly isDirect: boolean
  /** Whether that direct message is known to be with the bot itself, and not between two people. */
  readonly isWithBot?: boolean
  /** In a server or a conversation that the bot is no member of, where only the reader brought it: it cannot post there. */
  readonly isOutside?: boolean
  /** IANA name, if the platform gives one. */
  readonly timezone?: string
  /** BCP 47, if the platform gives one. */
  readonly language?: string
  /** Whether they may manage the channel; on platforms without that right, whether they are a member. */
  readonly managesChannel: boolean
  /** Roles (Discord) of the reader. */
  readonly roles: readonly string[]
  /**
   * What limits a reader who is no full member of the workspace.
   *
   * - `guest`: was invited to some of its channels; manages none.
   * - `external`: belongs to another one, and shares the channel with it; gets answers, and may do nothing else.
   */
  readonly membership?: 'guest' | 'external'
}

/** A reader used a control of the bot. The adapter has already acknowledged it. */
export interface ActionRequest {
  readonly requester: Requester
  readonly control: Action
  /** What was chosen in a select. */
  readonly value: string
  /** The message with the control. */
  readonly message: MessageRef
}

/** A reader typed `/digest` and this text. */
export interface CommandRequest {
  readonly requester: Requester
  /** Without the command's name; empty for the newest digest. */
  readonly text: string
}

/** A reader submitted a dialog. */
export interface FormSubmission {
  readonly requester: Requester
  readonly control: Action
  /** The message whose control opened it, where it was opened by one. */
  readonly message?: MessageRef
  /** The values by the name of their field; several where several may be chosen. */
  readonly values: Readonly<Record<string, readonly string[]>>
}

/** A reader chose *Suggest for the digest* in the menu of a message. */
export interface MessageRequest {
  readonly requester: Requester
  /** The words of the message. */
  readonly text: string
  /** The addresses of its links, in order, each once. */
  readonly links: readonly string[]
}

/** A suggestion: its label, and the text that it inserts. */
export interface Suggestion {
  /** 100 characters at most. */
  readonly label: string
  readonly text: string
}

interface AboutField {
  /** The field of the submitted dialog that is wrong. Where the dialog is still open, the answer is shown there. */
  readonly field?: string
}

/** The answer to a reader; private unless it says otherwise. */
export type Reply =
  | ({ readonly type: 'text'; readonly text: readonly Inline[] } & AboutField)
  /** Rendered messages, one after another. */
  | { readonly type: 'parts'; readonly parts: readonly Part[] }
  /**
   * - `private`: for the reader's eyes only. - `replace`: in place of the private message whose control was used.
   * - `shared`: in the channel, for everyone.
   */
  | ({
      readonly type: 'cards'
      readonly cards: readonly Card[]
      readonly show: 'private' | 'replace' | 'shared'
    } & AboutField)
  /** A dialog; only right after a command or the use of a control. */
  | { readonly type: 'form'; readonly form: Form }

/** A request or report that only the owner of a lane can act upon, as it reaches another machine. */
export type ForwardedRequest =
  | { readonly kind: 'channel'; readonly request: ChangedChannel }
  | { readonly kind: 'command'; readonly request: CommandRequest }
  | { readonly kind: 'action'; readonly request: ActionRequest }
  | { readonly kind: 'submit'; readonly request: FormSubmission }

/** A channel that may accept posts again. */
interface ChangedChannel {
  readonly platform: PlatformName
  readonly channel: string
}

/** Answers all interactions. Never throws: an error becomes a sentence. */
export interface InteractionHandler {
  /** What readers of a language can type first, besides a search. */
  subcommandNames(language: string): readonly string[]
  command(request: CommandRequest): Promise<Reply>
  action(request: ActionRequest): Promise<Reply>
  submit(request: FormSubmission): Promise<Reply>
  suggestLinks(request: MessageRequest): Promise<Reply>
  /** What can be typed next, best first, 25 at most; after `tag:` only topics. Quick enough for every keystroke. */
  suggest(requester: Requester, typed: string): Promise<readonly Suggestion[]>
  /** The bot's home page: Slack's App Home. */
  home(requester: Requester): Promise<readonly Card[]>
}
