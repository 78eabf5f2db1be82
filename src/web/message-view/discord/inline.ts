import { html } from 'hono/html'
import type { Html } from '../../html.ts'
import { linkTo, mention, type RenderContext } from '../context.ts'
import { stampTime } from './time.ts'

/** A line nested deeper than anybody writes is shown as it stands. */
const maxDepth = 12

type Rule = readonly [RegExp, (match: RegExpExecArray, context: Context) => Html | string]

interface Context {
  readonly context: RenderContext
  readonly depth: number
  /** Within the label of a link there is no other. */
  readonly linked: boolean
}

/** Styled text of one paragraph, in Discord's dialect of Markdown. */
export function inline(text: string, context: RenderContext): Html {
  return parse(text, { context, depth: 0, linked: false })
}

// The first that fits at a place wins, so the longer marks stand first. Content of a style is characters, or
// a backslash with the character it protects.
const rules: readonly Rule[] = [
  [/^\\([^\p{L}\p{N}\s])/u, ([, char = '']) => char],
  [/^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/, ([, , code = '']) => html`<code>${code.trim()}</code>`],
  [/^\[((?:\\.|[^\\\]]|\](?!\())+)\]\(\s*(?:<([^\s<>]+)>|((?:[^\s<>()]|\([^\s<>()]*\))+))(?:\s+"[^"]*")?\s*\)/, masked],
  [
    /^<((?:https?:\/\/|mailto:)[^\s<>]+)>/,
    ([all, url = ''], { context, linked }) => (linked ? all : linkTo(context, url, url)),
  ],
  [
    /^https?:\/\/[^\s<>]*[^\s<>.,:;"'\])*_~|]/,
    ([url], { context, linked }) => (linked ? url : linkTo(context, url, url)),
  ],
  [/^<t:(-?\d{1,13})(?::([tTdDfF]))?>/, stamp],
  [/^<@!?(\d+)>/, ([, id = ''], { context }) => mention(`@${context.userName(id)}`)],
  [/^<@&(\d+)>/, ([, id = ''], { context }) => mention(`@${context.groupName(id)}`)],
  [/^<#(\d+)>/, channelMention],
  [/^@(everyone|here)\b/, ([all]) => mention(all)],
  [
    /^\*\*(?!\s)((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/,
    ([, inner = ''], context) => html`<strong>${deeper(inner, context)}</strong>`,
  ],
  [/^__(?!\s)((?:\\[\s\S]|[^\\])+?)__(?!_)/, ([, inner = ''], context) => html`<u>${deeper(inner, context)}</u>`],
  [
    /^\*(?![\s*])((?:\\[\s\S]|\*\*|[^\\*])+?)(?<!\s)\*(?!\*)/,
    ([, inner = ''], context) => html`<em>${deeper(inner, context)}</em>`,
  ],
  [
    /^_(?![\s_])((?:\\[\s\S]|__|[^\\_])+?)_(?![\p{L}\p{N}_])/u,
    ([, inner = ''], context) => html`<em>${deeper(inner, context)}</em>`,
  ],
  [/^~~((?:\\[\s\S]|[^\\])+?)~~/, ([, inner = ''], context) => html`<s>${deeper(inner, context)}</s>`],
  [
    /^\|\|((?:\\[\s\S]|[^\\])+?)\|\|/,
    ([, inner = ''], context) => html`<span class="spoiler" tabindex="0">${deeper(inner, context)}</span>`,
  ],
]

/** What a rule may begin with; everything between is plain. */
const special = /[\\`[<h@*_~|]/g

function parse(text: string, context: Context): Html {
  const out: (Html | string)[] = []
  let done = 0
  let plainFrom = 0
  while (done < text.length) {
    special.lastIndex = done
    const at = special.exec(text)?.index ?? text.length
    const found = at < text.length && context.depth < maxDepth ? match(text, at, context) : undefined
    if (found) {
      out.push(text.slice(plainFrom, at), found.content)
      plainFrom = at + found.length
    }
    done = found ? plainFrom : at + 1
  }
  return html`${[...out, text.slice(plainFrom)]}`
}

function match(text: string, at: number, context: Context) {
  // `snake_case` and `http` within a word are no marks.
  if (/[_h]/.test(text[at] ?? '') && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return undefined
  const rest = text.slice(at)
  for (const [pattern, render] of rules) {
    const found = pattern.exec(rest)
    if (found) return { content: render(found, context), length: found[0].length }
  }
  return undefined
}

function deeper(text: string, context: Context): Html {
  return parse(text, { ...context, depth: context.depth + 1 })
}

function masked([all, label = '', angled, bare = '']: RegExpExecArray, context: Context): Html | string {
  const url = angled ?? bare
  if (context.linked || !/^(https?:\/\/|mailto:)/.test(url)) return all
  return linkTo(
    context.context,
    url.replace(/\\([^\p{L}\p{N}\s])/gu, '$1'),
    deeper(label, { ...context, linked: true }),
  )
}

function stamp([all, seconds, style = 'f']: RegExpExecArray): Html | string {
  const at = new Date(Number(seconds) * 1000)
  if (Number.isNaN(at.getTime())) return all
  return html`<time class="stamp" datetime="${at.toISOString()}">${stampTime(at, style)}</time>`
}

function channelMention([, id = '']: RegExpExecArray, { context, linked }: Context): Html {
  const [name, local] = [`# ${context.channelName(id)}`, context.local(`https://discord.com/channels/@me/${id}`)]
  return local && !linked ? html`<a class="mention" href="${local}" data-go>${name}</a>` : mention(name)
}
