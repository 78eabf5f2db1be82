import { expect, test } from 'vitest'
import { shardOf } from '../../../src/adapters/discord/shard-of.ts'

// (id >> 22) % count, worked out by hand.
test.each([
  ['4194304', 2, 1],
  ['8388608', 2, 0],
  ['8388607', 2, 1],
  ['1100000000000000001', 1, 0],
  ['1100000000000000001', 16, 3],
])('the events of server %s go to one of %i shards: %i', (server, count, shard) => {
  expect(shardOf(server, count)).toBe(shard)
})
