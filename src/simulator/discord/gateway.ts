import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Json } from '../../lib/json.ts'
import { refuseUpgrade } from '../http.ts'
import { activeThreads } from './access.ts'
import { close, GatewayConnection } from './connection.ts'
import type { DiscordContext } from './context.ts'
import { serializeChannel, serializeGuild, serializeMember, serializeUser, threadMember } from './serialize.ts'
import { deadConnections, intent, isOpen, op, Session, sendTo } from './session.ts'
import { Sharding, type ShardingOptions } from './sharding.ts'

/** The interval that Discord sends. */
const heartbeatMs = 41_250

/** events/gateway: the connected clients and the events they get. */
export class SimulatedGateway {
  readonly #site: DiscordContext
  readonly #sockets = new WebSocketServer({ noServer: true })
  readonly #sessions = new Map<string, Session>()
  readonly sharding: Sharding

  constructor(site: DiscordContext, server: Server, everyMs = heartbeatMs, sharding: ShardingOptions = {}) {
    this.#site = site
    this.sharding = new Sharding(sharding)
    const door = {
      token: site.token,
      heartbeatMs: everyMs,
      start: (socket: WebSocket, intents: number, shard: unknown) => this.#start(socket, intents, shard),
      find: (id: string) => this.#sessions.get(id),
      end: (session: Session) => this.#sessions.delete(session.id),
    }
    server.on('upgrade', (request, socket, head) => {
      if (refuseUpgrade(site.faults.meet('UPGRADE', {}), socket)) return
      const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
      this.#sockets.handleUpgrade(request, socket, head, (client) => new GatewayConnection(client, door, searchParams))
    })
  }

  /** Whether a client is connected or may resume. */
  get isHeard(): boolean {
    return this.#sessions.size > 0
  }

  /** The connections that currently get the events of a server; `isOpen` as long as they do. */
  listening(server: string): readonly { readonly isOpen: boolean }[] {
    const sessions = [...this.#sessions.values()].filter((session) => session.serves(server))
    const sockets = sessions.map(({ socket }) => socket).filter(isOpen)
    return sockets.map((socket) => ({
      get isOpen() {
        return isOpen(socket)
      },
    }))
  }

  /** The shards that are connected or may resume, as `0/2`. */
  get shards(): readonly string[] {
    return [...this.#sessions.values()].map(({ shard }) => shard.join('/')).sort()
  }

  dispatch(event: string, data: Json, wanted = 0): void {
    const server = event.startsWith('GUILD_') ? (data.guild_id ?? data.id) : data.guild_id
    for (const session of this.#sessions.values()) {
      if (session.isForgotten) this.#sessions.delete(session.id)
      const isWanted = (session.intents & wanted) === wanted
      if (isWanted && session.serves(server === undefined ? undefined : String(server))) session.dispatch(event, data)
    }
  }

  /** Another server adds the bot. */
  addServer(id: string, name: string): void {
    this.#site.state.otherGuilds.set(id, { name, isUp: true })
    this.dispatch('GUILD_CREATE', this.#guild(id), intent.guilds)
  }

  /** A server removes the bot. */
  removeServer(id: string): void {
    this.#site.state.otherGuilds.delete(id)
    this.dispatch('GUILD_DELETE', { id }, intent.guilds)
  }

  /**
   * A role changes, which may be that of a bot: inviting it again with other permissions changes it. The role with the
   * id of the server is that of everyone.
   */
  changeRole(server: string, id: string, bot?: string): void {
    const role = { id, name: 'role', ...(bot !== undefined && { managed: true, tags: { bot_id: bot } }) }
    this.dispatch('GUILD_ROLE_UPDATE', { guild_id: server, role }, intent.guilds)
  }

  /** The roles of a member change. Without an intent for members, only the bot's own change is reported. */
  changeMember(server: string, user: string): void {
    if (user === this.#site.state.bot.id) this.dispatch('GUILD_MEMBER_UPDATE', { guild_id: server, user: { id: user } })
  }

  /** The permissions of a channel change, such as who may post there. */
  changeChannel(id: string): void {
    const channel = this.#site.state.channels.get(id)
    if (channel) this.dispatch('CHANNEL_UPDATE', serializeChannel(this.#site.state, channel), intent.guilds)
  }

  /** A server becomes unreachable in an outage of Discord, or is reachable again. */
  setServerUp(id: string, isUp: boolean): void {
    const known = this.#site.state.otherGuilds.get(id)
    if (known) known.isUp = isUp
    if (isUp) this.dispatch('GUILD_CREATE', this.#guild(id), intent.guilds)
    else this.dispatch('GUILD_DELETE', { id, unavailable: true }, intent.guilds)
  }

  /** Asks all clients to reconnect, as Discord does when it restarts a server. */
  reconnect(): void {
    for (const { socket } of this.#sessions.values()) sendTo(socket, { op: op.reconnect, d: null })
  }

  /** Forgets all sessions, so that no client can resume. */
  invalidate(): void {
    const sockets = [...this.#sessions.values()].map(({ socket }) => socket)
    this.#sessions.clear()
    for (const socket of sockets) sendTo(socket, { op: op.invalidSession, d: false })
  }

  /** Cuts all connections without a close frame; sessions can be resumed. */
  drop(): void {
    for (const socket of this.#sockets.clients) socket.terminate()
  }

  /** Silences all connections and leaves them open. */
  silence(): void {
    for (const socket of this.#sockets.clients) deadConnections.add(socket)
  }

  close(): void {
    this.#sessions.clear()
    this.drop()
    this.#sockets.close()
  }

  #start(socket: WebSocket, intents: number, wanted: unknown): Session | number | 'invalid' {
    const { state, gatewayUrl, sessionStarts } = this.#site
    const servers = [...(state.installation.isMember ? [state.guild.id] : []), ...state.otherGuilds.keys()]
    const found = this.sharding.read(wanted, servers)
    if ('code' in found) return found.code
    if (sessionStarts.remaining === 0) return close.authenticationFailed
    sessionStarts.remaining -= 1
    if (!this.sharding.mayIdentify(found.shard, Date.now())) return 'invalid'
    const session = new Session(socket, intents, found.shard)
    const own = servers.filter((id) => session.serves(id))
    this.#sessions.set(session.id, session)
    session.dispatch('READY', {
      v: 10,
      user: serializeUser(state.bot),
      guilds: own.map((id) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: gatewayUrl,
      shard: found.shard,
      application: { id: state.bot.id, flags: 0 },
    })
    for (const id of intents & intent.guilds ? own : []) {
      const { isUp = true } = state.otherGuilds.get(id) ?? {}
      if (isUp) session.dispatch('GUILD_CREATE', this.#guild(id))
    }
    return session
  }

  #guild(id: string): Json {
    const { state } = this.#site
    const channels = state.guildChannels(id)
    const threads = activeThreads(state, id)
    return {
      ...serializeGuild(state, id),
      joined_at: '2026-01-05T08:00:00.000Z',
      large: false,
      unavailable: false,
      member_count: state.users.size,
      members: [serializeMember(state, state.bot)],
      channels: channels.map((channel) => serializeChannel(state, channel)),
      threads: threads.map((thread) => ({
        ...serializeChannel(state, thread),
        member: threadMember(thread.id, state.bot.id),
      })),
      voice_states: [],
      presences: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    }
  }
}
