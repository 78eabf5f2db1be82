import type { Json } from '../../lib/json.ts'
import type { CommandDefinition } from '../../validators/discord/commands.ts'
import { failWith, failWithError } from '../../validators/discord/error.ts'
import type { DiscordState } from './state.ts'

type Registered = Json & { readonly id: string; readonly name: string; readonly type: number }

/** interactions/application-commands, "Application Command Types". */
export const commandType = { typed: 1, ofMessages: 3 } as const
/** interactions/application-commands, "Registering a Command": a day, for each guild. */
const creationsMax = 200

/** The commands that the bot offers, globally and in guilds. */
export class CommandRegistry {
  readonly #state: DiscordState
  /** The commands by guild; the global ones have the empty name. */
  readonly #scopes = new Map<string, readonly Registered[]>()
  readonly #created = new Map<string, number>()

  constructor(state: DiscordState) {
    this.#state = state
  }

  list(guild = ''): readonly Registered[] {
    return this.#scopes.get(guild) ?? []
  }
  all(): readonly Registered[] {
    return [...this.#scopes.values()].flat()
  }
  find(name: string): Registered | undefined {
    return this.all().find((command) => command.name === name)
  }

  /** Commands that are not listed are removed; those with a known name keep their id. */
  replace(commands: readonly Json[], guild = ''): readonly Registered[] {
    const registered = commands.map((command) => this.#register(command, guild))
    this.#scopes.set(guild, registered)
    return registered
  }

  put(command: Json, guild = ''): Registered {
    const registered = this.#register(command, guild)
    this.#scopes.set(guild, [...this.list(guild).filter(({ id }) => id !== registered.id), registered])
    return registered
  }

  remove(id: string, guild = ''): void {
    const kept = this.list(guild).filter((command) => command.id !== id)
    if (kept.length === this.list(guild).length) failWith(10063)
    this.#scopes.set(guild, kept)
  }

  #register(given: Json, guild: string): Registered {
    const { name, type, description } = given as unknown as CommandDefinition
    const same = this.list(guild).find(
      (command) => command.name === name && command.type === (type ?? commandType.typed),
    )
    if (!same) this.#count(guild)
    const id = same?.id ?? this.#state.ids.next()
    return {
      default_member_permissions: null,
      dm_permission: true,
      nsfw: false,
      ...given,
      id,
      application_id: this.#state.bot.id,
      ...(guild && { guild_id: guild }),
      type: type ?? commandType.typed,
      name,
      description: description ?? '',
      version: this.#state.ids.next(),
    }
  }

  #count(guild: string): void {
    const created = (this.#created.get(guild) ?? 0) + 1
    const message = `Max number of daily application command creates has been reached (${creationsMax})`
    if (created > creationsMax)
      failWithError({ status: 429, body: { code: 30034, message }, message: `30034 ${message}` })
    this.#created.set(guild, created)
  }
}
