import library, { type Node } from '@cloudrac3r/discord-markdown'

/**
 * An independent parser of Discord's Markdown. It is built on the library that the client is built on. What it does
 * not know is added here: a link's words are read without escapes and without invisible characters, and a link with
 * an address, a mention or an emoji in its words is shown as its source (github.com/LyricLy/parse-discord, tests/links.py).
 * Not judged: names of emoji between colons.
 */
const { rules, markdownEngine } = library
const { em, strong, u, strike, spoiler, inlineCode, text } = rules
const labelParser = markdownEngine.parserFor({ em, strong, u, strike, spoiler, inlineCode, text })
const strict = { ...rules, link: { ...rules.link, parse: parseLink } }
const parser = markdownEngine.parserFor(strict)

function parseLink(capture: string[]): object {
  const label = (capture[1] ?? '').replace(/\p{Cf}|(?! )\p{Zs}/gu, '')
  const withoutCode = label.replace(/(`+)[\s\S]*?[^`]\1(?!`)/g, '')
  const target = capture[2] ?? ''
  const refused =
    !/^https?:/.test(target) ||
    /\p{Extended_Pictographic}|\p{RI}|\u20E3/u.test(withoutCode.replace(/[™©®]/g, '')) ||
    /:\/\/|@everyone|@here|<(?:@[!&]?|#)\d+>|```/.test(label.normalize('NFKC')) ||
    label.trim() === ''
  if (refused) return { type: 'text', content: capture[0] }
  return { type: 'link', target, content: labelParser(label, { inline: true }) }
}

/** One letter that is seen, and how it looks. */
export interface Letter {
  readonly letter: string
  /** Of `strong`, `em`, `del` and `inlineCode`, in this order; `inlineCode` alone for code. */
  readonly look: string
  readonly target?: string
}

/** The letters that the client shows, without blanks and without invisible ones. */
export function lettersShown(markdown: string): Letter[] {
  return letters(parser(markdown, { inline: true, inQuote: false, inEmphasis: false }), [], undefined)
}

/** How many nodes the client draws for a text; it stops after 200, and shows dots for the rest. */
export function nodesDrawn(markdown: string): number {
  const count = (nodes: readonly Node[]): number =>
    nodes.reduce((sum, node) => {
      const inner = node.content ?? node.parsed ?? node.items?.flat() ?? []
      const own = ['text', 'br', 'newline'].includes(node.type) ? 0 : 1
      return sum + own + (typeof inner === 'string' ? 0 : count(inner))
    }, 0)
  return count(parser(markdown, { inline: true, inQuote: false, inEmphasis: false }))
}

function letters(nodes: readonly Node[], look: readonly string[], target: string | undefined): Letter[] {
  return nodes.flatMap((node): Letter[] => {
    if (node.type === 'text') return lettersOf(String(node.content), look, target)
    if (node.type === 'br' || node.type === 'newline') return []
    if (node.type === 'inlineCode') return lettersOf(String(node.content), ['inlineCode'], target)
    const inner = node.content ?? node.parsed ?? node.items?.flat() ?? []
    if (typeof inner === 'string') return lettersOf(inner, [...look, node.type], target)
    if (node.type === 'autolink' || node.type === 'url') return [{ letter: String(node.target), look: 'address' }]
    if (node.type === 'link') return letters(inner, look, node.target)
    return letters(inner, [...look, node.type], target)
  })
}

const looks = ['strong', 'em', 'strike', 'u', 'spoiler']

export function lettersOf(text: string, look: readonly string[], target?: string): Letter[] {
  const known = look.includes('inlineCode')
    ? ['inlineCode']
    : [...new Set(look)].filter((each) => looks.includes(each)).sort(byOrder)
  return [...text.replace(/[\s\u200B]/gu, '')].map((letter) => ({
    letter,
    look: known.join(' '),
    ...(target !== undefined && { target }),
  }))
}

function byOrder(a: string, b: string): number {
  return looks.indexOf(a) - looks.indexOf(b)
}
