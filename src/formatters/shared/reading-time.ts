import type { Block, Digest } from '../../domain/digest.ts'
import { outline, type Piece } from '../../domain/outline.ts'
import { blocksText, plainText } from '../../domain/text.ts'
import { onceFor } from '../../lib/once-for.ts'

/** Adults read 238 words of English a minute in silence, and about 260 words, or 400 characters, of Chinese. */
const wordsPerMinute = 238
const charactersPerMinute = 400

const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.-]*/gu

/**
 * Whole minutes, at least one. Scripts written without blanks are counted by character. Counted once for the layouts of
 * all platforms.
 */
export const readingMinutes = onceFor((digest: Digest): number => {
  const text = outline(digest).map(pieceText).join('\n')
  const characters = text.match(cjk)?.length ?? 0
  const words = (characters > 0 ? text.replace(cjk, ' ') : text).match(word)?.length ?? 0
  return Math.max(1, Math.round(words / wordsPerMinute + characters / charactersPerMinute))
})

function pieceText(piece: Piece): string {
  switch (piece.type) {
    case 'overview':
      return piece.highlights.map(({ headline, text }) => `${plainText(headline)} ${plainText(text)}`).join('\n')
    case 'section': {
      const { title, body, takeaways, source = [] } = piece.section
      return [plainText(title), readText(body), ...takeaways.map(plainText), plainText(source)].join('\n')
    }
    case 'notes':
      return piece.notes.map(({ title, text }) => `${plainText(title)} ${plainText(text)}`).join('\n')
    case 'observation':
      return readText(piece.blocks)
    case 'prose':
      return `${plainText(piece.prose.title)}\n${readText(piece.prose.blocks)}`
  }
}

/** Code is skimmed, not read word by word. */
function readText(blocks: readonly Block[]): string {
  return blocksText(blocks.filter(({ type }) => type !== 'code' && type !== 'math'))
}
