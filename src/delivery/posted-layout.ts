import { z } from 'zod'
import type { DeliveryEntry } from '../domain/delivery.ts'
import { type Destination, discussions, layouts, selectFor } from '../domain/destination.ts'
import type { Digest } from '../domain/digest.ts'
import { isSection } from '../domain/part-key.ts'
import { hashDigest, hashPieces } from './content-hash.ts'

const form = z.object({
  layout: z.enum(layouts),
  discussion: z.enum(discussions),
  mention: z.object({ kind: z.enum(['role', 'group']), id: z.string() }).optional(),
  /** The sections that it was first posted with. */
  sections: z.array(z.object({ key: z.string(), identity: z.string() })),
  /** The stamp of the digest that stands there. */
  content: z.string(),
})

/**
 * How a delivery was posted. It stays so when the configuration changes: nobody wants a channel's past rearranged. The
 * ledger keeps it as the delivery's stamp.
 */
export type PostedLayout = z.infer<typeof form>

/** In place of the stamp: it is not known of all parts which version of the digest they show. */
export const mixedLayout = ''

export function postedLayout(destination: Destination, digest: Digest): PostedLayout {
  const { layout, discussion, mention } = destination
  const wanted = selectFor(destination, digest)
  const stamps = wanted ? [...hashPieces(wanted, layout)] : []
  const sections = stamps.filter(([key]) => isSection(key)).map(([key, { identity }]) => ({ key, identity }))
  return { layout, discussion, ...(mention && { mention }), sections, content: hashDigest(digest) }
}

/** Undefined for what an older Morning Post posted. */
export function parsePostedLayout({ stamp }: Pick<DeliveryEntry, 'stamp'>): PostedLayout | undefined {
  if (stamp === undefined) return undefined
  try {
    return form.safeParse(JSON.parse(stamp)).data
  } catch {
    return undefined
  }
}

export function serializePostedLayout(as: PostedLayout): string {
  return JSON.stringify(as)
}
