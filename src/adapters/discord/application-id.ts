/** The id of the application that a bot's token belongs to: its first part. https://docs.discord.com/developers/reference#authentication */
export function applicationIdIn(token: string): string | undefined {
  const id = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('latin1')
  return /^\d{15,20}$/.test(id) ? id : undefined
}
