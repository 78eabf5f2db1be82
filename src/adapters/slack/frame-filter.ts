import type { SocketModeReceiver } from '@slack/bolt'
import { z } from 'zod'
import type { Log } from '../../domain/log.ts'
import { parseJson } from '../../lib/json.ts'

type Client = SocketModeReceiver['client']

const payload = z.record(z.string(), z.unknown())

/** The frames of the socket: https://docs.slack.dev/apis/events-api/using-socket-mode */
const frame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), num_connections: z.number().optional().catch(undefined) }),
  z.object({ type: z.literal('disconnect') }),
  z.object({ type: z.enum(['slash_commands', 'interactive']), envelope_id: z.string(), payload }),
  z.object({
    type: z.literal('events_api'),
    envelope_id: z.string(),
    // The SDK emits an event of this name, which must not be one of its own. Slack's have two words or are `message`.
    payload: z.object({ event: z.object({ type: z.string().regex(/^(message|[a-z]+(_[a-z]+)+)$/) }) }),
  }),
])

/**
 * Passes only known kinds of frames to the SDK: others would cause a rejection that cannot be caught, or a wrong event.
 * `disconnect` is reported instead: the SDK would close the connection before there is another one. `onHello` gets the
 * number of connections of the app, this one included, if Slack says it.
 */
export function filterFrames(
  client: Client,
  log: Log,
  { onDisconnect, onHello }: { onDisconnect(): void; onHello(connections: number | undefined): void },
): void {
  const listeners = client.listeners('ws_message')
  client.removeAllListeners('ws_message')
  client.on('ws_message', (data: unknown, ...rest: unknown[]) => {
    const known = frameIn(data)
    if (known?.type === 'hello') onHello(known.num_connections)
    if (known === undefined) log.warn({ platform: 'slack' }, 'ignored a message of unknown type from the socket')
    else if (known.type === 'disconnect') onDisconnect()
    else for (const listener of listeners) listener.call(client, data, ...rest)
  })
}

function frameIn(data: unknown): z.infer<typeof frame> | undefined {
  const text = typeof data === 'string' ? data : new TextDecoder().decode(data as ArrayBuffer)
  return frame.safeParse(parseJson(text)).data
}
