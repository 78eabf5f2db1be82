import { PermissionFlagsBits } from 'discord.js'

/** What the bot does, and nothing besides. */
const permissions =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  // Looks whether a message arrived before sending it again.
  PermissionFlagsBits.ReadMessageHistory |
  // Discussions, and the layout "thread".
  PermissionFlagsBits.CreatePublicThreads |
  PermissionFlagsBits.SendMessagesInThreads

/** The page on which an admin lets the bot into a server. */
export function inviteUrl(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: String(permissions),
  })
  return `https://discord.com/oauth2/authorize?${query}`
}
