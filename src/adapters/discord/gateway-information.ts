import type { APIGatewayBotInfo } from 'discord.js'
import { z } from 'zod'
import type { DiscordApi } from './api.ts'

/** https://docs.discord.com/developers/events/gateway#get-gateway-bot; `reset_after` in milliseconds. */
const information = z.object({
  // The SDK would throw an error that cannot be caught for anything else.
  url: z.url({ protocol: /^wss?$/ }),
  shards: z.number().int().positive(),
  session_start_limit: z.object({
    total: z.number(),
    remaining: z.number(),
    reset_after: z.number(),
    max_concurrency: z.number().int().positive(),
  }),
})

export type GatewayInformation = z.infer<typeof information> & APIGatewayBotInfo

/** How long an answer is used by the shards that connect at the same time, in milliseconds. */
const freshMs = 5_000

/** Asks where the gateway is, how many shards Discord recommends, and how often the bot may log in. */
export class GatewayDirectory {
  readonly #api: Pick<DiscordApi, 'call'>
  #last: { readonly at: number; readonly answer: Promise<GatewayInformation> } | undefined

  constructor(api: Pick<DiscordApi, 'call'>) {
    this.#api = api
  }

  /** Shards that ask within five seconds share one request. Throws an `ExpectedError`. */
  get(): Promise<GatewayInformation> {
    const now = performance.now()
    if (this.#last && now - this.#last.at < freshMs) return this.#last.answer
    const answer = this.#api.call('GET', '/gateway/bot').then((body) => information.parse(body))
    const asked = { at: now, answer }
    this.#last = asked
    answer.catch(() => {
      if (this.#last === asked) this.#last = undefined
    })
    return answer
  }

  /** The next call asks again. */
  forget(): void {
    this.#last = undefined
  }
}
