import { createHash } from 'node:crypto'
import { paragraph, unstyled } from '../domain/build.ts'
import { type Digest, type DigestId, digestId } from '../domain/digest.ts'
import type { Draft } from '../domain/draft.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { RepeatedStory, ReviewContext } from './context.ts'

/** The digest that a draft would become, as Markdown. */
export interface DraftContent {
  readonly id: DigestId
  readonly markdown: string
  /** Equal for equal content with the same warnings: once a story is published elsewhere, it is asked again. */
  readonly hash: string
  readonly repeated: readonly RepeatedStory[]
  /** Whether a person changed the Markdown file of the draft, which does not count. */
  readonly isEditedByHand: boolean
}

/** Twelve hexadecimal digits, so that they fit into the id of a control. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/**
 * The digest as it will be posted. A sentence that a person wrote may be parsed differently than it looks in a dialog:
 * as a source, a link or a second tag. While a check fails there is no such digest, and the draft itself is shown.
 */
export async function digestToPost(
  draft: Draft,
  { id, markdown }: DraftContent,
  { render }: Pick<ReviewContext, 'render'>,
): Promise<Digest> {
  const { digest } = await render.read(id, markdown)
  return digest ?? render.digest(draft)
}

/** `isUnreviewed` puts a line on top, which every layout shows with the overview. */
export async function contentOf(
  draft: Draft,
  { render, repeatedStories, drafts }: Pick<ReviewContext, 'render' | 'repeatedStories' | 'drafts'>,
  isUnreviewed = false,
): Promise<DraftContent> {
  const digest = render.digest(draft)
  const { unreviewed } = messagesFor(draft.language).review
  const line = paragraph({ type: 'emphasis', children: [unstyled(unreviewed)] })
  const prose = isUnreviewed
    ? [{ before: 'overview', title: [], blocks: [line] } as const, ...digest.prose]
    : digest.prose
  const markdown = await render.markdown({ ...digest, prose })
  const repeated = await repeatedStories(draft)
  const isEditedByHand = !isUnreviewed && drafts.isEditedByHand(draft.publication, draft.date)
  const warned = [...repeated, ...(isEditedByHand ? ['edited by hand'] : [])]
  const hash = shortHash(warned.length > 0 ? `${markdown}\n${JSON.stringify(warned)}` : markdown)
  return { id: digestId(draft), markdown, hash, repeated, isEditedByHand }
}
