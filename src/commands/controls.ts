import { ExpectedError } from '../domain/errors.ts'
import type { ControlHandler, ControlRequest, Reply } from '../domain/request.ts'
import type { Desk } from './desk.ts'
import { discuss } from './discuss.ts'
import { readPiece } from './read-piece.ts'
import { Turns } from './turns.ts'
import { sentence, wordsFor } from './words.ts'

/** Answers the buttons and selects of our messages. Whatever goes wrong, the reader gets a sentence. */
export function answerControls(desk: Desk): ControlHandler {
  const turns = new Turns()
  return async (request) => {
    try {
      return await answer(request, desk, turns)
    } catch (error) {
      const fields = { platform: request.platform, action: request.control.action, digest: request.control.digest }
      desk.log.error({ ...fields, err: error }, 'a reader could not be answered')
      return sentence(error instanceof ExpectedError ? error.message : wordsFor(undefined).broken)
    }
  }
}

function answer(request: ControlRequest, desk: Desk, turns: Turns): Promise<Reply> {
  const { control } = request
  switch (control.action) {
    case 'discuss':
      return discuss(request, control, desk, turns)
    case 'read':
      return readPiece(request, control, desk)
  }
}
