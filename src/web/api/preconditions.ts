import type { Context } from 'hono'
import type { Condition } from './stored-digests.ts'

/** The condition that a request makes with `If-Match` and `If-None-Match` (RFC 9110, 13.1). */
export function preconditionOf(context: Context): Condition {
  const [wanted, unwanted] = ['if-match', 'if-none-match'].map((name) => context.req.header(name))
  return (stored) => {
    if (wanted !== undefined && !(stored && matches(wanted, stored.etag, 'strong'))) return false
    return unwanted === undefined || !(stored && matches(unwanted, stored.etag, 'weak'))
  }
}

/** Whether a list of entity tags, or `*`, includes this one. A weak tag is never strongly equal to another. */
export function matches(list: string, etag: string, comparison: 'strong' | 'weak'): boolean {
  if (list.trim() === '*') return true
  const tags = [...list.matchAll(/(W\/)?("[^"]*")/g)]
  return tags.some(([, weak, tag]) => tag === etag && (comparison === 'weak' || !weak))
}
