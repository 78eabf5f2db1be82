import { PermissionFlagsBits } from 'discord.js'

/** Only what the bot needs. */
const permissions =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  // To find a message before it is sent again.
  PermissionFlagsBits.ReadMessageHistory |
  // Discussions and the layout "thread" need it.
  PermissionFlagsBits.CreatePublicThreads |
  PermissionFlagsBits.SendMessagesInThreads |
  // For "mention": without it only roles that everyone may mention are notified.
  PermissionFlagsBits.MentionEveryone

/** The page on which an admin adds the bot to a server. */
export function inviteUrl(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: String(permissions),
  })
  return `https://discord.com/oauth2/authorize?${query}`
}
