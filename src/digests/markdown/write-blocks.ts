import type {
  BlockContent,
  ListItem as MarkdownItem,
  PhrasingContent,
  Root,
  RootContent,
  TableCell,
  TableRow,
} from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { mathToMarkdown } from 'mdast-util-math'
import { toMarkdown } from 'mdast-util-to-markdown'
import type { Block, Cell, Inline, ListItem } from '../../domain/digest.ts'
import { parseMarkdown } from './parse.ts'

const deepestHeading = 6

/** Blocks as Markdown's tree; headings count their depth from the heading above, which has depth `below`. */
export function markBlocks(blocks: readonly Block[], below: number): BlockContent[] {
  return blocks.map((block) => markBlock(block, below))
}

function markBlock(block: Block, below: number): BlockContent {
  switch (block.type) {
    case 'paragraph':
      return { type: 'paragraph', children: markInlines(block.children) }
    case 'heading': {
      const depth = Math.min(deepestHeading, below + block.depth) as 1 | 2 | 3 | 4 | 5 | 6
      return { type: 'heading', depth, children: markInlines(block.children) }
    }
    case 'list': {
      const children = block.items.map((item) => markItem(item, below))
      const spread = children.some((item) => item.spread)
      return { type: 'list', ordered: block.ordered, start: block.start, spread, children }
    }
    case 'quote':
      return { type: 'blockquote', children: markBlocks(block.children, below) }
    case 'code':
      return { type: 'code', lang: block.language ?? null, value: block.value }
    case 'math':
      return { type: 'math', value: block.value }
    case 'table':
      return {
        type: 'table',
        align: block.align.map((side) => (side === 'left' ? null : side)),
        children: [block.header, ...block.rows].map(markRow),
      }
    case 'image':
      return { type: 'paragraph', children: [{ type: 'image', url: block.url, alt: block.alt }] }
    case 'rule':
      return { type: 'thematicBreak' }
  }
}

function markItem(item: ListItem, below: number): MarkdownItem {
  const children = markBlocks(item.children, below)
  // A table, for one, needs a blank line above.
  const spread = children.length > 1 && children.some(({ type }) => type !== 'paragraph' && type !== 'list')
  return { type: 'listItem', spread, checked: item.checked ?? null, children }
}

function markRow(cells: readonly Cell[]): TableRow {
  return {
    type: 'tableRow',
    children: cells.map((cell): TableCell => ({ type: 'tableCell', children: markInlines(cell) })),
  }
}

/** Styled text as Markdown's tree. */
export function markInlines(inlines: readonly Inline[]): PhrasingContent[] {
  return inlines.flatMap((node, at) => {
    if (node.type !== 'text') return [markInline(node)]
    const [before, after] = [inlines[at - 1], inlines[at + 1]]
    const characters = [...node.value]
    // The parser takes a dollar sign before a digit for money.
    const isAmount = before?.type === 'math' && /^\d/.test(node.value)
    const start = isAmount || isEmoji(edgeOf(before, -1)) ? spellOut(characters.shift()) : []
    const end = isEmoji(edgeOf(after, 0)) ? spellOut(characters.pop()) : []
    const rest: PhrasingContent[] = characters.length > 0 ? [{ type: 'text', value: characters.join('') }] : []
    return [...start, ...rest, ...end]
  })
}

/** The first (0) or last (-1) character inside a style. */
function edgeOf(node: Inline | undefined, end: 0 | -1): string | undefined {
  const inner = node && 'children' in node && node.type !== 'link' ? node.children.at(end) : undefined
  return inner?.type === 'text' ? [...inner.value].at(end) : undefined
}

function isEmoji(character = ''): boolean {
  return /^[\p{P}\p{S}]$/u.test(character) && (character.codePointAt(0) ?? 0) > 0xffff
}

/**
 * Writes a letter or digit as a numeric entity, which hides what it is. To the parser an emoji is punctuation, and no
 * style can begin or end between punctuation and a letter; the Markdown writer treats emoji as letters.
 */
function spellOut(character = ''): PhrasingContent[] {
  if (!/[^\s\p{P}\p{S}]/u.test(character)) return character ? [{ type: 'text', value: character }] : []
  return [{ type: 'html', value: `&#x${character.codePointAt(0)?.toString(16).toUpperCase()};` }]
}

function markInline(node: Inline): PhrasingContent {
  switch (node.type) {
    case 'text':
      return { type: 'text', value: node.value }
    case 'code':
      return { type: 'inlineCode', value: node.value }
    case 'math':
      return { type: 'inlineMath', value: node.value }
    case 'strong':
    case 'emphasis':
      return { type: node.type, children: markInlines(node.children) }
    case 'strike':
      return { type: 'delete', children: markInlines(node.children) }
    case 'link':
      return { type: 'link', url: node.url, children: markInlines(node.children) }
    case 'break':
      return { type: 'break' }
    case 'channel':
      return { type: 'text', value: `#${node.value}` }
  }
}

/** A tree as the Markdown that people write by hand. */
export function formatMarkdown(children: readonly RootContent[]): string {
  const root: Root = { type: 'root', children: [...children] }
  const cautious = toMarkdown(root, {
    extensions: [gfmToMarkdown({ tablePipeAlign: false }), mathToMarkdown()],
    // The name of an emoji would be converted, and so would the markup of other programs.
    unsafe: [
      { character: ':', after: '[a-z0-9_+-]+:', inConstruct: 'phrasing' },
      { character: '{', after: '[{%]', inConstruct: 'phrasing' },
      { character: '%', after: '%', inConstruct: 'phrasing' },
      { character: '=', after: '=', inConstruct: 'phrasing' },
    ],
    bullet: '-',
    emphasis: '*',
    rule: '-',
    listItemIndent: 'one',
  })
  const plain = cautious
    // The writer follows CommonMark, where bold text cannot end between a full-width mark and a Chinese character, and
    // writes that character as a number. The parser allows it, so the characters stay as they are.
    .replace(/&#x([\dA-F]+);/g, (reference, code: string) => {
      const character = String.fromCodePoint(Number.parseInt(code, 16))
      return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character) ? character : reference
    })
    // Addresses are full of ampersands, which only an entity such as `&lt;` makes special.
    .replace(/\\&(?![#\w]+;)/g, '&')
  return plain === cautious || shape(plain) === shape(cautious) ? plain : cautious
}

/** The syntax tree of a text without positions, for comparison. */
function shape(markdown: string): string {
  return JSON.stringify(parseMarkdown(markdown), (key, value) => (key === 'position' ? undefined : value))
}
