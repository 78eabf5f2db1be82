import type { PlatformName } from '../domain/destination.ts'
import { minuteMs } from '../domain/duration.ts'
import { errorFields } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import type { Platform } from '../domain/platform.ts'
import type { ChannelPlace, WorkspaceDirectory, WorkspaceId } from '../domain/workspace-id.ts'

/** How long after an answer that did not help the platform is asked about the channel again, in milliseconds. */
const askAgainMs = 5 * minuteMs

/** The answers of the platforms about their channels. */
export class PlatformWorkspaces implements WorkspaceDirectory {
  readonly #platforms: ReadonlyMap<PlatformName, Pick<Platform, 'workspace' | 'workspaceOf'>>
  readonly #log: Log
  readonly #now: () => number
  readonly #known = new Map<string, WorkspaceId>()
  readonly #asking = new Map<string, Promise<void>>()
  /** The earliest time of the next request for each channel. */
  readonly #later = new Map<string, number>()

  constructor(
    platforms: ReadonlyMap<PlatformName, Pick<Platform, 'workspace' | 'workspaceOf'>>,
    log: Log,
    now: () => number,
  ) {
    this.#platforms = platforms
    this.#log = log
    this.#now = now
  }

  workspaceOf(place: ChannelPlace): WorkspaceId | undefined {
    return place.workspace ?? this.#platforms.get(place.platform)?.workspace ?? this.#known.get(keyOf(place))
  }

  async learn(places: Iterable<ChannelPlace>, hasChanged = false): Promise<void> {
    const asked: Promise<void>[] = []
    for (const place of places) {
      if (hasChanged) this.#later.delete(keyOf(place))
      if (this.workspaceOf(place) === undefined) asked.push(this.#ask(place))
    }
    await Promise.all(asked)
  }

  #ask(place: ChannelPlace): Promise<void> {
    const key = keyOf(place)
    const current = this.#asking.get(key)
    if (current || (this.#later.get(key) ?? 0) > this.#now()) return current ?? Promise.resolve()
    const asking = this.#find(place, key).finally(() => this.#asking.delete(key))
    this.#asking.set(key, asking)
    return asking
  }

  async #find({ platform, channel }: ChannelPlace, key: string): Promise<void> {
    this.#later.set(key, this.#now() + askAgainMs)
    try {
      const found = await this.#platforms.get(platform)?.workspaceOf?.(channel)
      if (found) this.#known.set(key, found)
    } catch (error) {
      this.#log.debug({ platform, channel, ...errorFields(error) }, 'the workspace of a channel is not known')
    }
  }
}

function keyOf({ platform, channel }: ChannelPlace): string {
  return `${platform}/${channel}`
}
