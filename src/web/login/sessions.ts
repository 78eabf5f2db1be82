import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { hourMs } from '../../domain/duration.ts'

/** How long a session lasts without a request, and in total, in milliseconds. */
const [idleMs, totalMs] = [12 * hourMs, 7 * 24 * hourMs]
const sessionsMax = 1_000

interface Session {
  readonly startedAt: number
  readonly usedAt: number
}

/** The sessions of people who are logged in, in memory: a restart ends all of them. */
export class Sessions {
  readonly #secret = randomBytes(32)
  /** The sessions by the hash of their id, so that a dump of the memory opens nothing. */
  readonly #sessions = new Map<string, Session>()

  /** Starts a session. The id is a secret of its browser. */
  start(now: number): string {
    for (const key of [...this.#sessions.keys()].slice(0, Math.max(0, this.#sessions.size + 1 - sessionsMax)))
      this.#sessions.delete(key)
    const id = newId()
    this.#sessions.set(hashOf(id), { startedAt: now, usedAt: now })
    return id
  }

  /** Whether the session is open. Extends it if so. */
  use(id: string, now: number): boolean {
    const key = hashOf(id)
    const session = this.#sessions.get(key)
    if (!session) return false
    this.#sessions.delete(key)
    if (now - session.usedAt >= idleMs || now - session.startedAt >= totalMs) return false
    // Moves it to the end: the least recently used sessions are removed first.
    this.#sessions.set(key, { ...session, usedAt: now })
    return true
  }

  end(id: string): void {
    this.#sessions.delete(hashOf(id))
  }

  /**
   * The CSRF token of a browser's forms, which other sites cannot know. `id` may also be that of a visitor without a
   * session.
   */
  formToken(id: string): string {
    return createHmac('sha256', this.#secret).update(id).digest('base64url')
  }

  isFormToken(token: string, id: string): boolean {
    const [given, expected] = [token, this.formToken(id)].map((each) => createHash('sha256').update(each).digest())
    return given !== undefined && expected !== undefined && timingSafeEqual(given, expected)
  }
}

/** An id that cannot be guessed. */
export function newId(): string {
  return randomBytes(24).toString('base64url')
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url')
}
