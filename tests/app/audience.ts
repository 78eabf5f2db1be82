import { type Json, parseJson, record, records, string } from '../../src/lib/json.ts'
import type { SlackSimulator } from '../../src/simulator/slack/server.ts'
import { foreignChannel, type OwnerName, operatorChannel, ownerNames, owners } from './owners.ts'
import type { Exchange, Frame, Recorder } from './recorder.ts'

/** The audience of a text. Without a workspace, it is for everyone. */
export interface Audience {
  readonly workspace?: string
  readonly channel?: string
  readonly user?: string
}

interface AudienceContext {
  readonly slack: SlackSimulator
  readonly slackPort: number | undefined
  readonly discordPort: number | undefined
}

const accessPath = '/api/oauth.v2.access'

/**
 * Determines the audience of each exchange and of each answer over a socket, from earlier messages of the platforms.
 */
export class Audiences {
  readonly #context: AudienceContext
  /** The audiences by the ids that an answer names: response addresses, triggers, envelopes, interactions. */
  readonly #known = new Map<string, Audience>()
  /** Input of people, by workspace. */
  readonly #typed = new Map<string, string>()
  /** Commands and clicks over Slack without an answer so far, by their response address. */
  readonly #unanswered = new Map<string, string>()

  constructor(context: AudienceContext, { frames, exchanges }: Recorder) {
    this.#context = context
    for (const frame of frames) if (!frame.isFromBot) this.#learn(frame.content)
    for (const { path, request, response } of exchanges) {
      this.#unanswered.delete(path)
      if (path === accessPath) this.#learnFromInstall(new URLSearchParams(request).get('code') ?? '', response)
      for (const [address, trigger] of this.#unanswered)
        if (request.includes(encodeURIComponent(trigger))) this.#unanswered.delete(address)
    }
  }

  /** How many interactions of Slack have no answer. */
  get unanswered(): number {
    return this.#unanswered.size
  }

  /** Throws for something whose audience is not known. */
  of({ path, port, authorization, request }: Exchange): Audience {
    const { slackPort, discordPort } = this.#context
    if (port === discordPort) return this.#ofDiscord(path)
    if (port === slackPort) return this.#ofSlack(path, authorization, new URLSearchParams(request))
    const { pathname, searchParams } = new URL(path, 'http://page/')
    return pathname === '/slack/oauth_redirect' ? this.#get(searchParams.get('code') ?? '') : {}
  }

  ofFrame({ content }: Frame): Audience | undefined {
    const envelope = string(content.envelope_id)
    return envelope ? this.#get(envelope) : undefined
  }

  /** The words that the audience must not see and did not type, each with the audience and the call. */
  leaks(audience: Audience, text: string, call: string): string[] {
    if (audience.channel === operatorChannel) return []
    const plain = decoded(text)
    const words = new Set(plain.match(new RegExp(`\\w*(?:${ownerNames.join('|')})\\w*`, 'gi')) ?? [])
    const typed = this.#typed.get(audience.workspace ?? '') ?? ''
    return [...words]
      .filter((word) => !ownerNames.some((name) => word.toLowerCase().includes(name) && sees(audience, name)))
      .filter((word) => !typed.includes(word.toLowerCase()) && !names(audience, word))
      .map((word) => `${call} shows ${word} to ${audience.workspace} ${audience.channel}`)
  }

  #ofSlack(path: string, authorization: string, fields: URLSearchParams): Audience {
    const { slack } = this.#context
    if (path.startsWith('/actions/')) return this.#get(path)
    if (path === accessPath) return this.#get(fields.get('code') ?? '')
    const token = authorization.replace(/^Bearer /, '')
    if (token === slack.appToken) return {}
    const team = token === slack.botToken ? slack.state.team.id : slack.workspaces.grants.workspaceOf(token)
    if (team === undefined) throw new Error(`A call with an unknown token: ${path}`)
    const trigger = fields.get('trigger_id')
    if (trigger) return this.#get(trigger)
    const [channel, user] = [fields.get('channel') ?? '', fields.get('user_id') ?? fields.get('user') ?? '']
    return { workspace: `slack:${team}`, channel, user }
  }

  #ofDiscord(path: string): Audience {
    const [, token] = /^\/api\/v10\/(?:interactions|webhooks)\/\d+\/([^/?]+)/.exec(path) ?? []
    if (token) return this.#get(token)
    const [, channel] = /^\/api\/v10\/channels\/(\d+)/.exec(path) ?? []
    const { workspace } = owners.mallow
    if (channel === owners.mallow.channel) return { workspace, channel }
    return path.startsWith(`/api/v10/guilds/${workspace.split(':')[1]}`) ? { workspace } : {}
  }

  #get(key: string): Audience {
    const found = this.#known.get(key)
    if (!found) throw new Error(`An answer to something that was not asked: ${key}`)
    return found
  }

  #learn(content: Json): void {
    const envelope = string(content.envelope_id)
    if (envelope) this.#learnFromSlack(envelope, record(content.payload))
    else if (content.t === 'INTERACTION_CREATE') this.#learnFromDiscord(record(content.d))
  }

  #learnFromInstall(code: string, response: string): void {
    const team = record(record(parseJson(response)).team).id
    this.#known.set(code, { workspace: `slack:${string(team)}` })
  }

  #learnFromSlack(envelope: string, payload: Json): void {
    const team = string(payload.team_id) || string(record(payload.team).id)
    const metadata = record(parseJson(string(record(payload.view).private_metadata)))
    const channel = string(payload.channel_id) || string(record(payload.channel).id) || string(metadata.channel)
    const audience = { workspace: `slack:${team}`, channel }
    const address = new URL(string(payload.response_url) || 'http://none/').pathname
    const trigger = string(payload.trigger_id)
    for (const key of [envelope, address, trigger]) if (key) this.#known.set(key, audience)
    if (address !== '/') this.#unanswered.set(address, trigger)
    const clicked = records(payload.actions).map((each) => [
      each.action_id,
      each.value,
      record(each.selected_option).value,
    ])
    this.#type(audience, [payload.text, clicked, record(payload.view).callback_id, record(payload.view).state])
  }

  #learnFromDiscord(event: Json): void {
    const { guild_id: server, channel_id: channel } = event
    // Where people use an app of their own, only they see the answer, and the bot is not in the server.
    const isServed = typeof server === 'string' && channel !== foreignChannel
    const audience = { ...(isServed && { workspace: `discord:${server}` }), channel: string(channel) }
    this.#known.set(string(event.token), audience)
    this.#type(audience, [event.data])
  }

  #type({ workspace = '' }: Audience, what: readonly unknown[]): void {
    const text = decoded(JSON.stringify(what)).toLowerCase()
    this.#typed.set(workspace, `${this.#typed.get(workspace) ?? ''} ${text}`)
  }
}

function sees({ workspace, channel }: Audience, name: OwnerName): boolean {
  return workspace === owners[name].workspace && (name !== 'yarrow' || channel === owners.yarrow.channel)
}

/** In Home, in their profile and in direct messages, people of the private channel see their own name and where it is. */
function names({ user = '', channel = '' }: Audience, word: string): boolean {
  const isTheirs = user.includes('YARROW') || channel.startsWith('U0YARROW')
  return isTheirs && /^(?:[CDU]0YARROW\d*|yarrowperson\d*)$/.test(word)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
