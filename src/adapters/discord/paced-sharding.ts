import {
  type APIGuild,
  type APIUnavailableGuild,
  GatewayDispatchEvents,
  type GatewayGuildMemberUpdateDispatchData,
  type GatewayGuildRoleUpdateDispatchData,
  type GatewayReadyDispatchData,
  SimpleShardingStrategy,
  type WebSocketOptions,
  WebSocketShardStatus,
} from 'discord.js'
import type { GatewayInformation } from './gateway-information.ts'

type GuildEvent = APIGuild &
  APIUnavailableGuild &
  GatewayGuildRoleUpdateDispatchData &
  Pick<GatewayGuildMemberUpdateDispatchData, 'user'>

type Manager = Parameters<NonNullable<WebSocketOptions['buildStrategy']>>[0]

/** Events of the SDK's manager of connections; `discord.js` exports those of a shard under that name. */
const [ready, dispatch] = ['ready', 'dispatch']

interface PacedShardingContext {
  /** Called before each attempt to connect. `isLogin`: it will identify, because there is no session to resume. */
  readonly beforeConnecting: (isLogin: boolean, isFirst: boolean) => Promise<void>
  readonly information: () => Promise<GatewayInformation>
  readonly servers: {
    /** All servers of the shard, as READY lists them. */
    began(servers: readonly string[]): void
    created(server: string): void
    /** `isUnavailable`: an outage; otherwise the bot is no longer in the server. */
    deleted(server: string, isUnavailable: boolean): void
    /** The bot's permissions on a server changed, for example because it was invited again. */
    granted(server: string): void
    /** The settings of a channel changed, such as who may post there. */
    channelChanged(channel: string): void
  }
}

/**
 * The SDK's strategy for one shard, with a pause before each attempt to connect: by itself the SDK tries again every half
 * second for ever, also after the client was destroyed. The SDK gets READY without servers, and of the events only
 * interactions: it would keep each server with its channels and roles in memory, and hold interactions back until it has
 * all servers.
 */
export class PacedSharding extends SimpleShardingStrategy {
  constructor(manager: Manager, { beforeConnecting, information, servers }: PacedShardingContext) {
    super(manager)
    const { retrieveSessionInfo } = manager.options
    let isFirst = true
    let bot: string | undefined
    // The SDK awaits this before it connects. It also calls it at other times, when the shard is not idle.
    manager.options.retrieveSessionInfo = async (shard) => {
      if ((await this.fetchStatus()).get(shard) === WebSocketShardStatus.Idle) {
        const wasFirst = isFirst
        isFirst = false
        await beforeConnecting((await retrieveSessionInfo(shard)) === null, wasFirst)
      }
      return retrieveSessionInfo(shard)
    }
    manager.fetchGatewayInformation = information

    const emit = manager.emit.bind(manager) as (event: string, payload: unknown) => boolean
    const filtered = (event: string, payload: unknown) => {
      if (event === ready) {
        const { data } = payload as { readonly data: GatewayReadyDispatchData }
        bot = data.user.id
        servers.began(data.guilds.map(({ id }) => id))
        data.guilds = []
      }
      if (event !== dispatch) return emit(event, payload)
      const { data } = payload as { readonly data: { readonly t: string; readonly d: GuildEvent } }
      if (data.t === GatewayDispatchEvents.GuildCreate) servers.created(data.d.id)
      if (data.t === GatewayDispatchEvents.GuildDelete) servers.deleted(data.d.id, data.d.unavailable === true)
      if (isGrant(data.t, data.d, bot)) servers.granted(data.d.guild_id)
      if (data.t === GatewayDispatchEvents.ChannelUpdate) servers.channelChanged(data.d.id)
      return passedOn.has(data.t) && emit(event, payload)
    }
    manager.emit = filtered as typeof manager.emit
  }

  /** The SDK's own promise rejects if the first attempt fails, although it goes on trying. */
  override async connect(): Promise<void> {
    super.connect().catch(() => {})
  }
}

/**
 * Inviting the bot again changes the role that Discord manages for it, and sends no GUILD_CREATE. The role of everyone has the id
 * of the server. A change of the bot's own roles is reported without the intent for members:
 * https://docs.discord.com/developers/events/gateway#list-of-intents
 */
function isGrant(event: string, { guild_id: server, role, user }: GuildEvent, bot: string | undefined): boolean {
  if (event === GatewayDispatchEvents.GuildRoleUpdate) return role.id === server || role.tags?.bot_id === bot
  return event === GatewayDispatchEvents.GuildMemberUpdate && user.id === bot
}

const passedOn: ReadonlySet<string> = new Set([
  GatewayDispatchEvents.Ready,
  GatewayDispatchEvents.Resumed,
  GatewayDispatchEvents.InteractionCreate,
])
