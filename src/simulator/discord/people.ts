import type { Json } from '../../lib/json.ts'
import { type AnyComponent, allComponents } from '../../validators/discord/components.ts'
import { componentType, limits } from '../../validators/discord/limits.ts'
import type { DiscordContext } from './context.ts'
import type { SimulatedGateway } from './gateway.ts'
import { type Answer, type Interaction, interactionType, type Use } from './interactions.ts'
import {
  memberPermissionsIn,
  permissionsIn,
  serializeChannel,
  serializeMember,
  serializeMessage,
  serializeUser,
} from './serialize.ts'
import type { DiscordChannel, DiscordMessage, DiscordState, DiscordUser } from './state.ts'

/** A person uses a control of a message. */
export interface ControlUse {
  readonly user: string
  readonly channelId: string
  readonly messageId: string
  readonly customId: string
  readonly values?: readonly string[]
}

/** A person types a command, or is still typing it. */
export interface CommandUse {
  readonly user: string
  readonly channelId: string
  readonly name: string
  /** The options as the command defines them; sub-commands have their own. The one being typed is `focused`. */
  readonly options?: readonly Json[]
}

/** A person chooses a command in the menu of a message. */
export interface MessageCommandUse {
  readonly user: string
  readonly channelId: string
  readonly messageId: string
  readonly name: string
}

/** A person fills in the dialog that the bot showed last. */
export interface DialogUse {
  readonly user: string
  /** The values by custom id: what was written, or what was chosen in a select. */
  readonly values: Readonly<Record<string, string | readonly string[]>>
}

/** Actions of the people in the guild; they reach the bot through the gateway. */
export class UserActions {
  readonly #site: DiscordContext
  readonly #gateway: SimulatedGateway
  readonly #dialogs = new Map<string, { readonly modal: Json; readonly interaction: Interaction }>()

  constructor(site: DiscordContext, gateway: SimulatedGateway) {
    this.#site = site
    this.#gateway = gateway
  }

  async act({ user, channelId, messageId, customId, values }: ControlUse): Promise<void> {
    const source = this.#site.state.message(channelId, messageId)
    if (!source) throw new Error(`There is no message ${messageId} in ${channelId}`)
    if (source.ephemeralFor && source.ephemeralFor !== user) throw new Error(`${user} cannot see that message`)
    const control = controlOf(source, customId)
    const chosen = isSelect(control) ? { values: choosable(control, values ?? []) } : {}
    const data = { custom_id: customId, component_type: control.type, id: control.id, ...chosen }
    await this.#do({ type: interactionType.component, user, channelId, data, source })
  }

  async command({ user, channelId, name, options = [] }: CommandUse): Promise<void> {
    await this.#do({ type: interactionType.command, user, channelId, data: this.#commandData(name, options) })
  }

  async commandOnMessage({ user, channelId, messageId, name }: MessageCommandUse): Promise<void> {
    const { state } = this.#site
    const target = state.message(channelId, messageId)
    if (!target || (target.ephemeralFor && target.ephemeralFor !== user))
      throw new Error(`${user} cannot see that message`)
    const { options: _, ...command } = this.#commandData(name, [])
    const resolved = { messages: { [messageId]: serializeMessage(state, target) } }
    const data = { ...command, target_id: messageId, resolved }
    await this.#do({ type: interactionType.command, user, channelId, data })
  }

