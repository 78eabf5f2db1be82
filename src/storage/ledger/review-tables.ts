import type { Generated } from 'kysely'
import type { PlatformName } from '../../domain/destination.ts'
import type { ReviewState } from '../../domain/review.ts'
import type { ReviewVerb } from '../../domain/review-action.ts'

/** The step that adds the tables of reviews. */
export const reviewTables = `CREATE TABLE reviews (
  digest TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'published', 'held', 'replaced', 'over')),
  hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER,
  content TEXT,
  card_state TEXT CHECK (card_state IN ('intended', 'posted', 'uncertain')),
  intended_at INTEGER,
  tried_at INTEGER,
  posted_at INTEGER,
  platform TEXT,
  channel TEXT,
  message TEXT,
  thread TEXT,
  link TEXT,
  shown TEXT,
  CHECK (state <> 'approved' OR content IS NOT NULL)
) STRICT;
CREATE INDEX reviews_open ON reviews (created_at) WHERE state IN ('waiting', 'approved');
CREATE TABLE review_steps (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  digest TEXT NOT NULL,
  verb TEXT NOT NULL,
  hash TEXT NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX review_steps_by_digest ON review_steps (digest)`

export interface ReviewTables {
  reviews: {
    digest: string
    state: ReviewState
    hash: string
    created_at: number
    /** A `Person` as JSON. The same for `by`. */
    decided_by: string | null
    decided_at: number | null
    content: string | null
    card_state: 'intended' | 'posted' | 'uncertain' | null
    intended_at: number | null
    tried_at: number | null
    posted_at: number | null
    platform: PlatformName | null
    channel: string | null
    message: string | null
    thread: string | null
    link: string | null
    shown: string | null
  }
  review_steps: {
    id: Generated<number>
    digest: string
    verb: ReviewVerb
    hash: string
    by: string
    at: number
  }
}
