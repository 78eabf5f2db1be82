import type { ProblemText } from '../../domain/problem.ts'
import { truncate } from '../../domain/truncate.ts'
import { problemText } from '../../i18n/problems.ts'
import { type LeftOut, readTemplateLogic } from './template-logic.ts'
import { matterValues } from './template-values.ts'

/** A template without what its program would not show, or would take from the file itself. */
interface TemplateSource {
  /** Its lines have the numbers that they had. */
  readonly text: string
  /** The lines of comments, which are left out. */
  readonly comments: readonly number[]
  /** What else is left out. */
  readonly leftOut: readonly LeftOut[]
}

const fence = String.raw`^[ \t>]*(?<fence>${'`'}{3,}|~{3,})[^\n]*`
const inlineCode = String.raw`${'`'}[^${'`'}\n]*${'`'}`
/** The two ends of comments, and of text that is no template. */
const liquid = String.raw`\{%-?[ \t]*(?<liquid>(?:end)?(?:comment|raw))[ \t]*-?%\}`
const hugo = String.raw`\{\{[<%]-?[ \t]*(?<hugo>\/?)comment[ \t]*-?[>%]\}\}`
const handlebars = String.raw`(?<handlebars>\{\{!--|--\}\})`
const jinja = String.raw`(?<jinja>\{#-?[ \t][^\n{}]{0,500}?#\})`
const assignment = String.raw`\{%-?[ \t]*(?:assign|set)[ \t]+(?<name>[\w-]{1,60})[ \t]*=[ \t]*(?:"(?<double>[^"\n]{0,500})"|'(?<single>[^'\n]{0,500})'|(?<number>-?\d[\d.]{0,20}))[ \t]*-?%\}`
/** Filters behind a value that leave its words as they are, or have words for a value that is missing. */
const plainFilter = String.raw`[ \t]*\|[ \t]*(?:safe|escape|e|raw|strip|trim|markdownify|xml_escape)(?=[ \t|}-])`
const fallback = String.raw`[ \t]*\|\|?[ \t]*(?:default(?:[ \t]*:|_if_none:|\()?[ \t]*)?["'](?<fallback>[^"'\n{}]{1,200})["']\)?`
const value = String.raw`\{\{-?[ \t]*(?<used>[$.\w-]{1,60})(?:${plainFilter}){0,3}(?:${fallback})?(?:${plainFilter}){0,3}[ \t]*-?\}\}`
/** `{{< param "name" >}}` of Hugo, `{{< meta name >}}` of Quarto. */
const parameter = String.raw`\{\{[<%][ \t]*(?:param|meta)[ \t]+"?(?<parameter>[\w.-]{1,60})"?[ \t]*[>%]\}\}`
/** `{{video https://…}}`, as outliners write it. */
const place = String.raw`\{\{[a-z-]{2,20}:?[ \t]+<?(?<place>https?:\/\/[^\s{}<>]{1,500})>?[ \t]*\}\}`
const token = new RegExp(
  [fence, inlineCode, liquid, hugo, handlebars, jinja, assignment, value, parameter, place].join('|'),
  'gm',
)

type Token = RegExpExecArray & { readonly groups: Readonly<Record<string, string | undefined>> }

/** `[words](…)` and `[name]: …` whose address has tags. */
const tagged =
  /(\]\([ \t]*|^[ \t]{0,3}\[[^\]\n]{1,200}\]:[ \t]*)((?:[^\s()<>{}]{0,300}(?:\{\{[^\n{}]{1,300}?\}\}|\{%[^\n%]{1,300}?%\})){1,10}[^\s()<>{}]{0,300})(?=[ \t)\n]|$)/gm
/** The address of the site itself: what follows is relative to the page of the digest. */
const ownSite = /\{\{-?[ \t]*(?:site\.(?:base)?url|(?:page\.)?base_?url|base_path)[ \t]*-?\}\}/g
const ownPath = /\{\{-?[ \t]*["']([^"'\n]{1,300})["'][ \t]*\|[ \t]*(?:relative|absolute)_url[ \t]*-?\}\}/g

/**
 * Leaves out the comments of Liquid, Jinja, Hugo and Handlebars, keeps the text of `raw` as it is, puts in values that the file
 * assigns, and writes addresses made by tags so that Markdown reads their links.
 */
