import { html } from 'hono/html'
import type { Part } from '../../../domain/part.ts'
import { messageBody } from '../../../simulator/web/discord/message-item.ts'
import { type Html, record, string } from '../../html.ts'
import { messageFrame } from '../frame.ts'
import type { RenderContext } from './context.ts'

const nobody: RenderContext = {
  userName: (id) => id,
  roleName: (id) => id,
  channelName: (id) => id,
  local: () => undefined,
}

/** A message that nobody has sent yet, as it will look; the first of a forum post with the name of the post. */
export function renderDiscordMessage(part: Part): Html {
  const starter = record(part.body.message)
  const message = part.body.message ? starter : part.body
  const components = Array.isArray(message.components) ? message.components : []
  const name = string(part.body.name)
  return html`${name ? html`<p class="post-name">${name}</p>` : ''}
    ${messageFrame({
      author: { id: 'bot', name: 'Morning Post', isBot: true },
      body: messageBody({ content: string(message.content), components }, nobody),
    })}`
}
