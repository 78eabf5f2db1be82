import type { Generated } from 'kysely'
import type { CandidateState } from '../../domain/candidate.ts'
import type { DeliveryState, PartState } from '../../domain/delivery.ts'
import type { PlatformName } from '../../domain/destination.ts'
import type { InstallationTables } from './installation-tables.ts'
import type { ReviewTables } from './review-tables.ts'

export interface LedgerTables extends ReviewTables, InstallationTables {
  deliveries: {
    id: string
    destination: string
    digest: string
    platform: PlatformName
    channel: string
    state: DeliveryState
    /** 0 or 1. */
    started: number
    /** A `FailureReason` as JSON; a sentence if an earlier version wrote it. The same for `uneditable` and `paused_reason`. */
    reason: string | null
    created_at: number
    due_at: number | null
    /** A `Delay` as JSON. */
    delay: string | null
    settled_at: number | null
    /** A `PostedLayout` as JSON. */
    posted_layout: string | null
    corrected_at: number | null
    /** A `WorkspaceId`; null for the default workspace. */
    workspace: string | null
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
    tried_at: number | null
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
    notified: string | null
  }
  /** Values about the ledger itself; times in milliseconds since 1970. */
  runtime: {
    name: 'heartbeat_at' | 'gap_from' | 'gap_to' | 'gap_found_at' | 'gap_is_new' | 'copied_at' | 'checked_at'
    value: number
  }
  alerts: {
    id: Generated<number>
    subject: string
    content: string
    created_at: number
    resolved_at: number | null
    message: number | null
  }
  alert_messages: {
    id: Generated<number>
    state: 'pending' | 'intended' | 'posted' | 'uncertain'
    to_platform: PlatformName
    to_channel: string
    intended_at: number | null
    posted_at: number | null
    platform: PlatformName | null
    channel: string | null
    message: string | null
    thread: string | null
    link: string | null
    tried_at: number | null
  }
  candidates: {
    publication: string
    id: string
    source: string
    url: string
    title: string
    text: string
    /** A list as JSON. The same for `tags`. */
    authors: string
    tags: string
    published_at: number
    first_seen_at: number
    signal: number
    suggested_by: string | null
    state: CandidateState
    used_on: string | null
  }
  refused_requests: {
    /** A hash of the request. */
    request: string
    refused_at: number
    refused_ms: number
  }
  source_states: {
    publication: string
    source: string
    address: string
    etag: string | null
    last_modified: string | null
    read_at: number | null
    next_at: number
    failures: number
    failing_since: number | null
    problem: string | null
  }
}
