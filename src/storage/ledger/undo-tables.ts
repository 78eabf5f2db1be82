/** The tables again, with the states of deliveries that an operator undoes: SQLite cannot change a CHECK. */
export const undoTables = `DROP INDEX deliveries_by_digest;
  DROP INDEX deliveries_pending;
  DROP INDEX deliveries_by_time;
  DROP INDEX deliveries_posted;
  DROP INDEX parts_by_message;
  DROP INDEX parts_uncertain;
  DROP INDEX parts_uneditable;
  ALTER TABLE parts RENAME TO old_parts;
  ALTER TABLE deliveries RENAME TO old_deliveries;
  CREATE TABLE deliveries (
    id TEXT PRIMARY KEY,
    destination TEXT NOT NULL,
    digest TEXT NOT NULL,
    platform TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL
      CHECK (state IN ('pending', 'posted', 'superseded', 'skipped', 'failed', 'withdrawing', 'withdrawn')),
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
  INSERT INTO deliveries SELECT * FROM old_deliveries;
  CREATE TABLE parts (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    delivery TEXT NOT NULL REFERENCES deliveries (id),
    key TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('intended', 'posted', 'uncertain', 'confirmed', 'deleting', 'deleted')),
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
    tried_at INTEGER,
    UNIQUE (delivery, key),
    CHECK (state NOT IN ('posted', 'deleting') OR (channel IS NOT NULL AND message IS NOT NULL))
  ) STRICT;
  INSERT INTO parts SELECT * FROM old_parts;
  UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'old_parts'))
    WHERE name = 'parts' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'old_parts');
  DROP TABLE old_parts;
  DROP TABLE old_deliveries;
  CREATE INDEX deliveries_by_digest ON deliveries (digest);
  CREATE INDEX deliveries_pending ON deliveries (created_at) WHERE state = 'pending';
  CREATE INDEX deliveries_withdrawing ON deliveries (created_at) WHERE state = 'withdrawing';
  CREATE INDEX deliveries_by_time ON deliveries (created_at, platform, state);
  CREATE INDEX deliveries_posted ON deliveries (destination, settled_at) WHERE state = 'posted';
  CREATE UNIQUE INDEX parts_by_message ON parts (platform, channel, message) WHERE message IS NOT NULL;
  CREATE INDEX parts_uncertain ON parts (intended_at) WHERE state = 'uncertain';
  CREATE INDEX parts_uneditable ON parts (delivery) WHERE uneditable IS NOT NULL`
