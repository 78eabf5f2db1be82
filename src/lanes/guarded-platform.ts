import type { LaneId, LaneOwner } from '../domain/lane.ts'
import type { Platform, PlatformClient } from '../domain/platform.ts'

/** Restricts a platform to the owner of a lane: no request begins that may outlast the lease. */
export function guardPlatform(platform: Platform, lane: LaneId, lanes: Pick<LaneOwner, 'send'>): Platform {
  const send = <Result>(request: () => Promise<Result>) => lanes.send(lane, request)
  const guard = (client: PlatformClient): PlatformClient => ({
    clock: client.clock,
    async reserve(posting) {
      const reservation = await client.reserve(posting)
      return { send: () => send(() => reservation.send()), release: () => reservation.release() }
    },
    edit: (ref, posting) => send(() => client.edit(ref, posting)),
    delete: (ref) => send(() => client.delete(ref)),
    find: (posting, attempts) => client.find(posting, attempts),
    discussions: {
      open: (ref, title) => send(() => client.discussions.open(ref, title)),
      countReplies: (ref) => client.discussions.countReplies(ref),
    },
    sendDirectMessage: (user, cards) => send(() => client.sendDirectMessage(user, cards)),
  })
  const { name, renderer } = platform
  return { name, renderer, client: guard(platform.client), interactive: guard(platform.interactive) }
}
