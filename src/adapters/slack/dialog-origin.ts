import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { MessageRef } from '../../domain/delivery.ts'
import { parseJson } from '../../lib/json.ts'

/** Where a dialog is opened: the channel, and the message whose control opens it. */
export interface DialogOrigin {
  readonly channel: string
  readonly message?: MessageRef | undefined
}

/** A dialog and its reader, for whom alone its origin counts. */
interface Dialog {
  readonly user: string
  /** The id of its control. */
  readonly callback: string
}

/** A message is its channel, its id, and its thread if it is in one. */
const metadata = z.object({ channel: z.string(), message: z.array(z.string()).optional(), seal: z.string() })

/**
 * Keeps the origin of a dialog in its `private_metadata`, since the submission has neither channel nor message. It
 * gives rights in that channel and travels through clients, so it is sealed with a secret that every process of the bot has.
 */
export class DialogOrigins {
  readonly #secrets: readonly string[]

  /** The first secret seals; all of them are accepted. */
  constructor(secrets: readonly string[]) {
    this.#secrets = secrets
  }

  write(dialog: Dialog, { channel, message }: DialogOrigin): string {
    const from = message && [message.channel, message.message, ...(message.thread ? [message.thread] : [])]
    const seal = sealOf({ channel, message: from }, dialog, this.#secrets[0] ?? '')
    return JSON.stringify({ channel, ...(from && { message: from }), seal } satisfies z.infer<typeof metadata>)
  }

  /** Undefined for what `write` did not make for this dialog, and where the secret is another one now. */
  read(dialog: Dialog, text: string): DialogOrigin | undefined {
    const found = metadata.safeParse(parseJson(text)).data
    if (!found) return undefined
    const given = Buffer.from(found.seal)
    const isOurs = this.#secrets
      .map((secret) => Buffer.from(sealOf(found, dialog, secret)))
      .some((seal) => seal.length === given.length && timingSafeEqual(seal, given))
    if (!isOurs) return undefined
    const { channel, message: [messageChannel, message, thread] = [] } = found
    if (!messageChannel || !message) return { channel }
    return { channel, message: { platform: 'slack', channel: messageChannel, message, ...(thread && { thread }) } }
  }
}

function sealOf(
  { channel, message }: Omit<z.infer<typeof metadata>, 'seal'>,
  { user, callback }: Dialog,
  secret: string,
): string {
  const sealed = JSON.stringify([user, callback, channel, message ?? []])
  return createHmac('sha256', secret).update(sealed).digest('base64url')
}
