import type { Blockquote, Paragraph, PhrasingContent } from 'mdast'

/** `> [!NOTE]` and `> [!warning]- A title`, as GitHub and note-taking programs write them. */
const marker = /^\[!([\p{L}-]{2,20})\][+-]?[ \t]*/u

/** A kind with a meaning for readers, rather than only the look of a box. */
export const meaningfulKind = /^(?:warning|caution|attention|danger|error|bug|important|fail(?:ure)?)$/i

/** A quote that is an alert, with the kind of it in bold instead of a marker; any other as it is. */
export function readAlert(quote: Blockquote): Blockquote {
  const [first, ...rest] = quote.children
  const [start, ...others] = first?.type === 'paragraph' ? first.children : []
  const [whole, kind] = start?.type === 'text' ? (marker.exec(start.value) ?? []) : []
  if (first?.type !== 'paragraph' || start?.type !== 'text' || whole === undefined || kind === undefined) return quote
  const text = start.value.slice(whole.length)
  const [title = ''] = text.split('\n', 1)
  const body = text.slice(title.length + 1)
  const label: PhrasingContent = { type: 'strong', children: [{ type: 'text', value: kind }] }
  const isWhole = body === '' && others.length === 0
  const titled: Paragraph =
    title.trim() === ''
      ? { ...first, children: [label] }
      : meaningfulKind.test(kind)
        ? { ...first, children: [label, { type: 'text', value: ` ${title}` }] }
        : { ...first, children: [{ type: 'strong', children: [{ type: 'text', value: title.trim() }] }] }
  if (isWhole) return { ...quote, children: [titled, ...rest] }
  // Styled words behind the marker belong to the title if no line ends before them.
  if (!text.includes('\n'))
    return {
      ...quote,
      children: [{ ...first, children: [label, { type: 'text', value: ` ${text}` }, ...others] }, ...rest],
    }
  const children: PhrasingContent[] = [...(body === '' ? [] : [{ ...start, value: body }]), ...others]
  return { ...quote, children: [titled, { ...first, children }, ...rest] }
}
