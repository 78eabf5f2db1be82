import { html } from 'hono/html'
import type { Html } from '../../html.ts'
import type { RenderContext } from '../context.ts'
import { inline } from './inline.ts'
import { type ListLine, list, listLine } from './list.ts'

/** A message's text, in Discord's dialect of Markdown: line breaks count, and only three headings exist. */
export function markdown(text: string, context: RenderContext): Html {
  // Odd pieces are the language and the code of fences, in turn.
  const pieces = text.split(/```(?:([\w+#.-]+)\n)?\n?([\s\S]*?)```/)
  const out: Html[] = []
  for (let at = 0; at < pieces.length; at += 3) {
    out.push(...blocks((pieces[at] ?? '').split('\n'), context))
    const code = pieces[at + 2]
    if (code !== undefined) out.push(html`<pre tabindex="0"><code>${code.replace(/\n$/, '')}</code></pre>`)
  }
  return html`${out}`
}

function blocks(lines: readonly string[], context: RenderContext): Html[] {
  const out: Html[] = []
  for (let at = 0; at < lines.length; ) {
    const [length, block] = blockAt(lines, at, context)
    if (block) out.push(block)
    at += length
  }
  return out
}

/** The block that begins on a line, and how many lines it takes. */
function blockAt(lines: readonly string[], at: number, context: RenderContext): [number, Html | undefined] {
  const line = lines[at] ?? ''
  const [, marks, title = ''] = /^(#{1,3}|-#) +(\S.*)$/s.exec(line) ?? []
  if (marks) return [1, heading(marks, title, context)]
  if (line.startsWith('>>> ')) return [lines.length - at, quote([line.slice(4), ...lines.slice(at + 1)], context)]
  const quoted = run(lines, at, (one) => /^> |^>$/.test(one))
  if (quoted.length > 0)
    return [
      quoted.length,
      quote(
        quoted.map((one) => one.slice(2)),
        context,
      ),
    ]
  if (listLine(line)) return listAt(lines, at, context)
  // Whatever this line is, it is taken: there is always a next one.
  const plain = [line, ...run(lines, at + 1, (one) => !/^(#{1,3}|-#) +\S|^>>> |^> |^>$/.test(one) && !listLine(one))]
  const text = plain.join('\n').replace(/^\n+|\s+$/g, '')
  return [plain.length, text ? html`<p>${inline(text, context)}</p>` : undefined]
}

function run(lines: readonly string[], from: number, belongs: (line: string) => boolean): string[] {
  const end = lines.findIndex((line, at) => at >= from && !belongs(line))
  return lines.slice(from, end < 0 ? undefined : end)
}

/** Headings of a message stand below those of the page: the channel's name is the third. */
function heading(marks: string, title: string, context: RenderContext): Html {
  const text = inline(title, context)
  if (marks === '-#') return html`<p class="subtext">${text}</p>`
  if (marks === '#') return html`<h4 class="level-1">${text}</h4>`
  return marks === '##' ? html`<h4 class="level-2">${text}</h4>` : html`<h5 class="level-3">${text}</h5>`
}

function quote(lines: readonly string[], context: RenderContext): Html {
  return html`<blockquote>${blocks(lines, context)}</blockquote>`
}

function listAt(lines: readonly string[], from: number, context: RenderContext): [number, Html] {
  const items: ListLine[] = []
  let at = from
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    const item = listLine(line)
    const last = items.at(-1)
    if (item) items.push(item)
    // A line further to the right than the mark belongs to the item.
    else if (last && line.trim() && line.search(/\S/) > last.indent) last.text += `\n${line.trim()}`
    else break
  }
  return [at - from, list(items, context)]
}
