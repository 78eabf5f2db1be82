import { expect, test } from 'vitest'
import type { DeliveryEntry } from '../../src/domain/delivery.ts'
import type { PlatformName } from '../../src/domain/destination.ts'
import { DestinationQueue, type WaitingDestination } from '../../src/scheduler/destination-queue.ts'
import { aDelivery, aDestination } from '../builders.ts'

const waiting = (count: number, platform: PlatformName = 'slack'): WaitingDestination[] =>
  Array.from({ length: count }, (_, at) => ({
    destination: aDestination({ name: `${platform}-${at}`, platform }),
    begun: [],
    paused: false,
  }))

/** Starts every destination that may run now; none ends by itself. */
function serveAll(
  queue: DestinationQueue,
  platform: PlatformName,
  now: number,
): { names: string[]; ends: (() => void)[] } {
  const [names, ends]: [string[], (() => void)[]] = [[], []]
  for (let next = queue.next(platform, now); next; next = queue.next(platform, now)) {
    names.push(next.destination.name)
    void queue.count(platform, now, new Promise((resolve) => ends.push(resolve)))
  }
  return { names, ends }
}

test('thousands of destinations are served a few hundred at a time', async () => {
  const queue = new DestinationQueue()
  queue.replace(waiting(5_000))
  const first = serveAll(queue, 'slack', 0)
  expect(first.names.length).toBeLessThan(500)
  expect(serveAll(queue, 'slack', 1_000).names).toEqual([])
  first.ends[0]?.()
  await new Promise(setImmediate)
  expect(serveAll(queue, 'slack', 1_000).names).toHaveLength(1)
})

test('a platform whose destinations are slow keeps the other from nothing', () => {
  const queue = new DestinationQueue()
  queue.replace([...waiting(5_000), ...waiting(3, 'discord')])
  serveAll(queue, 'slack', 0)
  expect(serveAll(queue, 'discord', 0).names).toEqual(['discord-0', 'discord-1', 'discord-2'])
})

test('slow runs do not block others', () => {
  const queue = new DestinationQueue()
  queue.replace(waiting(5_000))
  const first = serveAll(queue, 'slack', 0)
  expect(serveAll(queue, 'slack', 200_000).names).toHaveLength(first.names.length)
})

test('what was begun goes first', () => {
  const queue = new DestinationQueue()
  const [one, other] = waiting(2)
  if (!one || !other) throw new Error('there are two')
  const delivery: DeliveryEntry = { ...aDelivery(), state: 'pending', started: true }
  queue.replace([one, { ...other, begun: [delivery] }])
  expect(serveAll(queue, 'slack', 0).names).toEqual(['slack-1', 'slack-0'])
})
