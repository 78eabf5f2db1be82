import { paragraph } from '../domain/build.ts'
import type { Button } from '../domain/card.ts'
import type { Reply, Requester } from '../domain/interaction.ts'
import type { ChatContext, ConfirmedWork } from './context.ts'

/** Asks the person first. `label` is that of the button that does the work. */
export function askFirst(
  question: string,
  { label, style }: { readonly label: string; readonly style?: 'primary' | 'danger' },
  requester: Requester,
  { confirmations, clock }: ChatContext,
  work: ConfirmedWork,
): Reply {
  const control = { action: 'confirm', token: confirmations.keep(requester, clock.now(), work) } as const
  const button: Button = { label, control, ...(style && { style }) }
  return { type: 'cards', show: 'private', cards: [{ body: [paragraph(question)], buttons: [button] }] }
}
