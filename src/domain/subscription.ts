import type { Destination } from './destination.ts'

/** A destination that was made in chat. */
export interface Subscription {
  readonly destination: Destination
  /** The platform's id of whoever made it, who is told when it cannot be served. */
  readonly madeBy: string
  /** Nothing is posted before this time, in milliseconds since 1970. */
  readonly pausedUntil?: number
  /** The reason for which it cannot be served, once whoever made it was told. */
  readonly notified?: string
}

/** The destinations that were made in chat. Every change is durable once its promise resolves. */
export interface Subscriptions {
  all(): readonly Subscription[]
  /** Makes it, or takes the place of the one of that name. */
  save(subscription: Subscription): Promise<void>
  remove(name: string): Promise<void>
}
