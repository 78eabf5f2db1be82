import type { MessageRef, ShownContent } from '../domain/delivery.ts'
import { MessageRefused } from '../domain/errors.ts'
import type { Notice, Part } from '../domain/part.ts'
import { overviewKey, parsePartKey } from '../domain/part-key.ts'
import type { Posting } from '../domain/platform.ts'
import { shortDate } from '../i18n/dates.ts'
import { failureReason } from '../i18n/failures.ts'
import type { DeliveryContext, KnownParts } from './context.ts'
import type { CorrectionContext } from './correct/types.ts'
import { isReplaced, shownReplacement } from './message-state.ts'
import { isInChannel, postPartOnce } from './post-part.ts'

const lostReason = failureReason('refusal-lost')

interface PostedPart {
  /** Undefined if the part was confirmed by hand without a link. */
  readonly ref: MessageRef | undefined
  /** A line replaces it. */
  readonly isReplaced: boolean
}

/**
 * Posts a part exactly once. If the platform refuses this one message, a line with the same key replaces it, so that
 * the rest of the digest goes on, only one of the two is ever there, and a correction can replace the line. The reason
 * is recorded. Throws other errors, and the refusal if the line is refused as well.
 */
export async function postOrReplace(
  posting: Posting,
  about: Pick<CorrectionContext, 'delivery' | 'as' | 'digest'>,
  context: DeliveryContext,
  shown?: ShownContent,
  known: KnownParts = { isRemembered: false },
): Promise<PostedPart> {
  const { delivery } = about
  const { key } = posting.part
  const { isRemembered } = known
  const before = (known.entries ?? (await context.ledger.parts(delivery.id))).find((entry) => entry.key === key)
  if (before && isReplaced(before)) {
    // The process may have ended while it sent the line, or before it recorded the reason.
    const ref = isInChannel(before) ? before.ref : await postLine(posting, about, context, shown, isRemembered)
    if (before.uneditable === undefined) await context.ledger.markUneditable(delivery.id, key, lostReason)
    return { ref, isReplaced: true }
  }
  try {
    return { ref: await postPartOnce(delivery.id, posting, context, shown, known), isReplaced: false }
  } catch (error) {
    if (!(error instanceof MessageRefused)) throw error
    const ref = await replace(error, posting, about, context, shown, isRemembered)
    return { ref, isReplaced: true }
  }
}

async function replace(
  refusal: MessageRefused,
  posting: Posting,
  about: Pick<CorrectionContext, 'delivery' | 'as' | 'digest'>,
  context: DeliveryContext,
  shown: ShownContent | undefined,
  isRemembered: boolean,
): Promise<MessageRef | undefined> {
  const { ledger, log } = context
  const { id } = about.delivery
  const { key } = posting.part
  // Earlier attempts were looked for before it was refused: none of them arrived.
  await ledger.cancelIntent(id, key)
  const ref = await postLine(posting, about, context, shown, isRemembered).catch((error: unknown) => {
    throw error instanceof MessageRefused ? refusal : error
  })
  log.error(
    { delivery: id, part: key, code: refusal.code, reason: refusal.message },
    'the message was refused; a line replaces it',
  )
  await ledger.markUneditable(id, key, refusal.reason)
  return ref
}

/** With a link to the page, or without it if the platform refuses the link. */
async function postLine(
  posting: Posting,
  about: Pick<CorrectionContext, 'delivery' | 'as' | 'digest'>,
  context: DeliveryContext,
  shown: ShownContent | undefined,
  isRemembered: boolean,
): Promise<MessageRef | undefined> {
  const { url } = about.digest
  const line = (address?: string) =>
    postPartOnce(
      about.delivery.id,
      { ...posting, part: lineFor(posting.part, address, about, context) },
      context,
      shownReplacement(shown),
      { isRemembered },
    )
  if (url === undefined) return line()
  return line(url).catch((error: unknown) => {
    if (error instanceof MessageRefused) return line()
    throw error
  })
}

function lineFor(
  { key, under }: Part,
  url: string | undefined,
  { as, digest }: Pick<CorrectionContext, 'as' | 'digest'>,
  { platform }: DeliveryContext,
): Part {
  const { piece } = parsePartKey(key) ?? {}
  const notice: Notice = {
    type: 'refused',
    ...(piece?.type === 'section' && { section: piece.number }),
    ...(url !== undefined && { url }),
    ...(as.layout === 'forum' && key === overviewKey && { opens: shortDate(digest.date, digest.language) }),
  }
  return { ...platform.renderer.renderNotice(key, notice, digest.language), ...(under && { under }) }
}
