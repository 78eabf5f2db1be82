import { html } from 'hono/html'
import type { Html } from '../../html.ts'
import type { RenderContext } from '../context.ts'
import { inline } from './inline.ts'

/** One item as it is written, before we know what stands inside what. */
export interface ListLine {
  readonly indent: number
  /** Absent in a list with bullets. */
  readonly number?: number
  text: string
}

export function listLine(line: string): ListLine | undefined {
  const [, blanks = '', mark = '', text = ''] = /^( *)([-*]|\d{1,9}\.) +(\S.*)$/.exec(line) ?? []
  if (!mark) return undefined
  const number = Number.parseInt(mark, 10)
  return { indent: blanks.length, text, ...(!Number.isNaN(number) && { number }) }
}

/** Items in their lists: what stands further right belongs to the item above it. */
export function list(items: readonly ListLine[], context: RenderContext): Html {
  const out: Html[] = []
  for (let at = 0; at < items.length; ) {
    const first = items[at] as ListLine
    const same = groupOf(items.slice(at), first)
    out.push(oneList(same, first, context))
    at += same.length
  }
  return html`${out}`
}

/** The items that are in one list with the first, and everything below them. */
function groupOf(items: readonly ListLine[], first: ListLine): readonly ListLine[] {
  const ordered = first.number !== undefined
  const end = items.findIndex(({ indent, number }) => indent <= first.indent && (number !== undefined) !== ordered)
  return end < 0 ? items : items.slice(0, end)
}

function oneList(items: readonly ListLine[], first: ListLine, context: RenderContext): Html {
  const heads = items.flatMap((item, at) => (item.indent <= first.indent ? [at] : []))
  const entries = heads.map((from, at) => {
    const inner = items.slice(from + 1, heads[at + 1])
    return html`<li>${inline(items[from]?.text ?? '', context)}${inner.length > 0 ? list(inner, context) : ''}</li>`
  })
  return first.number === undefined ? html`<ul>${entries}</ul>` : html`<ol start="${first.number}">${entries}</ol>`
}
