import type { PlatformName } from '../domain/destination.ts'
import {
  appLane,
  formatLaneId,
  type LaneChange,
  type LaneFacts,
  type LaneId,
  type LanePlace,
  type LaneStore,
} from '../domain/lane.ts'
import { splitWorkspaceId, type WorkspaceDirectory, type WorkspaceId } from '../domain/workspace-id.ts'
import { defaultWorkspaceFact, laneOf, lanesOfFacts, lanesOfShards, shardsFact } from '../platforms/lane-of.ts'

/** A destination, or a delivery to one that is no longer configured. */
export type NamedPlace = LanePlace & { readonly name: string }

/** Maps each destination to its lane, by what the machines have agreed on. */
export class LaneMap {
  readonly #destinations: () => readonly NamedPlace[]
  readonly #others: () => readonly LanePlace[]
  readonly #store: Pick<LaneStore, 'facts' | 'change'>
  #workspaces: WorkspaceDirectory | undefined
  #facts: LaneFacts = new Map()
  /** The lanes by the names of the destinations, as they were last read. */
  #lanes: ReadonlyMap<string, LaneId> = new Map()
  /** Places whose workspace is not known, and their lane with it. */
  readonly #unknown = new Map<string, LanePlace>()

  /** `others` are places without a destination whose lanes are needed: channels of alerts, installed workspaces. */
  constructor(
    destinations: () => readonly NamedPlace[],
    store: Pick<LaneStore, 'facts' | 'change'>,
    others: () => readonly LanePlace[] = () => [],
  ) {
    this.#destinations = destinations
    this.#others = others
    this.#store = store
  }

  /** From now on, unknown workspaces of channels are requested from the platforms. */
  useWorkspaces(workspaces: WorkspaceDirectory): void {
    this.#workspaces = workspaces
  }

  /** All lanes that follow from these facts. */
  lanes(facts: LaneFacts): readonly LaneId[] {
    const own = [...this.#destinations(), ...this.#others()].map((each) => laneOf(each, facts, this.#workspaceOf))
    return [...new Set([appLane, ...lanesOfFacts(facts), ...own.filter((lane) => lane !== undefined)])]
  }

  use(facts: LaneFacts): void {
    this.#facts = facts
    this.#lanes = new Map(this.#destinations().map((each) => [each.name, this.laneOf(each)]))
  }

  /** A lane that no machine can own while it is not known in which workspace the channel is. */
  laneOf(place: LanePlace): LaneId {
    const found = laneOf(place, this.#facts, this.#workspaceOf)
    if (found === undefined) this.#unknown.set(`${place.platform}/${place.channel}`, place)
    return found ?? unknownLane(place)
  }

  /** Whether its lane is known. If not, `learn` asks for it. */
  knows(place: LanePlace): boolean {
    return this.laneOf(place) !== unknownLane(place)
  }

  laneOfDestination(name: string): LaneId | undefined {
    if (!this.#lanes.has(name)) this.use(this.#facts)
    return this.#lanes.get(name)
  }

  /** The lane of a workspace with a token of its own. */
  laneOfWorkspace(workspace: WorkspaceId): LaneId {
    return this.laneOf(placeIn(workspace))
  }

  /** Asks where the channels are whose lane was not known. True if it is known of one now. */
  async learn(): Promise<boolean> {
    const places = [...this.#unknown.values()]
    if (places.length === 0 || !this.#workspaces) return false
    await this.#workspaces.learn(places)
    const found = [...this.#unknown].filter(([, place]) => this.#workspaceOf(place) !== undefined)
    for (const [key] of found) this.#unknown.delete(key)
    return found.length > 0
  }

  /** The number of shards that all machines use, given how many the platform recommends: it never falls. */
  async agreeOnShards(platform: PlatformName, recommended: number): Promise<number> {
    for (;;) {
      const was = (await this.#store.facts()).get(shardsFact(platform))
      const count = Math.max(recommended, Number(was ?? 1))
      if (was === String(count)) return count
      const before = lanesOfShards(platform, Number(was ?? 1))
      await this.#store.change(
        changeOf(shardsFact(platform), was, String(count), before, lanesOfShards(platform, count)),
      )
    }
  }

  /** Its destinations may name the default workspace or leave it out: both are one lane, for all machines. */
  async agreeOnDefault(platform: PlatformName, workspace: WorkspaceId): Promise<void> {
    for (;;) {
      const was = (await this.#store.facts()).get(defaultWorkspaceFact(platform))
      if (was === workspace) return
      const lane = formatLaneId(platform, 'default')
      const begun = was === undefined ? [lane] : [lane, was as WorkspaceId]
      if (await this.#store.change(changeOf(defaultWorkspaceFact(platform), was, workspace, [workspace], begun))) return
    }
  }

  readonly #workspaceOf = (place: LanePlace) => this.#workspaces?.workspaceOf(place) ?? place.workspace
}

const unknownLane = ({ platform }: LanePlace): LaneId => formatLaneId(platform, 'unknown')

/** Any channel of a workspace with a token of its own: all of them have one lane. */
export function placeIn(workspace: WorkspaceId): LanePlace {
  return { platform: splitWorkspaceId(workspace).platform, channel: '', workspace }
}

function changeOf(
  name: string,
  was: string | undefined,
  becomes: string,
  before: readonly LaneId[],
  after: readonly LaneId[],
): LaneChange {
  return { name, was, becomes, ended: before.filter((lane) => !after.includes(lane)), begun: after }
}
