import type { Nodes, Root, RootContent } from 'mdast'

/**
 * Fields that a mailing program fills in: `{{ first_name }}`, `*|FNAME|*`, `%%name%%`, `{$name}`, and the conditions around
 * them. Comments of Obsidian have more words than `%%First name%%`. Other programs use braces as well: Hugo writes `{{< figure >}}`, GitHub `${{ github.ref }}`.
 */
const field = String.raw`(?<!\$)\{\{\{?(?![<%])[^{}\n]{1,120}\}?\}\}|\\?\*\|[A-Z0-9_:\\]{2,60}\|\\?\*|\{%-?\s*(?:if|unless|else|elsif|endif|endunless|for|endfor|assign)\b[^%\n]{0,120}%\}|%%[A-Za-z][\w.\\-]{1,40}(?: [\w.\\-]{1,40})?%%|\{\$[a-z][\w.\\]{1,40}\}`
const fields = new RegExp(field, 'g')

const greetingWord = `hi(?: there)?|hello|hey|dear|good (?:morning|day|evening)|welcome|您好|你好|亲爱的`
const mark = String.raw`[\s,，.!！:：]*`

/** A text that contains only a greeting such as `Hello {{ first_name }},`. */
const onlyGreeting = new RegExp(`^${mark}(?:${greetingWord})?${mark}$`, 'i')
/** The same greeting before other words. */
const greetingInFront = new RegExp(
  String.raw`^\s*(?:(?:${field})\s*)*(?:${greetingWord})\s+(?:(?:${field})\s*)+[,，!！:：]?\s*`,
  'i',
)

/** A piece of a text without the fields that greet the reader, and those that are left in it. */
interface TextWithoutFields {
  readonly text: string
  readonly left: readonly string[]
}

/** Takes the greeting from a block of Markdown. `source` is the whole text. Fields in code, formulas and addresses do not count. */
export function withoutGreeting(node: RootContent, source: string): TextWithoutFields {
  const [start, end] = rangeOf(node)
  const text = source.slice(start, end)
  const masked = mask(node, source).slice(start, end)
  const found = masked.match(fields)
  if (!found) return { text, left: [] }
  if (onlyGreeting.test(masked.replace(fields, ''))) return { text: '', left: [] }
  const greeting = greetingInFront.exec(masked)?.[0].length ?? 0
  return { text: text.slice(greeting), left: masked.slice(greeting).match(fields) ?? [] }
}

/** `[words]({{ url }})`, outside of code. */
const fieldLinks = new RegExp(String.raw`\[([^\]\n]*)\]\(\s*(?:${field})[^)\n]*\)`, 'g')

/** The words of links whose address a program fills in, in place of these links. */
export function withoutFieldLinks(
  root: Root,
  source: string,
): { readonly text: string; readonly lines: readonly number[] } {
  const found = [...mask(root, source).matchAll(fieldLinks)]
  let text = source
  for (const { 0: whole, 1: words = '', index } of found.toReversed())
    text = text.slice(0, index) + words + text.slice(index + whole.length)
  return { text, lines: found.map(({ index }) => source.slice(0, index).split('\n').length) }
}

export function hasField(words: string): boolean {
  return words.search(fields) >= 0
}

export function findField(words: string): string | undefined {
  return words.match(fields)?.[0]
}

const greetingField = new RegExp(String.raw`^(\s*(?:${greetingWord}))\s+(?:${field})(?=\s*(?:[,，!！.:：]|$))`, 'i')

/** A text without the field behind its greeting. */
export function withoutGreetingField(words: string): string {
  return words.replace(greetingField, '$1')
}

export function rangeOf({ position }: Nodes): readonly [start: number, end: number] {
  return [position?.start.offset ?? 0, position?.end.offset ?? 0]
}

/** The text with blanks in the place of code, formulas and the addresses of links. */
function mask(node: Nodes, source: string): string {
  const [start, end] = rangeOf(node)
  const blank = (text: string, from: number) => text.slice(0, from) + ' '.repeat(end - from) + text.slice(end)
  switch (node.type) {
    case 'code':
    case 'inlineCode':
    case 'math':
    case 'inlineMath':
    case 'html':
      return blank(source, start)
    case 'image':
    case 'definition':
      return blank(source, start)
    case 'link': {
      const last = node.children.at(-1)
      const inner = node.children.reduce((text, child) => mask(child, text), source)
      return blank(inner, last ? rangeOf(last)[1] : start)
    }
    default:
      return 'children' in node ? node.children.reduce((text, child) => mask(child, text), source) : source
  }
}
