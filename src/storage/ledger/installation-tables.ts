import type { InstallationState } from '../../domain/installation.ts'

export interface InstallationTables {
  installations: {
    /** A `WorkspaceId`. */
    workspace: string
    name: string
    app_id: string
    bot_user: string
    installer: string
    /** A list as JSON. */
    scopes: string
    state: InstallationState
    installed_at: number
    ended_at: number | null
    expires_at: number | null
    refresh_intended_at: number | null
    notified_at: number | null
    /** The name of the key; null without tokens. */
    key_id: string | null
    /** Encrypted, as base64. */
    tokens: string | null
    revision: number
    /** 1 if it began at a link of this bot, else 0. */
    is_linked: number
  }
  /** What may be used once, such as install links, until it expires. */
  used_once: { nonce: string; expires_at: number }
}

export const installationTables = `CREATE TABLE installations (
    workspace TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    app_id TEXT NOT NULL,
    bot_user TEXT NOT NULL,
    installer TEXT NOT NULL,
    scopes TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'needs-reinstall', 'uninstalled')),
    installed_at INTEGER NOT NULL,
    ended_at INTEGER,
    expires_at INTEGER,
    refresh_intended_at INTEGER,
    notified_at INTEGER,
    key_id TEXT,
    tokens TEXT,
    revision INTEGER NOT NULL,
    CHECK ((key_id IS NULL) = (tokens IS NULL))
  ) STRICT;
  CREATE TABLE used_install_links (nonce TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT`
