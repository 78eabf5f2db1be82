import type { Block, Image } from '../../domain/digest.ts'
import { truncate } from '../../domain/truncate.ts'
import { blocksMarkdown } from './blocks.ts'
import { type MediaGallery, separator, type TextDisplay, text } from './components.ts'
import { neutralizeMentions } from './escape.ts'
import { descriptionMax, galleryMax } from './limits.ts'
import { discordAddress } from './links.ts'

type TextOrImages = TextDisplay | MediaGallery

/** Blocks as components: images side by side are one gallery, rules are separators, of which none stands at an end. */
export function bodyOf(blocks: readonly Block[]): (TextOrImages | typeof separator)[] {
  const [above = [], ...rest] = splitAt(blocks, ({ type }) => type === 'rule')
    .map(textsAndImages)
    .filter((stretch) => stretch.length > 0)
  return [...above, ...rest.flatMap((below) => [separator, ...below])]
}

/** The same where rules are lines in the text. */
export function textsAndImages(blocks: readonly Block[]): TextOrImages[] {
  const shown: TextOrImages[] = []
  let before: Block[] = []
  const write = () => {
    const markdown = blocksMarkdown(before)
    before = []
    if (markdown.trim() !== '') shown.push(text(markdown))
  }
  for (const block of blocks) {
    const item = block.type === 'image' ? galleryItem(block) : undefined
    if (!item) {
      before.push(block)
      continue
    }
    write()
    const last = shown.at(-1)
    if (last?.type === 12 && last.items.length < galleryMax) {
      shown[shown.length - 1] = { ...last, items: [...last.items, item] }
    } else shown.push({ type: 12, items: [item] })
  }
  write()
  return shown
}

/** Undefined for an address that Discord does not accept: the image is a link then. */
function galleryItem({ url, alt }: Image): MediaGallery['items'][number] | undefined {
  const address = discordAddress(url)
  return address
    ? { media: { url: address }, description: truncate(neutralizeMentions(alt), descriptionMax) }
    : undefined
}

function splitAt(blocks: readonly Block[], isBoundary: (block: Block) => boolean): Block[][] {
  const stretches: Block[][] = [[]]
  for (const block of blocks) {
    if (isBoundary(block)) stretches.push([])
    else stretches.at(-1)?.push(block)
  }
  return stretches
}