export function readTemplateSource(written: string): TemplateSource {
  if (!/\{[{%#]/.test(written)) return { text: written, comments: [], leftOut: [] }
  const tokens = [...written.matchAll(token)] as Token[]
  const unclosed = new Set<string>()
  const values = matterValues(written)
  const comments: number[] = []
  let text = ''
  let done = 0
  let [line, counted] = [1, 0]
  for (let at = 0; at < tokens.length; at++) {
    const open = tokens[at] as Token
    const { name, double, single, number, fence } = open.groups
    const close = closeOf(open)
    let next = at
    if (close && !unclosed.has(close)) {
      next = indexFrom(tokens, at + 1, (other) => endOf(other, fence) === close)
      if (next < 0) unclosed.add(close)
    }
    // A block of code that is not closed ends with the file.
    if (next < 0 && fence) break
    const last = tokens[next] ?? open
    const start = open.index + open[0].length
    const found = written.slice(open.index, last.index + last[0].length)
    let shown = found
    const known = knownValue(open, values)
    if (name !== undefined) values.set(name, double ?? single ?? number ?? '')
    if (name !== undefined) shown = ''
    else if (known !== undefined) shown = known
    else if (close === 'endraw' && next > at) shown = asWritten(written.slice(start, last.index))
    else if (open.groups.jinja || (close && !fence && next > at)) {
      line += written.slice(counted, open.index).split('\n').length - 1
      counted = open.index
      comments.push(line)
      shown = '\n'.repeat(found.split('\n').length - 1)
    }
    text += written.slice(done, open.index) + shown
    done = open.index + found.length
    at = Math.max(at, next)
  }
  text += written.slice(done)
  const linked = text.replace(tagged, (_, start: string, address: string) => start + plainAddress(address))
  return { ...readTemplateLogic(linked), comments }
}

/** What a field shows, if the file says it. */
function knownValue({ groups }: Token, values: ReadonlyMap<string, string>): string | undefined {
  const { used, parameter, place, fallback } = groups
  const name = (used ?? parameter)?.replace(/^[.$]?(?:(?:frontmatter|params|page|post)\.)?/i, '')
  return place ?? (name === undefined ? undefined : (values.get(name) ?? values.get(name.toLowerCase()))) ?? fallback
}

/** What ends a piece that a token begins. */
function closeOf({ groups: { fence, liquid, hugo, handlebars } }: Token): string | undefined {
  if (fence) return 'fence'
  if (liquid && !liquid.startsWith('end')) return `end${liquid}`
  if (hugo === '') return '/comment'
  return handlebars === '{{!--' ? '--}}' : undefined
}

function endOf({ groups: { fence, liquid, hugo, handlebars } }: Token, open: string | undefined): string | undefined {
  if (open) return fence?.startsWith(open) ? 'fence' : undefined
  return liquid ?? (hugo === '/' ? '/comment' : handlebars)
}

/** Text in which braces, apart from code, begin no tag. */
function asWritten(text: string): string {
  return text.replace(/`[^`\n]*`|\{(?=[{%#])/g, (each) => (each === '{' ? '&#123;' : each))
}

function indexFrom<T>(all: readonly T[], start: number, is: (one: T) => boolean): number {
  for (let at = start; at < all.length; at++) if (is(all[at] as T)) return at
  return -1
}

/** An address without tags, or with them between `<` and `>`, where they are no tags any more. */
function plainAddress(address: string): string {
  const plain = address.replace(ownSite, '').replace(ownPath, '$1')
  return /\{[{%]/.test(plain) ? `<${plain.replace(/[<>%]/g, '\\$&')}>` : plain
}

/** What a reader of the file should know of what is left out. */
export function templateRemarks({
  comments,
  leftOut,
}: TemplateSource): readonly { readonly line: number; readonly rule: string; readonly text: ProblemText }[] {
  return [
    ...comments.map((line) => ({ line, rule: 'html-comment', text: problemText('html-comment') })),
    ...leftOut.map(({ found, dialect, line }) => {
      return { line, rule: 'template-tag', text: problemText('template-left-out', truncate(found, 40), dialect) }
    }),
  ]
}
