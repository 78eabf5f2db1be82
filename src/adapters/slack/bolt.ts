// Bolt by its parts: the package as a whole loads Express and a server for every kind of host, which takes 6 MB.
import app from '@slack/bolt/dist/App.js'
import errors from '@slack/bolt/dist/errors.js'
import socketMode from '@slack/bolt/dist/receivers/SocketModeReceiver.js'
import verification from '@slack/bolt/dist/receivers/verify-request.js'

/** Node imports the whole of a CommonJS module as its default; Vitest imports what the module calls its default. */
const defaultOf = <Value>(imported: { readonly default: Value }): Value =>
  imported.default ?? (imported as unknown as Value)

export const App = defaultOf(app)
export const SocketModeReceiver = defaultOf(socketMode)
export const { RespondError } = errors
export const { isValidSlackRequest } = verification
