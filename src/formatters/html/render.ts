import { type Digest, type Highlight, type Inline, type Note, type Section, tagsOf } from '../../domain/digest.ts'
import { outline, type Piece } from '../../domain/outline.ts'
import { beginsWithMark } from '../../domain/text.ts'
import { type Labels, labelsFor } from '../../i18n/messages.ts'
import { htmlBlocks, htmlElement, htmlInlines } from './blocks.ts'
import { escapeHtml } from './escape.ts'

/** The whole text of a digest as HTML, without its title. A digest that was withdrawn shows the reason alone. */
export function renderHtml(digest: Digest): string {
  const labels = labelsFor(digest.language)
  if (digest.withdrawn !== undefined) {
    return htmlElement(
      'p',
      `${htmlElement('strong', escapeHtml(labels.withdrawn))}${labels.colon}${escapeHtml(digest.withdrawn)}`,
    )
  }
  return outline(digest)
    .map((piece) => htmlPiece(piece, labels))
    .filter(Boolean)
    .join('\n')
}

function htmlPiece(piece: Piece, labels: Labels): string {
  switch (piece.type) {
    case 'overview':
      return titled(labels.overview, list(piece.highlights.map(htmlHighlight)))
    case 'section':
      return htmlSection(piece.section, labels)
    case 'notes':
      return titled(
        labels.notes,
        piece.notes.length > 0 ? list(piece.notes.map(htmlNote)) : htmlElement('p', escapeHtml(labels.noNotes)),
      )
    case 'observation':
      return titled(labels.observation, htmlBlocks(piece.blocks, 2))
    case 'prose': {
      const { title, blocks } = piece.prose
      const heading = title.length > 0 ? `${htmlElement('h2', htmlInlines(title))}\n` : ''
      return `${heading}${htmlBlocks(blocks, 2)}`
    }
  }
}

function htmlSection(section: Section, labels: Labels): string {
  const { chapter = [], title, body, takeaways, source } = section
  return [
    ...(chapter.length > 0 ? [htmlElement('p', htmlElement('em', htmlInlines(chapter)))] : []),
    htmlElement('h2', `${tagsIn(section)}${htmlInlines(title)}`),
    htmlBlocks(body, 2),
    ...(takeaways.length > 0
      ? [htmlElement('h3', escapeHtml(labels.takeaways)), list(takeaways.map(htmlInlines))]
      : []),
    ...(source ? [htmlElement('p', `${escapeHtml(labels.source)}${labels.colon}${htmlInlines(source)}`)] : []),
  ]
    .filter(Boolean)
    .join('\n')
}

function htmlHighlight({ headline, text }: Highlight): string {
  return joined(htmlElement('strong', htmlInlines(headline)), headline, text)
}

function htmlNote(note: Note): string {
  return joined(htmlElement('strong', `${tagsIn(note)}${htmlInlines(note.title)}`), note.title, note.text)
}

function joined(head: string, title: readonly Inline[], text: readonly Inline[]): string {
  return [...(title.length > 0 ? [head] : []), htmlInlines(text)].filter(Boolean).join(beginsWithMark(text) ? '' : ' ')
}

function tagsIn(item: Parameters<typeof tagsOf>[0]): string {
  return tagsOf(item)
    .map((tag) => `[${escapeHtml(tag)}] `)
    .join('')
}

function titled(title: string, content: string): string {
  return `${htmlElement('h2', escapeHtml(title))}\n${content}`
}

function list(items: readonly string[]): string {
  return `<ul>\n${items.map((item) => htmlElement('li', item)).join('\n')}\n</ul>`
}
