import type { Control } from '../domain/control.ts'
import type { ControlRequest, Reply } from '../domain/request.ts'
import type { Desk } from './desk.ts'
import { sentence, wordsFor } from './words.ts'

/** Shows one reader the piece they chose from an overview. */
export async function readPiece(request: ControlRequest, control: Control, desk: Desk): Promise<Reply> {
  const digest = await desk.library.get(control.digest)
  const platform = desk.platforms.get(request.platform)
  const parts = digest && platform ? platform.render(digest, 'sections') : []
  const chosen = parts.filter(({ key }) => key === request.value || key.startsWith(`${request.value}.`))
  return chosen.length > 0 ? { type: 'parts', parts: chosen } : sentence(wordsFor(digest?.language).gone)
}
