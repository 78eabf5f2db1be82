import type { InteractionHandler, Requester } from '../domain/interaction.ts'
import type { MetricsRecorder } from '../domain/metrics.ts'

/** Times the answers. Autocomplete is left out: its many calls would hide the rest. */
export function timedHandler(handler: InteractionHandler, metrics: MetricsRecorder): InteractionHandler {
  const timing =
    <Request extends { readonly requester: Requester }, Result>(answer: (request: Request) => Promise<Result>) =>
    async (request: Request): Promise<Result> => {
      const began = performance.now()
      try {
        return await answer(request)
      } finally {
        metrics.answered(request.requester.platform, performance.now() - began)
      }
    }
  return {
    ...handler,
    command: timing(handler.command),
    action: timing(handler.action),
    submit: timing(handler.submit),
    suggestLinks: timing(handler.suggestLinks),
  }
}
