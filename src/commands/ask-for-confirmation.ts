import { paragraph, sentence } from '../domain/build.ts'
import type { Button } from '../domain/card.ts'
import type { Reply, Requester } from '../domain/interaction.ts'
import type { ChatContext, ConfirmedWork } from './context.ts'

/** A button of a question, and what it does once. */
interface Choice {
  readonly label: string
  readonly style?: 'primary' | 'danger'
  readonly work: ConfirmedWork
}

/** Asks the person first. `label` is that of the button that does the work. */
export function askForConfirmation(
  question: string,
  button: Omit<Choice, 'work'>,
  requester: Requester,
  context: ChatContext,
  work: ConfirmedWork,
): Reply {
  const buttons = [buttonOf({ ...button, work }, requester, context)]
  return { type: 'cards', show: 'private', cards: [{ body: [paragraph(question)], buttons }] }
}

/** Says what is wrong with a field, and offers what may be meant. */
export function offerChoice(
  said: string,
  field: string,
  choices: readonly Choice[],
  requester: Requester,
  context: ChatContext,
): Reply {
  if (choices.length === 0) return { ...sentence(said), field }
  const buttons = choices.map((choice) => buttonOf(choice, requester, context))
  return { type: 'cards', show: 'private', cards: [{ body: [paragraph(said)], buttons }], field }
}

/** The answer with a button that opens the dialog again, where it could not stay open. */
export function withDialogAgain(
  reply: Extract<Reply, { type: 'text' | 'cards' }>,
  label: string,
  requester: Requester,
  { confirmations, clock }: Pick<ChatContext, 'confirmations' | 'clock'>,
  open: ConfirmedWork,
): Reply {
  const control = { action: 'confirm', token: confirmations.keep(requester, clock.now(), open, 'repeatable') } as const
  const [first = { body: [], buttons: [] }, ...others] =
    reply.type === 'cards' ? reply.cards : [{ body: [paragraph(...reply.text)], buttons: [] }]
  const cards = [{ ...first, buttons: [...first.buttons, { label, control }] }, ...others]
  return { type: 'cards', show: 'private', cards, ...(reply.field && { field: reply.field }) }
}

function buttonOf({ label, style, work }: Choice, requester: Requester, { confirmations, clock }: ChatContext): Button {
  const control = { action: 'confirm', token: confirmations.keep(requester, clock.now(), work) } as const
  return { label, control, ...(style && { style }) }
}
