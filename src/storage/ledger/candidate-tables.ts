/** The step that adds the tables of candidates and their sources. */
export const candidateTables = `CREATE TABLE candidates (
  publication TEXT NOT NULL,
  id TEXT NOT NULL,
  source TEXT NOT NULL,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  authors TEXT NOT NULL,
  tags TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  first_seen_at INTEGER NOT NULL,
  signal REAL NOT NULL,
  suggested_by TEXT,
  state TEXT NOT NULL CHECK (state IN ('new', 'picked', 'dropped', 'used')),
  used_on TEXT,
  PRIMARY KEY (publication, id)
) STRICT;
CREATE INDEX candidates_by_time ON candidates (publication, first_seen_at);
CREATE TABLE source_states (
  publication TEXT NOT NULL,
  source TEXT NOT NULL,
  address TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,
  read_at INTEGER,
  next_at INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  failing_since INTEGER,
  problem TEXT,
  PRIMARY KEY (publication, source)
) STRICT`
