import type { Layout, PlatformName } from '../domain/destination.ts'
import { type Digest, digestId } from '../domain/digest.ts'
import type { Part } from '../domain/part.ts'
import { type KeyedReply, type PartKey, parsePartKey } from '../domain/part-key.ts'
import type { Renderer } from '../domain/platform.ts'
import { plainText } from '../domain/text.ts'
import { truncate } from '../domain/truncate.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { preview } from '../platforms/preview.ts'
import { platformNamed } from '../platforms/registry.ts'

/** Enough to recognise a message by, on one line of a terminal. */
const wordsMax = 72

/** How the message of a part begins, whatever its digest has become since; undefined when the digest has no such part. */
export function partPreview(
  key: PartKey,
  digest: Digest,
  platform: PlatformName,
  layout: Layout = 'sections',
  vocabulary: Vocabulary,
): string | undefined {
  const { piece, reply } = parsePartKey(key) ?? {}
  const part =
    piece?.type === 'section' && reply
      ? underSection(piece.number, reply, digest, platformNamed(platform).renderer(vocabulary))
      : preview(digest, platform, layout, vocabulary).find((each) => each.part.key === key)?.part
  const line = part?.plain.split('\n').find((text) => /\p{L}|\p{N}/u.test(text))
  return line && truncate(line.trim(), wordsMax)
}

function underSection(number: string, reply: KeyedReply, digest: Digest, renderer: Renderer): Part | undefined {
  const section = digest.sections.find((each) => each.number === number)
  if (!section || reply.type === 'correction') return undefined
  const { title, takeaways } = section
  const about = { digest: digestId(digest), section: number, title: plainText(title), takeaways }
  return reply.type === 'takeaways'
    ? renderer.renderAllTakeaways(about, digest.language)
    : renderer.renderTakeaway(about, reply.point, digest.language)
}
