import type { Part } from '../../../domain/part.ts'
import { messageBody } from '../../../simulator/web/slack/message-item.ts'
import type { Html } from '../../html.ts'
import { messageFrame } from '../frame.ts'
import type { RenderContext } from './context.ts'

const nobody: RenderContext = {
  userName: (id) => id,
  channelName: (id) => id,
  groupName: (id) => id,
  local: () => undefined,
}

/** A message that nobody has sent yet, as it will look. */
export function renderSlackMessage(part: Part): Html {
  const { text, blocks } = part.body
  const message = { text: String(text ?? ''), blocks: Array.isArray(blocks) ? blocks : [] }
  return messageFrame({ author: { id: 'bot', name: 'Morning Post', isBot: true }, body: messageBody(message, nobody) })
}
