import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Json } from '../../lib/json.ts'
import { refuseUpgrade } from '../http.ts'
import { activeThreads } from './access.ts'
import { GatewayConnection } from './connection.ts'
import type { DiscordContext } from './context.ts'
import { serializeChannel, serializeGuild, serializeMember, serializeUser, threadMember } from './serialize.ts'
import { intent, op, Session, sendTo, silent } from './session.ts'

/** The interval that Discord sends. */
const heartbeatMs = 41_250

/** events/gateway: the connected clients and the events they get. */
export class SimulatedGateway {
  readonly #site: DiscordContext
  readonly #sockets = new WebSocketServer({ noServer: true })
  readonly #sessions = new Map<string, Session>()

  constructor(site: DiscordContext, server: Server, everyMs = heartbeatMs) {
    this.#site = site
    const door = {
      token: site.token,
      heartbeatMs: everyMs,
      start: (socket: WebSocket, intents: number) => this.#start(socket, intents),
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
  dispatch(event: string, data: Json, wanted = 0): void {
    for (const session of this.#sessions.values())
      if ((session.intents & wanted) === wanted) session.dispatch(event, data)
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
    for (const socket of this.#sockets.clients) silent.add(socket)
  }

  close(): void {
    this.#sessions.clear()
    this.drop()
    this.#sockets.close()
  }

  #start(socket: WebSocket, intents: number): Session | undefined {
    const { state, gatewayUrl, sessionStarts } = this.#site
    if (sessionStarts.remaining === 0) return undefined
    sessionStarts.remaining -= 1
    const session = new Session(socket, intents)
    this.#sessions.set(session.id, session)
    session.dispatch('READY', {
      v: 10,
      user: serializeUser(state.bot),
      guilds: [{ id: state.guild.id, unavailable: true }],
      session_id: session.id,
      resume_gateway_url: gatewayUrl,
      shard: [0, 1],
      application: { id: state.bot.id, flags: 0 },
    })
    if (intents & intent.guilds) session.dispatch('GUILD_CREATE', this.#guild())
    return session
  }

  #guild(): Json {
    const { state } = this.#site
    const channels = state.guildChannels()
    const threads = activeThreads(state)
    return {
      ...serializeGuild(state),
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
