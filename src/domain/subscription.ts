import type { Destination } from './destination.ts'

/** A destination that was made in chat. */
export interface Subscription {
  readonly destination: Destination
  /** The platform's id of its owner, who is notified when it is paused. */
  readonly madeBy: string
  /** Nothing is posted before this time, in milliseconds since 1970. */
  readonly pausedUntil?: number
  /** The reason of the pause that its owner was last notified about. */
  readonly notified?: string
}

/** The destinations that were made in chat. Every change is durable once its promise resolves. */
export interface Subscriptions {
  all(): readonly Subscription[]
  /** Adds it, or replaces the one with that name. */
  save(subscription: Subscription): Promise<void>
  remove(name: string): Promise<void>
}
