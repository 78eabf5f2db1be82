import type { Generated } from 'kysely'
import type { DeliveryState, PartState } from '../domain/delivery.ts'
import type { PlatformName } from '../domain/destination.ts'

export interface LedgerTables {
  deliveries: {
    id: string
    destination: string
    digest: string
    platform: PlatformName
    channel: string
    state: DeliveryState
    /** 0 or 1. */
    begun: number
    reason: string | null
    owed_at: number
    settled_at: number | null
  }
  parts: {
    /** Grows with every first intent: the order of the parts. */
    position: Generated<number>
    delivery: string
    key: string
    state: PartState
    intended_at: number
    posted_at: number | null
    platform: PlatformName | null
    channel: string | null
    message: string | null
    thread: string | null
    link: string | null
  }
  destinations: {
    name: string
    first_seen: number
    paused_reason: string | null
    paused_at: number | null
  }
  subscriptions: {
    name: string
    /** A `Destination` as JSON, its skipped days as a list. */
    destination: string
    made_by: string
    paused_until: number | null
    told: string | null
  }
}

/** Never edit a step that was released: add one. */
export const ledgerMigrations = [
  `CREATE TABLE deliveries (
     id TEXT PRIMARY KEY,
     destination TEXT NOT NULL,
     digest TEXT NOT NULL,
     platform TEXT NOT NULL,
     channel TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('owed', 'posted', 'superseded', 'skipped', 'failed')),
     begun INTEGER NOT NULL DEFAULT 0,
     reason TEXT,
     owed_at INTEGER NOT NULL,
     settled_at INTEGER,
     UNIQUE (destination, digest)
   ) STRICT;
   CREATE INDEX deliveries_by_digest ON deliveries (digest);
   CREATE INDEX deliveries_unfinished ON deliveries (owed_at) WHERE state = 'owed';
   CREATE TABLE parts (
     position INTEGER PRIMARY KEY AUTOINCREMENT,
     delivery TEXT NOT NULL REFERENCES deliveries (id),
     key TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('intended', 'posted', 'uncertain')),
     intended_at INTEGER NOT NULL,
     posted_at INTEGER,
     platform TEXT,
     channel TEXT,
     message TEXT,
     thread TEXT,
     link TEXT,
     UNIQUE (delivery, key),
     CHECK (state <> 'posted' OR (channel IS NOT NULL AND message IS NOT NULL))
   ) STRICT;
   CREATE UNIQUE INDEX parts_by_message ON parts (platform, channel, message) WHERE message IS NOT NULL;
   CREATE TABLE destinations (
     name TEXT PRIMARY KEY,
     first_seen INTEGER NOT NULL,
     paused_reason TEXT,
     paused_at INTEGER
   ) STRICT`,
  `CREATE TABLE subscriptions (
     name TEXT PRIMARY KEY,
     destination TEXT NOT NULL,
     made_by TEXT NOT NULL,
     paused_until INTEGER,
     told TEXT
   ) STRICT`,
]
