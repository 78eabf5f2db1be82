import { html } from 'hono/html'
import type { PlatformSteps } from '../platform-steps.ts'

export function discordSteps(): PlatformSteps {
  return {
    start: {
      href: 'https://discord.com/developers/applications?new_application=true',
      words: 'Create the Discord bot',
    },
    advice: html`Give it a name, then <em>Create</em>. It needs no privileged intent. The link that adds it to your server
      appears here after the token was accepted.`,
    fields: [
      {
        variable: 'DISCORD_TOKEN',
        label: 'Bot token',
        hint: html`Under <em>Bot</em>, <em>Reset Token</em>, then <em>Copy</em>.`,
        placeholder: 'MTIz…',
      },
    ],
  }
}
