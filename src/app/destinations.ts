import type { Destination } from '../domain/destination.ts'
import type { Log } from '../domain/log.ts'

/**
 * The destinations of the configuration, and those of subscriptions that add something: a channel gets a publication
 * once. Where both post it, the configuration's counts, which inherits what the subscription has posted.
 */
export function allDestinations(
  configured: readonly Destination[],
  subscribed: readonly Destination[],
  onSkipped: (subscription: Destination, other: Destination) => void = () => {},
): readonly Destination[] {
  if (subscribed.length === 0) return configured
  const all = [...configured]
  const known = new Map(configured.flatMap((each) => keysOf(each).map((key) => [key, each])))
  for (const subscription of subscribed) {
    const keys = keysOf(subscription)
    const other = keys.map((key) => known.get(key)).find((each) => each !== undefined)
    if (other) onSkipped(subscription, other)
    else {
      all.push(subscription)
      for (const key of keys) known.set(key, subscription)
    }
  }
  return all
}

/** Two destinations that share one of these are the same. Letters in ids of channels count the same in either case. */
function keysOf({ name, platform, channel, publication }: Destination): string[] {
  return [`name ${name}`, `place ${platform} ${channel.toLowerCase()} ${publication}`]
}

/** Logs each skipped subscription once. */
export function logSkipped(log: Log): (subscription: Destination, other: Destination) => void {
  const logged = new Set<string>()
  return ({ name }, other) => {
    if (logged.has(name)) return
    logged.add(name)
    log.warn(
      { destination: name, reason: `"${other.name}" posts the publication to the channel` },
      'the subscription posts nothing',
    )
  }
}
