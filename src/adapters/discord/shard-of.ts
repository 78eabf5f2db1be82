/**
 * The shard that gets the events of a server:
 * https://docs.discord.com/developers/events/gateway#sharding-sharding-formula
 */
export function shardOf(server: string, count: number): number {
  return Number((BigInt(server) >> 22n) % BigInt(count))
}
