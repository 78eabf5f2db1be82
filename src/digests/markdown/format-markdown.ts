import type { Root, RootContent } from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { mathToMarkdown } from 'mdast-util-math'
import { toMarkdown } from 'mdast-util-to-markdown'
import { parseMarkdown } from './parse.ts'

/** A tree as the Markdown that people write by hand. */
export function formatMarkdown(children: readonly RootContent[]): string {
  const root: Root = { type: 'root', children: [...children] }
  const cautious = toMarkdown(root, {
    extensions: [gfmToMarkdown({ tablePipeAlign: false }), mathToMarkdown()],
    bullet: '-',
    emphasis: '*',
    rule: '-',
    listItemIndent: 'one',
  })
  const plain = cautious
    // The writer follows CommonMark, where bold text cannot end between a full-width mark and a Chinese character, and
    // writes that character as a number. Our reader allows it, so the characters may stand as they are.
    .replace(/&#x([\dA-F]+);/g, (reference, code: string) => {
      const character = String.fromCodePoint(Number.parseInt(code, 16))
      return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character) ? character : reference
    })
    // Addresses are full of ampersands, which only an entity such as `&lt;` makes special.
    .replace(/\\&(?![#\w]+;)/g, '&')
  return plain === cautious || shape(plain) === shape(cautious) ? plain : cautious
}

/** What a reader makes of a text, wherever it stands. */
function shape(markdown: string): string {
  return JSON.stringify(parseMarkdown(markdown), (key, value) => (key === 'position' ? undefined : value))
}
