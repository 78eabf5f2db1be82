import type { ImageReference, Image as MarkdownImage, Node, Paragraph, PhrasingContent, RootContent } from 'mdast'
import { link, paragraph, unstyled } from '../../domain/build.ts'
import type { Block, Image, Inline, ListItem } from '../../domain/digest.ts'
import type { ProblemText } from '../../domain/problem.ts'
import { plainText } from '../../domain/text.ts'
import { truncate } from '../../domain/truncate.ts'
import { webAddress } from '../../domain/web-address.ts'
import { problemText } from '../../i18n/problems.ts'
import { wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { trimEnd, trimStart } from './inline-text.ts'
import { fileName, isEmpty, readInlines, shortAddress, target } from './inlines.ts'

/** The shorter limit of both platforms: https://docs.discord.com/developers/components/reference */
const urlMax = 2_048

/** In characters: a longer description is a text of its own. Discord takes 1,024. */
const altMax = 500

type Line = readonly PhrasingContent[]

/** The text of a paragraph. Images that end a line, or have it to themselves, become blocks after what is before them. */
export function readParagraph({ children }: Paragraph, context: ParseContext): Block[] {
  if (!children.some(holdsImage)) {
    const words = readInlines(children, context)
    return isEmpty(words) ? [] : [{ type: 'paragraph', children: words }]
  }
  const blocks: Block[] = []
  let text: PhrasingContent[] = []
  const addText = () => {
    const words = trimStart(trimEnd(readInlines(text, context)))
    text = []
    if (!isEmpty(words)) blocks.push({ type: 'paragraph', children: words })
  }
  for (const line of linesOf(children)) {
    const { before, images, after } = imagesOf(line, context)
    text.push(...before)
    if (images.length === 0) continue
    addText()
    const shown = images.flatMap((image) => readImage(image, context))
    for (const block of shown) context.paragraphs.set(block, children)
    blocks.push(...shown)
    text.push(...after)
  }
  addText()
  return blocks
}

function holdsImage(node: PhrasingContent): boolean {
  if (node.type === 'image' || node.type === 'imageReference') return true
  return 'children' in node && node.children.some(holdsImage)
}

/** An image, in the link that its author put around it. */
interface Placed {
  readonly image: MarkdownImage | ImageReference
  readonly around?: string
}

interface LineParts {
  readonly before: Line
  readonly images: readonly Placed[]
  /** A caption on the line of its image, then the end of the line. */
  readonly after: Line
}

/** Images in the middle of a line belong to its sentence, as links. */
function imagesOf(line: Line, context: ParseContext): LineParts {
  const shown = line.map((node) => (isBlank(node) ? [] : placedImages(node, context)))
  const isText = (_: unknown, at: number) => shown[at] === undefined
  const last = shown.findLastIndex(isText)
  const behind = shown.slice(last + 1).flatMap((images) => images ?? [])
  if (behind.length > 0) return { before: line.slice(0, last + 1), images: behind, after: [] }
  const first = shown.findIndex(isText)
  const above = shown.slice(0, first).flatMap((images) => images ?? [])
  const rest = line.slice(first)
  const isCaption = rest.every((node) => node.type === 'emphasis' || isBlank(node))
  return above.length > 0 && isCaption
    ? { before: [], images: above, after: rest }
    : { before: line, images: [], after: [] }
}

/** The images that a node consists of; undefined if it has anything else, or an image that no chat shows. */
function placedImages(node: PhrasingContent, context: ParseContext): Placed[] | undefined {
  if (node.type === 'image' || node.type === 'imageReference') {
    return isShowable(node, context) ? [{ image: node }] : undefined
  }
  if (node.type !== 'link' && node.type !== 'linkReference') return undefined
  const inside = node.children.filter((child) => !isBlank(child)).map((child) => placedImages(child, context))
  if (inside.length === 0 || !inside.every((images) => images !== undefined)) return undefined
  const around = target(node, context).url
  return inside.flat().map(({ image }) => ({ image, around }))
}

function isShowable(node: MarkdownImage | ImageReference, context: ParseContext): boolean {
  // An emoji that a program has written as an image.
  if (/^(?:\p{Extended_Pictographic}|\u200d|\ufe0f)+$/u.test(node.alt?.trim() ?? '')) return false
  const { url } = target(node, context)
  const refusal = whyNot(url)
  if (refusal) context.warn('image-as-link', refusal, node)
  return !refusal && webAddress(url) !== undefined
}

/** Why chats do not show an image although its address can be opened. */
function whyNot(url: string): ProblemText | undefined {
  const address = webAddress(url)
  if (!address) return undefined
  if (!address.startsWith('https:')) return problemText('insecure-image')
  if (address.length > urlMax) return problemText('long-image-address', address.length, urlMax)
  const isDrawing = /\.svgz?$/i.test(new URL(address).pathname)
  return isDrawing ? problemText('svg-image') : undefined
}

/** The image without properties that are set later: `alt` may be empty until `describeImages`. */
function readImage({ image, around }: Placed, context: ParseContext): Block[] {
  const { url: written, title } = target(image, context)
  const url = webAddress(written) ?? written
  const words = image.alt?.trim() ?? ''
  const alt = truncate(words || (title?.trim() ?? ''), altMax)
  const block: Block = context.mark({ type: 'image', url, alt }, image)
  const address = around !== undefined && !isSameImage(around, url) ? webAddress(around) : undefined
  return [
    block,
    ...(words.length > altMax ? [paragraph(unstyled(words))] : []),
    ...(title?.trim() && title.trim() !== words ? [caption(title.trim())] : []),
    ...(address ? [paragraph(link(words || shortAddress(address), address))] : []),
  ]
}

function caption(words: string): Block {
  return paragraph({ type: 'emphasis', children: [unstyled(words)] })
}

/** Many pages link an image to itself, larger. */
function isSameImage(around: string, url: string): boolean {
  return around === url || /\.(?:png|jpe?g|gif|webp|avif)(?:[?#]|$)/i.test(around)
}

/** The blocks, in which each image has a description: its caption, or else the title of its part. */
export function describeImages(
  blocks: readonly Block[],
  title: readonly Inline[],
  context: ParseContext,
  at: Node | { line: number; column: number },
): Block[] {
  return blocks.map((block, index) => {
    if (block.type !== 'image' || block.alt !== '') return block
    // Images of one paragraph share the caption below it.
    const own = context.paragraphs.get(block)
    const isBelow = (next: Block, from: number) =>
      from > index && (next.type !== 'image' || own === undefined || context.paragraphs.get(next) !== own)
    const caption = captionOf(blocks.find(isBelow))
    const alt = truncate(caption || plainText(title).trim() || fileName(block.url), altMax)
    if (!caption)
      context.warn('image-without-alt', problemText('image-without-alt', truncate(alt, 60)), context.at(block) ?? at)
    return { ...block, alt } satisfies Image
  })
}

/** The caption in a line below an image: one in italics, or one that begins with `Figure 2`. */
function captionOf(block: Block | undefined): string {
  if (block?.type !== 'paragraph') return ''
  const words = plainText(block.children).trim()
  const isItalic = block.children.every((node) => node.type === 'emphasis' || plainText([node]).trim() === '')
  return isItalic || /^(?:fig(?:ure|\.)|chart|image|photo|图|圖)\s*\d/i.test(words) ? words : ''
}

/** Whether a paragraph ends with an image, also in a link. */
export function endsWithImage(node: RootContent): boolean {
  if (node.type === 'image' || node.type === 'imageReference') return true
  const last =
    node.type === 'paragraph' || node.type === 'link' ? node.children.findLast((one) => !isBlank(one)) : undefined
  return last !== undefined && endsWithImage(last)
}

/** The lines of the source, each with what ends it. */
function linesOf(children: Line): PhrasingContent[][] {
  const lines: PhrasingContent[][] = [[]]
  for (const node of children) {
    if (node.type === 'text') {
      for (const [at, value] of node.value.split('\n').entries()) {
        if (at > 0) {
          lines.at(-1)?.push({ type: 'text', value: '\n' })
          lines.push([])
        }
        if (value !== '') lines.at(-1)?.push({ ...node, value })
      }
    } else {
      lines.at(-1)?.push(node)
      if (node.type === 'break') lines.push([])
    }
  }
  return lines
}

function isBlank(node: PhrasingContent): boolean {
  return node.type === 'break' || (node.type === 'text' && wordsOf(node).trim() === '')
}

/**
 * Splits a list or quote for chats, which cannot show an image inside one: it ends before the image and continues after
 * it.
 */
export function takeImagesOut(block: Extract<Block, { type: 'list' | 'quote' }>): Block[] {
  if (block.type === 'quote') {
    return splitAtImages(block.children, ({ type }) => type === 'image').map((run) =>
      run[0]?.type === 'image' ? run[0] : { ...block, children: run },
    )
  }
  const items = block.items.flatMap(({ children, ...item }, at): (Image | Numbered)[] => {
    const images = children.filter((child) => child.type === 'image')
    const text = children.filter((child) => child.type !== 'image')
    const isKept = text.length > 0 || images.length === 0
    return [...(isKept ? [{ number: block.start + at, item: { ...item, children: text } }] : []), ...images]
  })
  return splitAtImages(items, (item) => 'url' in item).map((run) => {
    const [first] = run
    if (first && 'url' in first) return first
    const kept = run.flatMap((each) => ('item' in each ? [each] : []))
    const start = block.ordered ? (kept[0]?.number ?? block.start) : block.start
    return { ...block, start, items: kept.map(({ item }) => item) }
  })
}

interface Numbered {
  readonly number: number
  readonly item: ListItem
}

/** Groups blocks between images, and puts each image into a group of its own. */
function splitAtImages<T>(all: readonly T[], isImage: (one: T) => boolean): T[][] {
  const runs: T[][] = []
  let before: T | undefined
  for (const one of all) {
    const last = runs.at(-1)
    if (last && before !== undefined && !isImage(one) && !isImage(before)) last.push(one)
    else runs.push([one])
    before = one
  }
  return runs.length > 0 ? runs : [[]]
}
