import type { App } from '@slack/bolt'
import { ExpectedError } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import { failureReason } from '../../i18n/failures.ts'
import { systemClock } from '../../lib/clock.ts'
import { hostInUrl } from '../../lib/loopback-host.ts'
import { type InteractionListener, ListeningState, listenInBackground } from '../shared/listening.ts'
import { eventsPath, type HttpAddress, HttpReceiver } from './http-receiver.ts'

/** Listens for Slack's requests, and tries again while the address cannot be used. */
export function openHttpMode(
  secrets: readonly string[],
  address: HttpAddress,
  createApp: (receiver: HttpReceiver) => App,
  log: Log,
): InteractionListener {
  const receiver = new HttpReceiver(secrets, log)
  createApp(receiver)
  const state = new ListeningState('slack', log)
  return listenInBackground(
    state,
    async (signal) => {
      while (!signal.aborted && state.outage) {
        await receiver.start(address).then(
          () => state.opened(0, addressOf(address)),
          (error: NodeJS.ErrnoException) => state.failed(new CannotListen(address, error)),
        )
        if (state.outage) await systemClock.wait(state.pauseMs, signal)
      }
    },
    async (running) => {
      await running
      await receiver.stop()
    },
  )
}

function addressOf({ host, port }: HttpAddress): string {
  return `http://${hostInUrl(host)}:${port}${eventsPath}`
}

/** The port cannot be used, or the address is none of this machine. */
class CannotListen extends ExpectedError {
  readonly code = 'cannot_listen'
  readonly outcome = 'retry'

  constructor({ host, port }: HttpAddress, cause: NodeJS.ErrnoException) {
    const { code = cause.message } = cause
    const reason = {
      EADDRINUSE: failureReason('slack-http-port-used', host, String(port)),
      EACCES: failureReason('slack-http-port-forbidden', String(port)),
    }[code]
    super(reason ?? failureReason('slack-http-address', host, code), { cause })
  }
}
