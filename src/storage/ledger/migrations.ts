import { candidateTables } from './candidate-tables.ts'
import { installationTables } from './installation-tables.ts'
import { reviewTables } from './review-tables.ts'
import { undoTables } from './undo-tables.ts'

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
  `DROP INDEX deliveries_by_digest;
   DROP INDEX deliveries_unfinished;
   DROP INDEX deliveries_by_time;
   DROP INDEX parts_by_message;
   DROP INDEX parts_uncertain;
   ALTER TABLE parts RENAME TO old_parts;
   ALTER TABLE deliveries RENAME TO old_deliveries;
   CREATE TABLE deliveries (
     id TEXT PRIMARY KEY,
     destination TEXT NOT NULL,
     digest TEXT NOT NULL,
     platform TEXT NOT NULL,
     channel TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('pending', 'posted', 'superseded', 'skipped', 'failed')),
     started INTEGER NOT NULL DEFAULT 0,
     reason TEXT,
     created_at INTEGER NOT NULL,
     due_at INTEGER,
     delay TEXT,
     settled_at INTEGER,
     posted_layout TEXT,
     corrected_at INTEGER,
     UNIQUE (destination, digest)
   ) STRICT;
   INSERT INTO deliveries
     SELECT id, destination, digest, platform, channel, iif(state = 'owed', 'pending', state), begun, reason, owed_at,
       due_at, iif(lateness IS NULL, NULL, json_object('text', lateness)), settled_at, layout_of_0_1_0(stamp), corrected_at
     FROM old_deliveries;
   CREATE TABLE parts (
     position INTEGER PRIMARY KEY AUTOINCREMENT,
     delivery TEXT NOT NULL REFERENCES deliveries (id),
     key TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('intended', 'posted', 'uncertain', 'confirmed')),
     intended_at INTEGER NOT NULL,
     posted_at INTEGER,
     platform TEXT,
     channel TEXT,
     message TEXT,
     thread TEXT,
     link TEXT,
     shown TEXT,
     edited_at INTEGER,
     uneditable TEXT,
     UNIQUE (delivery, key),
     CHECK (state <> 'posted' OR (channel IS NOT NULL AND message IS NOT NULL))
   ) STRICT;
   INSERT INTO parts
     SELECT position, delivery, key, iif(state = 'vouched', 'confirmed', state), intended_at, posted_at, platform, channel,
       message, thread, link, shown_of_0_1_0(stamp, takeaways), edited_at, uneditable
     FROM old_parts;
   CREATE TABLE alert_messages (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     state TEXT NOT NULL CHECK (state IN ('pending', 'intended', 'posted', 'uncertain')),
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
   INSERT INTO alert_messages
     SELECT id, iif(state = 'gathered', 'pending', state), to_platform, to_channel, intended_at, posted_at, platform,
       channel, message, thread, link
     FROM notice_messages;
   CREATE TABLE alerts (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     subject TEXT NOT NULL,
     content TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     resolved_at INTEGER,
     message INTEGER REFERENCES alert_messages (id)
   ) STRICT;
   INSERT INTO alerts SELECT id, subject, content, noted_at, settled_at, message FROM notices;
   DELETE FROM sqlite_sequence WHERE name IN ('parts', 'alerts', 'alert_messages');
   INSERT INTO sqlite_sequence
     SELECT CASE name WHEN 'old_parts' THEN 'parts' WHEN 'notices' THEN 'alerts' ELSE 'alert_messages' END, seq
     FROM sqlite_sequence WHERE name IN ('old_parts', 'notices', 'notice_messages');
   DROP TABLE old_parts;
   DROP TABLE old_deliveries;
   DROP TABLE notices;
   DROP TABLE notice_messages;
   CREATE INDEX deliveries_by_digest ON deliveries (digest);
   CREATE INDEX deliveries_pending ON deliveries (created_at) WHERE state = 'pending';
   CREATE INDEX deliveries_by_time ON deliveries (created_at, platform, state);
   CREATE UNIQUE INDEX parts_by_message ON parts (platform, channel, message) WHERE message IS NOT NULL;
   CREATE INDEX parts_uncertain ON parts (intended_at) WHERE state = 'uncertain';
   CREATE INDEX alert_messages_unfinished ON alert_messages (id) WHERE state <> 'posted';
   CREATE INDEX alerts_by_subject ON alerts (subject);
   CREATE UNIQUE INDEX alerts_open ON alerts (subject) WHERE resolved_at IS NULL;
   CREATE INDEX alerts_unsent ON alerts (id) WHERE message IS NULL;
   CREATE INDEX alerts_by_message ON alerts (message);
   ALTER TABLE facts RENAME TO runtime;
   UPDATE runtime SET name = 'heartbeat_at' WHERE name = 'alive_at';
   UPDATE runtime SET name = 'checked_at' WHERE name = 'proved_at';
   ALTER TABLE subscriptions RENAME COLUMN told TO notified`,
  `ALTER TABLE parts ADD COLUMN tried_at INTEGER;
   ALTER TABLE alert_messages ADD COLUMN tried_at INTEGER`,
  `UPDATE alerts SET subject = 'stale:' || substr(subject, 7),
     content = json_set(content, '$.kind', 'stale', '$.subject', 'stale:' || substr(subject, 7))
   WHERE subject LIKE 'quiet:%' AND json_valid(content);
   UPDATE alerts SET subject = 'resolved:' || substr(subject, 8),
     content = json_set(content, '$.kind', 'resolved', '$.subject', 'resolved:' || substr(subject, 8))
   WHERE subject LIKE 'mended:%' AND json_valid(content)`,
  `CREATE INDEX parts_uneditable ON parts (delivery) WHERE uneditable IS NOT NULL`,
  `CREATE INDEX deliveries_posted ON deliveries (destination, settled_at) WHERE state = 'posted'`,
  candidateTables,
  reviewTables,
  undoTables,
  installationTables,
  `ALTER TABLE deliveries ADD COLUMN workspace TEXT`,
  `CREATE TABLE refused_requests (
     request TEXT PRIMARY KEY,
     refused_at INTEGER NOT NULL,
     refused_ms INTEGER NOT NULL
   ) STRICT`,
  `ALTER TABLE installations ADD COLUMN is_linked INTEGER NOT NULL DEFAULT 1;
   ALTER TABLE used_install_links RENAME TO used_once`,
  // Only PostgreSQL has tables for several machines.
  '',
]
