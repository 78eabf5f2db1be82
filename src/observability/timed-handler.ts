import type { Answers, Asker } from '../domain/interaction.ts'
import type { Meter } from '../domain/metrics.ts'

/** The same answers, timed. What is suggested at every keystroke is left out: it would drown the rest. */
export function timed(answers: Answers, meter: Meter): Answers {
  const timing =
    <Request extends { readonly asker: Asker }, Result>(answer: (request: Request) => Promise<Result>) =>
    async (request: Request): Promise<Result> => {
      const began = performance.now()
      try {
        return await answer(request)
      } finally {
        meter.answered(request.asker.platform, performance.now() - began)
      }
    }
  return {
    ...answers,
    command: timing(answers.command),
    control: timing(answers.control),
    submit: timing(answers.submit),
  }
}
