import type { Block, Digest, Inline, ListItem, Section } from '../../../src/domain/digest.ts'
import { outline, type Piece } from '../../../src/domain/outline.ts'
import { plainText } from '../../../src/domain/text.ts'
import { webAddress } from '../../../src/domain/web-address.ts'
import { labelsFor } from '../../../src/i18n/messages.ts'

/** Everything of a digest that a Slack reader must find, in order, including our fixed words. */

type Visit = (inlines: readonly Inline[]) => string

/** The words of a digest, one string; `visit` says what of styled text. */
export function written(digest: Digest, visit: Visit = wordsOf): string[] {
  const labels = labelsFor(digest.language)
  const ours = (text: string) => visit([{ type: 'text', value: text }])
  const pieces = outline(digest)
  const isIntroduction = (piece: Piece) => piece.type === 'prose' && piece.prose.before === 'overview'
  const later = pieces.filter((piece) => piece.type !== 'overview' && !isIntroduction(piece))
  return [
    ours(digest.title?.trim() || labels.untitled),
    ...pieces.filter(isIntroduction).flatMap((piece) => pieceWords(piece, digest, visit)),
    ...overviewWords(digest, visit),
    ...later.flatMap((piece) => pieceWords(piece, digest, visit)),
  ]
}

function overviewWords({ overview = [], sections }: Digest, visit: Visit): string[] {
  const tag = (section?: Section) => visit([{ type: 'text', value: section?.tag ?? '' }])
  if (overview.length === 0) return sections.flatMap((section) => [tag(section), visit(section.title)])
  const paired = overview.length === sections.length
  return overview.flatMap(({ headline, text }, at) => [paired ? tag(sections[at]) : '', visit(headline), visit(text)])
}

function pieceWords(piece: Piece, { language }: Digest, visit: Visit): string[] {
  const labels = labelsFor(language)
  const ours = (text: string) => visit([{ type: 'text', value: text }])
  switch (piece.type) {
    case 'overview':
      return []
    case 'section': {
      const { number, tag, title, body, takeaways, source } = piece.section
      return [
        visit(title),
        ours(tag ? `${number} · ${tag}` : number),
        ...blockWords(body, visit),
        ...(takeaways.length > 0 ? [ours(labels.takeaways), ...takeaways.map(visit)] : []),
        ...(source ? [ours(labels.source + labels.colon), visit(source)] : []),
      ]
    }
    case 'notes': {
      const notes = piece.notes.flatMap(({ number = '', tag = '', title, text }) => [
        ours(number + tag),
        visit(title),
        visit(text),
      ])
      return [ours(labels.notes), ...(notes.length > 0 ? notes : [ours(labels.noNotes)])]
    }
    case 'observation':
      return [ours(labels.observation), ...blockWords(piece.blocks, visit)]
    case 'prose':
      return [visit(piece.prose.title), ...blockWords(piece.prose.blocks, visit)]
  }
}

function blockWords(blocks: readonly Block[], visit: Visit): string[] {
  return blocks.flatMap((block) => wordsOfBlock(block, visit))
}

function wordsOfBlock(block: Block, visit: Visit): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [visit(block.children)]
    case 'quote':
      return blockWords(block.children, visit)
    case 'list':
      return block.items.flatMap((item, at) => itemWords(block, item, block.start + at, visit))
    case 'code':
    case 'math':
      return [visit([{ type: 'code', value: block.value }])]
    case 'table':
      return [block.header, ...block.rows].flatMap((row) => row.map(visit))
    case 'image':
      return [visit([{ type: 'text', value: block.alt }])]
    case 'rule':
      return []
  }
}

type List = Extract<Block, { type: 'list' }>

function itemWords({ ordered }: List, { checked, children }: ListItem, number: number, visit: Visit): string[] {
  const box = checked === undefined ? '' : checked ? '☑' : '☐'
  // Slack cannot count from zero.
  const written = ordered && number < 1 && children[0]?.type !== 'list' ? `${number}.` : ''
  return [visit([{ type: 'text', value: written + box }]), ...blockWords(children, visit)]
}

/** The digest without its tables, whose headers may be repeated. */
export function withoutTables(digest: Digest): Digest {
  const { observation } = digest
  return {
    ...digest,
    sections: digest.sections.map((section) => ({ ...section, body: noTables(section.body) })),
    prose: digest.prose.map((prose) => ({ ...prose, blocks: noTables(prose.blocks) })),
    ...(observation && { observation: noTables(observation) }),
  }
}

function noTables(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block): Block[] => {
    if (block.type === 'table') return []
    if (block.type === 'quote') return [{ ...block, children: noTables(block.children) }]
    if (block.type !== 'list') return [block]
    return [{ ...block, items: block.items.map((item) => ({ ...item, children: noTables(item.children) })) }]
  })
}

/** The words of styled text, with the addresses that are no links behind theirs. */
function wordsOf(inlines: readonly Inline[]): string {
  const words = (node: Inline): string => {
    if (!('children' in node)) return plainText([node])
    const inside = wordsOf(node.children)
    if (node.type !== 'link' || webAddress(node.url)) return inside
    const address = node.url.replace('mailto:', '')
    return plainText(node.children) === '' ? address : `${inside} (${address})`
  }
  return inlines.map(words).join('')
}

/** The addresses of styled text, each on a line of its own. */
export function addressesOf(inlines: readonly Inline[]): string {
  return inlines
    .flatMap((node) =>
      node.type === 'link' ? [webAddress(node.url) ?? ''] : 'children' in node ? [addressesOf(node.children)] : [],
    )
    .filter(Boolean)
    .join('\n')
}
