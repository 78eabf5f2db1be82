import type { Nodes, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { tidyText } from './tidy-text.ts'

/** Elements that begin and end a paragraph. */
const blocks = new Set(
  (
    'address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 ' +
    'h4 h5 h6 header hr html li main ol p pre section summary table tbody thead tr ul'
  ).split(' '),
)

/** Elements whose content is not text for readers. */
const hidden = new Set(
  'script style template noscript head svg iframe object video audio button select textarea'.split(' '),
)

/** The maximum length of HTML that is read, in characters: the text is cut much earlier. */
const htmlMax = 500_000

/** The text of HTML, paragraphs apart by an empty line. */
export function htmlToText(html: string): string {
  return textOfTree(parseHtml(html.slice(0, htmlMax)))
}

/** The tree of HTML. Of what is nested too deeply for the parser, only the words. */
export function parseHtml(html: string): Root {
  try {
    return fromHtml(html, { fragment: true })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { type: 'root', children: [{ type: 'text', value: html.replaceAll(/<[^<>]*>/g, ' ') }] }
  }
}

/** Like `htmlToText`, for a tree. Calls itself no more than `depthMax` times: hostile pages nest without end. */
export function textOfTree(tree: Nodes): string {
  const parts: string[] = []
  const write = (node: Nodes, depth: number): void => {
    if (node.type === 'text') parts.push(node.value.replaceAll(/\s+/g, ' '))
    if (node.type === 'element' && (hidden.has(node.tagName) || depth > depthMax)) return
    const name = node.type === 'element' ? node.tagName : ''
    if (name === 'br') parts.push('\n')
    if (name === 'td' || name === 'th') parts.push(' ')
    const edge = blocks.has(name) ? '\n\n' : ''
    parts.push(edge)
    if ('children' in node) for (const child of node.children) write(child as Nodes, depth + 1)
    parts.push(edge)
  }
  write(tree, 0)
  return tidyText(parts.join(''))
}

const depthMax = 500

/** Inline elements that publishers put into titles. Other angle brackets are the title's own: `Vec<T>`. */
const titleTag =
  /<\/?(?:a|abbr|b|br|cite|code|del|em|font|i|ins|mark|p|q|s|small|span|strong|sub|sup|tt|u|var)(?:\s[^<>]*)?\/?>/gi

/** The title of a feed's entry, in which HTML may be escaped once or twice. */
export function titleText(html: string): string {
  const text = html.slice(0, 10_000).replaceAll(titleTag, '').replaceAll('<', '&lt;')
  return htmlToText(text).replaceAll(/\s+/g, ' ')
}
