import { type APIMessage, type MessageComponentInteraction, MessageFlags, Routes } from 'discord.js'
import { parseControl } from '../../domain/control.ts'
import type { MessageRef } from '../../domain/delivery.ts'
import type { Log } from '../../domain/log.ts'
import type { ControlHandler, Reply } from '../../domain/request.ts'
import { discordReply } from '../../formatters/discord/reply.ts'
import { controlFailed, unknownControl } from '../sentences.ts'

/** Answers a control in one of our messages, for the eyes of whoever used it. */
export async function answerControl(
  interaction: MessageComponentInteraction,
  onControl: ControlHandler,
  log: Log,
): Promise<void> {
  // Discord waits three seconds for a sign of life, and a quarter of an hour for the answer.
  await interaction.deferReply({ flags: MessageFlags.Ephemeral })
  await say(await replyTo(interaction, onControl, log), interaction)
}

async function replyTo(interaction: MessageComponentInteraction, onControl: ControlHandler, log: Log): Promise<Reply> {
  const control = parseControl(interaction.customId)
  if (!control) return unknownControl
  const value = interaction.isStringSelectMenu() ? (interaction.values[0] ?? '') : ''
  try {
    const message = await refOf(interaction)
    return await onControl({ platform: 'discord', control, value, user: interaction.user.id, message })
  } catch (error) {
    log.error({ platform: 'discord', control, err: error }, 'a control failed')
    return controlFailed
  }
}

async function refOf({ client, channelId, message }: MessageComponentInteraction): Promise<MessageRef> {
  const channel = await client.channels.fetch(channelId)
  return {
    platform: 'discord',
    channel: channelId,
    message: message.id,
    ...(channel?.isThread() && { thread: channelId }),
  }
}

/** The bodies go out as they were rendered: the SDK's own methods would rewrite them. */
async function say(reply: Reply, { client, applicationId, token }: MessageComponentInteraction): Promise<void> {
  for (const [at, body] of discordReply(reply).entries()) {
    // The first answer takes the place of "thinking…".
    if (at === 0) {
      await client.rest.patch(Routes.webhookMessage(applicationId, token, '@original'), { body, auth: false })
    } else {
      const flags = Number((body as Partial<APIMessage>).flags ?? 0) | MessageFlags.Ephemeral
      await client.rest.post(Routes.webhook(applicationId, token), { body: { ...body, flags }, auth: false })
    }
  }
}
