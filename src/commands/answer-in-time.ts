import { sentence } from '../domain/build.ts'
import type { InteractionHandler, Reply, Requester } from '../domain/interaction.ts'
import { messagesFor } from '../i18n/messages.ts'

/** How long a reader waits for an answer, and for that of a process that stops, in milliseconds. */
const [answerMs, stopMs] = [15_000, 1_000]

/**
 * Limits how long readers wait for a handler: an answer may need a lane without an owner, or a message that could still
 * arrive. After the timeout they are asked to try again, and the work continues. `signal`: the process stops.
 */
export function answerInTime(handler: InteractionHandler, signal: AbortSignal): InteractionHandler {
  const limited =
    <Request extends { readonly requester: Requester }>(answer: (request: Request) => Promise<Reply>) =>
    (request: Request): Promise<Reply> =>
      first(answer(request), signal, () => sentence(messagesFor(request.requester.language).fallback.later))
  return {
    ...handler,
    command: limited(handler.command),
    action: limited(handler.action),
    submit: limited(handler.submit),
    suggestLinks: limited(handler.suggestLinks),
  }
}

async function first(answer: Promise<Reply>, signal: AbortSignal, later: () => Reply): Promise<Reply> {
  const late = Promise.withResolvers<Reply>()
  const timers = [setTimeout(() => late.resolve(later()), answerMs)]
  const stop = () => void timers.push(setTimeout(() => late.resolve(later()), stopMs))
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    return await Promise.race([answer, late.promise])
  } finally {
    for (const timer of timers) clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