  /** The bot's suggestions for the option that is being typed. */
  async suggest({ user, channelId, name, options = [] }: CommandUse): Promise<readonly Json[]> {
    const data = this.#commandData(name, options)
    return (await this.#do({ type: interactionType.autocomplete, user, channelId, data })).choices ?? []
  }
  dialogOf(user: string): Json | undefined {
    return this.#dialogs.get(user)?.modal
  }

  /** A person closes the dialog. The bot does not hear of it. */
  dismiss(user: string): void {
    this.#dialogs.delete(user)
  }

  async submit({ user, values }: DialogUse): Promise<void> {
    const dialog = this.#dialogs.get(user)
    if (!dialog) throw new Error(`${user} has no dialog open`)
    const { modal, interaction } = dialog
    for (const [id, value] of Object.entries(values)) typable(modal, id, value)
    const components = Object.entries(values).map(([id, value], index) => ({
      type: 18,
      id: index + 1,
      component: {
        id: index + 101,
        custom_id: id,
        ...(typeof value === 'string' ? { type: 4, value } : { type: 3, values: value }),
      },
    }))
    this.#dialogs.delete(user)
    const { channelId, source } = interaction
    const data = { custom_id: modal.custom_id, components }
    await this.#do({ type: interactionType.modal, user, channelId, data, ...(source && { source }) })
  }

  async #do(use: Use): Promise<Answer> {
    const { state, interactions, faults } = this.#site
    const person = state.users.get(use.user)
    const channel = state.channels.get(use.channelId)
    if (!person || !channel) throw new Error(`There is no user ${use.user} or no channel ${use.channelId}`)
    if (!this.#gateway.isHeard) throw new Error('The bot is not connected')

    const { interaction, answered } = interactions.open(use)
    const permissions = permissionsIn(state, channel)
    const event = {
      id: interaction.id,
      application_id: state.bot.id,
      type: use.type,
      data: use.data,
      token: interaction.token,
      version: 1,
      ...(channel.recipient ? inDirectMessages(person) : inGuild(state, channel, person)),
      channel: { ...serializeChannel(state, channel), permissions },
      channel_id: channel.id,
      locale: 'en-GB',
      app_permissions: permissions,
      entitlements: [],
      authorizing_integration_owners: channel.server
        ? { 1: person.id }
        : { 0: channel.recipient ? '0' : state.guildIdOf(channel) },
      attachment_size_limit: 10_485_760,
      ...(use.source && { message: serializeMessage(state, use.source) }),
    }
    this.#gateway.dispatch('INTERACTION_CREATE', event)
    if (faults.repeats('INTERACTION_CREATE', event)) this.#gateway.dispatch('INTERACTION_CREATE', event)
    const answer = await answered
    if (answer.modal) this.#dialogs.set(use.user, { modal: answer.modal, interaction })
    return answer
  }

  #commandData(name: string, options: readonly Json[]): Json {
    const command = this.#site.commands.find(name)
    if (!command) throw new Error(`The bot has registered no command /${name}`)
    return { id: command.id, name, type: command.type, options }
  }
}

/** interactions/receiving-and-responding, "Interaction Structure": who asks, and where. */
function inGuild(state: DiscordState, channel: DiscordChannel, person: DiscordUser): Json {
  const id = state.guildIdOf(channel)
  return {
    context: 0,
    guild: { id, locale: 'en-GB', features: [] },
    guild_id: id,
    guild_locale: 'en-GB',
    member: { ...serializeMember(state, person), permissions: memberPermissionsIn(state, channel, person.id) },
  }
}

function inDirectMessages(person: DiscordUser): Json {
  return { context: 1, user: serializeUser(person) }
}

function controlOf({ components }: DiscordMessage, customId: string): AnyComponent & { readonly disabled?: boolean } {
  const all = allComponents(components as readonly AnyComponent[])
  const control: (AnyComponent & { readonly disabled?: boolean }) | undefined = all.find(
    ({ component }) => component.custom_id === customId,
  )?.component
  if (!control) throw new Error(`That message has no control ${customId}`)
  if (control.disabled) throw new Error(`The control ${customId} is switched off`)
  return control
}

function isSelect({ type }: AnyComponent): boolean {
  return type !== componentType.button
}

function choosable({ options = [], min_values: least, max_values: most }: AnyComponent, values: readonly string[]) {
  const stranger = values.find((value) => !options.some((option) => option.value === value))
  if (stranger !== undefined) throw new Error(`The select offers no ${stranger}`)
  if (values.length < (least ?? 1) || values.length > (most ?? 1))
    throw new Error(`The select takes ${least ?? 1} to ${most ?? 1} values, not ${values.length}`)
  return values
}

/** components/reference, "Text Input Structure": the client stops there. */
function typable({ components }: Json, id: string, value: string | readonly string[]): void {
  const fields = (components as readonly { readonly component?: Json }[]).map(({ component = {} }) => component)
  const { max_length: most = limits.textInput } = fields.find(({ custom_id }) => custom_id === id) ?? {}
  if (typeof value === 'string' && value.length > Number(most)) throw new Error(`${id} is too long`)
}
