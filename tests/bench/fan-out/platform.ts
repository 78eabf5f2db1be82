import { startDiscordSimulator } from '../../../src/simulator/discord/server.ts'
import type { Faults } from '../../../src/simulator/faults.ts'
import { startSlackSimulator } from '../../../src/simulator/slack/server.ts'
import { channelType } from '../../../src/validators/discord/limits.ts'
import { type Address, channelId, type FromPlatform, type PlatformOrders, type ToPlatform } from './orders.ts'

/** A platform, as far as it is the same for both. */
interface Site {
  readonly address: Address
  readonly faults: Faults
  readonly protocolErrors: readonly string[]
  readonly limits: { readonly tooEarly: number } | undefined
  readonly state: { onChange(listener: (change: { readonly what: string }) => void): unknown }
  /** What is said in a channel, in order. */
  read(channel: string): readonly string[]
}

const orders = JSON.parse(process.argv[2] ?? '') as PlatformOrders
const ids = Array.from({ length: orders.channels }, (_, at) => channelId(orders.platform, at))
const site = await (orders.platform === 'slack' ? slackSite() : discordSite())
let [stored, calls, lastAt] = [0, 0, 0]

site.state.onChange(({ what }) => {
  if (what !== 'posted') return
  stored += 1
  lastAt = Date.now()
  if (stored === orders.expected) tell(arrived())
})
const silent = new Set(orders.silent?.map((at) => channelId(orders.platform, at)))
site.faults.inject({
  matches: (call, body) => {
    calls += 1
    return [...silent].some((id) => call.includes(id) || body.channel === id)
  },
  kind: { type: 'hang', when: 'before' },
  times: Number.POSITIVE_INFINITY,
})
process.on('message', (asked: ToPlatform) => tell(asked === 'arrived?' ? arrived() : standing()))
process.on('disconnect', () => process.exit())
tell({ type: 'ready', address: site.address })

function tell(what: FromPlatform): void {
  process.send?.(what)
}

function arrived(): FromPlatform {
  return { type: 'arrived', stored, calls, tooEarly: site.limits?.tooEarly ?? 0, lastAt }
}

function standing(): FromPlatform {
  return { type: 'standing', channels: ids.map(site.read), complaints: site.protocolErrors }
}

async function slackSite(): Promise<Site> {
  const simulator = await startSlackSimulator()
  const { state, apiUrl, botToken, appToken } = simulator
  for (const [at, id] of ids.entries()) {
    const isArchived = orders.dead?.includes(at) ?? false
    const members = new Set([state.bot.id])
    state.channels.set(id, { id, name: `fan-${at}`, topic: '', isPrivate: false, isArchived, members })
  }
  return {
    ...pick(simulator),
    address: { platform: 'slack', apiUrl, botToken, appToken },
    read: (id) => state.messages(id).map(({ text, blocks }) => nameOf([text, blocks])),
  }
}

async function discordSite(): Promise<Site> {
  const simulator = await startDiscordSimulator()
  const { state, apiUrl, token } = simulator
  for (const [at, id] of ids.entries()) {
    state.channels.set(id, { id, name: `fan-${at}`, type: channelType.text })
    if (orders.dead?.includes(at)) state.forbidden.set(id, new Set(['send']))
  }
  return {
    ...pick(simulator),
    address: { platform: 'discord', apiUrl, token },
    read: (id) => state.messages(id).map(({ content, components }) => nameOf([content, components])),
  }
}

function pick<Given extends Pick<Site, 'faults' | 'protocolErrors' | 'limits' | 'state'>>(simulator: Given) {
  const { faults, protocolErrors, limits, state } = simulator
  return { faults, protocolErrors, limits, state }
}

/**
 * A name for the content of a message, without everything that is specific to a channel: ids, and the second of a day.
 */
function nameOf(said: unknown): string {
  const text = JSON.stringify(said, (key, value: unknown) => (key === 'id' || key === 'block_id' ? undefined : value))
  return text.replaceAll(/<t:\d+:D>/g, '')
}
