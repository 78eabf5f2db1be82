import type { Generated } from 'kysely'
import type { DeliveryState, PartState } from '../../domain/delivery.ts'
import type { PlatformName } from '../../domain/destination.ts'

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
    due_at: number | null
    /** A `Delay` as JSON. */
    delay: string | null
    settled_at: number | null
    /** A `PostedLayout` as JSON. */
    posted_layout: string | null
    corrected_at: number | null
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
    /** A `Shown` as JSON. */
    shown: string | null
    edited_at: number | null
    uneditable: string | null
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
  /** One row for each thing that the ledger knows of itself. */
  facts: {
    name: 'alive_at' | 'gap_from' | 'gap_to' | 'copied_at' | 'proved_at'
    value: number
  }
  notices: {
    id: Generated<number>
    subject: string
    content: string
    noted_at: number
    settled_at: number | null
    message: number | null
  }
  notice_messages: {
    id: Generated<number>
    state: 'gathered' | 'intended' | 'posted' | 'uncertain'
    to_platform: PlatformName
    to_channel: string
    intended_at: number | null
    posted_at: number | null
    platform: PlatformName | null
    channel: string | null
    message: string | null
    thread: string | null
    link: string | null
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
  `ALTER TABLE deliveries ADD COLUMN due_at INTEGER;
   ALTER TABLE deliveries ADD COLUMN lateness TEXT;
   ALTER TABLE deliveries ADD COLUMN stamp TEXT;
   ALTER TABLE deliveries ADD COLUMN corrected_at INTEGER;
   ALTER TABLE parts RENAME TO old_parts;
   DROP INDEX parts_by_message;
   CREATE TABLE parts (
     position INTEGER PRIMARY KEY AUTOINCREMENT,
     delivery TEXT NOT NULL REFERENCES deliveries (id),
     key TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('intended', 'posted', 'uncertain', 'vouched')),
     intended_at INTEGER NOT NULL,
     posted_at INTEGER,
     platform TEXT,
     channel TEXT,
     message TEXT,
     thread TEXT,
     link TEXT,
     stamp TEXT,
     takeaways TEXT,
     edited_at INTEGER,
     uneditable TEXT,
     UNIQUE (delivery, key),
     CHECK (state <> 'posted' OR (channel IS NOT NULL AND message IS NOT NULL))
   ) STRICT;
   INSERT INTO parts (position, delivery, key, state, intended_at, posted_at, platform, channel, message, thread, link)
     SELECT position, delivery, key, state, intended_at, posted_at, platform, channel, message, thread, link
     FROM old_parts;
   DROP TABLE old_parts;
   CREATE UNIQUE INDEX parts_by_message ON parts (platform, channel, message) WHERE message IS NOT NULL;
   CREATE INDEX parts_uncertain ON parts (intended_at) WHERE state = 'uncertain';
   CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT`,
  `CREATE TABLE notice_messages (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     state TEXT NOT NULL CHECK (state IN ('gathered', 'intended', 'posted', 'uncertain')),
     to_platform TEXT NOT NULL,
     to_channel TEXT NOT NULL,
     intended_at INTEGER,
     posted_at INTEGER,
     platform TEXT,
     channel TEXT,
     message TEXT,
     thread TEXT,
     link TEXT
   ) STRICT;
   CREATE INDEX notice_messages_unfinished ON notice_messages (id) WHERE state <> 'posted';
   CREATE TABLE notices (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     subject TEXT NOT NULL,
     content TEXT NOT NULL,
     noted_at INTEGER NOT NULL,
     settled_at INTEGER,
     message INTEGER REFERENCES notice_messages (id)
   ) STRICT;
   CREATE INDEX notices_by_subject ON notices (subject);
   CREATE UNIQUE INDEX notices_open ON notices (subject) WHERE settled_at IS NULL;
   CREATE INDEX notices_untold ON notices (id) WHERE message IS NULL;
   CREATE INDEX notices_by_message ON notices (message);
   CREATE INDEX deliveries_by_time ON deliveries (owed_at, platform, state);
   CREATE INDEX destinations_paused ON destinations (name) WHERE paused_reason IS NOT NULL`,
  `ALTER TABLE deliveries RENAME COLUMN lateness TO delay;
   UPDATE deliveries SET delay = json_object('text', delay) WHERE delay IS NOT NULL;
   ALTER TABLE deliveries RENAME COLUMN stamp TO posted_layout;
   UPDATE deliveries SET posted_layout = layout_of_0_1_0(posted_layout) WHERE posted_layout IS NOT NULL;
   ALTER TABLE parts RENAME COLUMN stamp TO shown;
   UPDATE parts SET shown = shown_of_0_1_0(shown, takeaways) WHERE shown IS NOT NULL;
   ALTER TABLE parts DROP COLUMN takeaways`,
]
