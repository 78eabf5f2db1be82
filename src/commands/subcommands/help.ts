import { bullets, code, paragraph } from '../../domain/build.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import { messagesFor } from '../../i18n/messages.ts'

/** What can be typed, and what it does. */
export function help({ language }: Requester): Reply {
  const { lead, lines } = messagesFor(language).help
  const body = [paragraph(lead), bullets(lines.map(([typed, does]) => [code(typed), ` ${does}`]))]
  return { type: 'cards', show: 'private', cards: [{ title: 'Morning Post', body, buttons: [] }] }
}
