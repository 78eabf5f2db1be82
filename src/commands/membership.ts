import type { Action } from '../domain/action.ts'
import type { Requester } from '../domain/interaction.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { Subcommand } from './subcommands/subcommand.ts'

/** Who may use each control: everyone who reads a channel, or only members of the workspace. */
const audience = {
  read: 'everyone',
  open: 'everyone',
  day: 'everyone',
  page: 'everyone',
  discuss: 'everyone',
  // Both depend on what they run.
  confirm: 'everyone',
  command: 'everyone',
  share: 'members',
  unshare: 'members',
  report: 'members',
  settle: 'members',
  review: 'members',
  subscribe: 'members',
  save: 'members',
  pause: 'members',
  resume: 'members',
  unsubscribe: 'members',
} as const satisfies Record<Action['action'], 'everyone' | 'members'>

/** Why a person of another workspace may not use a control; undefined if they may. */
export function controlError({ action }: Action, requester: Requester): string | undefined {
  return audience[action] === 'members' ? membersOnly(requester) : undefined
}

/** The same for a typed command. */
export function subcommandError({ isForMembers }: Subcommand, requester: Requester): string | undefined {
  return isForMembers && membersOnly(requester)
}

/** The reply to a person of another workspace if only members may do something; undefined for members. */
export function membersOnly({ membership, language }: Requester): string | undefined {
  return membership === 'external' ? messagesFor(language).answers.membersOnly : undefined
}
