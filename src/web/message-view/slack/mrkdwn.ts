import { html } from 'hono/html'
import type { Html } from '../../html.ts'
import { linkTo, mention, type RenderContext } from '../context.ts'
import { fillDate } from './time.ts'

/** A deeper line is shown as its source. */
const maxDepth = 8

/** The only entities in Slack's text. */
function fromWire(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** The three characters that Slack's own clients escape in the text of people. */
export function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Slack's markup language, as people and apps send it in `text`. */
export function mrkdwn(text: string, context: RenderContext): Html {
  const chunks = text.split(/```\n?([\s\S]+?)```/)
  return html`${chunks.map((chunk, at) => (at % 2 ? html`<pre tabindex="0"><code>${fromWire(chunk)}</code></pre>` : paragraphs(chunk, context)))}`
}

function paragraphs(text: string, context: RenderContext): Html[] {
  const runs: { quote: boolean; lines: string[] }[] = []
  for (const line of text.split('\n')) {
    const quote = line.startsWith('&gt;') || line.startsWith('>')
    const last = runs.at(-1)
    if (last?.quote === quote) last.lines.push(line)
    else runs.push({ quote, lines: [line] })
  }
  return runs
    .filter(({ lines }) => lines.some((line) => line.trim()))
    .map(({ quote, lines }) =>
      quote
        ? html`<blockquote>${inline(lines.map((line) => line.replace(/^(&gt;|>) ?/, '')).join('\n'), context)}</blockquote>`
        : html`<p>${inline(lines.join('\n').trim(), context)}</p>`,
    )
}

type Rule = readonly [RegExp, (match: RegExpExecArray, context: RenderContext, depth: number) => Html | string]

// A style counts only around whole words: `a*b*c` and `snake_case_name` stay as they are.
const rules: readonly Rule[] = [
  [/^`([^`\n]+)`/, ([, code = '']) => html`<code>${fromWire(code)}</code>`],
  [
    /^<([@#!]?)([^<>|\n]+)(?:\|([^<>\n]*))?>/,
    ([all, kind, target = '', label], context) => angle(all, kind, target, label, context),
  ],
  [
    /^\*(?![\s*])([^*\n]+?)(?<!\s)\*(?![\p{L}\p{N}*])/u,
    ([, inner = ''], context, depth) => html`<strong>${inline(inner, context, depth)}</strong>`,
  ],
  [
    /^_(?![\s_])([^_\n]+?)(?<!\s)_(?![\p{L}\p{N}_])/u,
    ([, inner = ''], context, depth) => html`<em>${inline(inner, context, depth)}</em>`,
  ],
  [
    /^~(?![\s~])([^~\n]+?)(?<!\s)~(?![\p{L}\p{N}~])/u,
    ([, inner = ''], context, depth) => html`<s>${inline(inner, context, depth)}</s>`,
  ],
]

function inline(text: string, context: RenderContext, depth = 0): Html {
  const out: (Html | string)[] = []
  let plain = ''
  for (let at = 0; at < text.length; ) {
    const found =
      depth < maxDepth && !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '') && match(text.slice(at), context, depth + 1)
    if (found) {
      out.push(fromWire(plain), found.content)
      plain = ''
      at += found.length
    } else {
      plain += text[at]
      at += 1
    }
  }
  return html`${[...out, fromWire(plain)]}`
}

function match(
  text: string,
  context: RenderContext,
  depth: number,
): { content: Html | string; length: number } | undefined {
  if (!/^[`<*_~]/.test(text)) return undefined
  for (const [pattern, render] of rules) {
    const found = pattern.exec(text)
    if (found) return { content: render(found, context, depth), length: found[0].length }
  }
  return undefined
}

function angle(
  all: string,
  kind = '',
  target: string,
  label: string | undefined,
  context: RenderContext,
): Html | string {
  if (kind === '@') return mention(`@${context.userName(target)}`)
  if (kind === '#') return mention(`#${label || context.channelName(target)}`)
  if (kind === '!') return special(target, fromWire(label ?? ''), context)
  if (!/^(https?:|mailto:)/.test(target)) return fromWire(all)
  return linkTo(context, fromWire(target), fromWire(label || target))
}

/** `<!here>`, `<!subteam^S1>`, `<!date^1773300000^{date_long}|12 March>` */
function special(target: string, label: string, context: RenderContext): Html | string {
  const [name = '', first = '', format = ''] = target.split('^')
  const at = new Date(Number(first) * 1000)
  if (name !== 'date') return mention(name === 'subteam' ? `@${context.groupName(first)}` : `@${name}`)
  return Number.isNaN(at.getTime()) ? label : html`<time datetime="${at.toISOString()}">${fillDate(format, at)}</time>`
}
