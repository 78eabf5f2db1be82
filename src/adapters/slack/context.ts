import { z } from 'zod'
import type { MessageRef } from '../../domain/delivery.ts'
import type { Requester } from '../../domain/interaction.ts'
import { formatWorkspaceId } from '../../domain/workspace-id.ts'
import type { WorkspaceContext } from './dispatch.ts'

/** Where an interaction comes from. */
export interface Origin {
  readonly channel: string
  readonly user: string
  /** The body of the interaction, which names its workspace. */
  readonly body: unknown
}

/** The user and the channel of an interaction. Slack has no permission to manage a channel, so any member counts. */
export async function requesterIn(
  { channel, user, body }: Origin,
  { users, workspace }: Pick<WorkspaceContext, 'users' | 'workspace'>,
): Promise<Requester> {
  const { team, enterprise } = readWorkspace(body)
  const id = team ?? enterprise
  const found = workspace ?? (id ? formatWorkspaceId('slack', id) : undefined)
  return {
    platform: 'slack',
    user,
    channel,
    ...(found && { workspace: found }),
    isDirect: isDirect(channel),
    managesChannel: true,
    roles: [],
    ...(await users(user)),
  }
}

const flat = z.object({ team_id: z.string().nullish(), enterprise_id: z.string().nullish() })
const nested = z.object({
  team: z.object({ id: z.string() }).nullish(),
  enterprise: z.object({ id: z.string() }).nullish(),
})

/** The ids of the team and the organization in the body of an interaction; commands and events write them flat. */
export function readWorkspace(body: unknown): { readonly team?: string; readonly enterprise?: string } {
  const [outer, inner] = [flat.safeParse(body).data, nested.safeParse(body).data]
  const team = outer?.team_id ?? inner?.team?.id
  const enterprise = outer?.enterprise_id ?? inner?.enterprise?.id
  return { ...(team && { team }), ...(enterprise && { enterprise }) }
}

/** A direct message channel, or the id of a user where Slack gives no channel. */
function isDirect(channel: string): boolean {
  return /^[DUW]/.test(channel)
}

/** A message is its channel, its id, and its thread if it is in one. Dialogs opened by an earlier version have none. */
const context = z.object({ channel: z.string(), message: z.array(z.string()).optional() })

/** The channel and message where a dialog is opened. They are stored in the dialog, since its submission has neither. */
export function serializeMetadata({ channel }: Pick<Requester, 'channel'>, message: MessageRef | undefined): string {
  const from = message && [message.channel, message.message, ...(message.thread ? [message.thread] : [])]
  return JSON.stringify({ channel, ...(from && { message: from }) } satisfies z.infer<typeof context>)
}

/** The channel where a dialog was opened, and the message whose control opened it. */
export function parseMetadata(text: string): { readonly channel: string; readonly message?: MessageRef } {
  const { channel, message: from = [] } = context.parse(JSON.parse(text))
  const [messageChannel, message, thread] = from
  if (!messageChannel || !message) return { channel }
  return { channel, message: { platform: 'slack', channel: messageChannel, message, ...(thread && { thread }) } }
}
