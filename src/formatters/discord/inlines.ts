import type { Inline } from '../../domain/digest.ts'
import { repeatsAddress } from '../../domain/web-address.ts'
import { onOneLine } from '../plain/inlines.ts'
import type { ClientNode } from './client-node.ts'
import { codeSpan, escapeLineStarts, escapeText, neutralizeMentions, zeroWidthSpace } from './escape.ts'
import { bareUrl, discordAddress, isOverlong, urlsIn } from './links.ts'
import { readMarkdown } from './read-markdown.ts'
import { emojiPattern } from './read-rules.ts'

type Link = Extract<Inline, { type: 'link' }>

/** A piece of styled text in one style. */
interface Run {
  readonly type: 'text' | 'code' | 'address' | 'channel' | 'break'
  readonly value: string
  readonly strong?: boolean
  readonly emphasis?: boolean
  readonly strike?: boolean
  readonly link?: Link
}

type Style = Omit<Run, 'type' | 'value'>

/** Styled text as Discord's markdown. The author's words are shown literally and mention no one. */
export function inlineMarkdown(inlines: readonly Inline[]): string {
  const runs = joinTexts(flatten(inlines, {})).flatMap(separateAddresses)
  return escapeLineStarts(writeRuns(runs))
}

/** The same on a single line, for headings and the like. */
export function lineMarkdown(inlines: readonly Inline[]): string {
  return inlineMarkdown(inlines)
    .replace(/\s*\n\s*/g, ' ')
    .trim()
}

function flatten(inlines: readonly Inline[], style: Style): Run[] {
  return inlines.flatMap((node) => flattenOne(node, style))
}

function flattenOne(node: Inline, style: Style): Run[] {
  switch (node.type) {
    case 'text':
      return [{ ...style, type: 'text', value: onOneLine(node.value) }]
    case 'code':
    case 'math':
      // Style markup inside a code span would end the style around it.
      return [{ ...(/[*~\\]/.test(node.value) ? linkOnly(style) : style), type: 'code', value: node.value }]
    case 'channel':
      return [{ type: 'channel', value: `<#${node.value}>` }]
    case 'break':
      return [style.link ? { ...style, type: 'text', value: ' ' } : { type: 'break', value: '\n' }]
    case 'strong':
    case 'emphasis':
    case 'strike':
      return flatten(node.children, { ...style, [node.type]: true })
    case 'link':
      if (node.children.length === 0) return [{ type: 'address', value: node.url }]
      return flatten(node.children, isOverlong(node.url) ? style : { ...style, link: node })
  }
}

function linkOnly({ link }: Style): Style {
  return link ? { link } : {}
}

function sameStyle(a: Style, b: Style): boolean {
  return a.strong === b.strong && a.emphasis === b.emphasis && a.strike === b.strike && a.link === b.link
}

/** Joins neighbouring texts, so that no markup arises between them. */
function joinTexts(runs: readonly Run[]): Run[] {
  const joined: Run[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (last?.type === 'text' && run.type === 'text' && sameStyle(last, run)) {
      joined[joined.length - 1] = { ...last, value: last.value + run.value }
    } else joined.push(run)
  }
  return joined
}

function separateAddresses(run: Run): Run[] {
  if (run.type !== 'text' || run.link) return [run]
  const pieces: Run[] = []
  let end = 0
  for (const { url, index } of urlsIn(run.value)) {
    pieces.push({ ...run, value: run.value.slice(end, index) }, { type: 'address', value: url })
    end = index + url.length
  }
  return [...pieces, { ...run, value: run.value.slice(end) }]
}

function writeRuns(runs: readonly Run[]): string {
  const groups = groupsOf(runs, (last, run) => (run.link ? last.link === run.link : sameStyle(last, run)))
  return join(groups.map((group) => (group[0]?.link ? writeLink(group[0].link, group) : writeStyled(group))))
}

/** Neighbours that are written together. */
function groupsOf(runs: readonly Run[], belongs: (last: Run, run: Run) => boolean): Run[][] {
  const groups: Run[][] = []
  for (const run of runs) {
    const last = groups.at(-1)?.at(-1)
    if (last && belongs(last, run)) groups.at(-1)?.push(run)
    else groups.push([run])
  }
  return groups
}

/** The markup of two neighbours must not be read as one longer mark. */
function join(pieces: readonly string[]): string {
  const [first = '', ...others] = pieces.filter(Boolean)
  const written = [first]
  for (const piece of others) {
    const mark = written.at(-1)?.at(-1) ?? ''
    if ('*~`'.includes(mark) && mark === piece[0]) written.push(zeroWidthSpace)
    written.push(piece)
  }
  return written.join('')
}

function writeStyled(runs: readonly Run[]): string {
  const style: Style = runs[0] ?? {}
  const written = join(runs.map(writeRun))
  // A line may begin within a style, too.
  return withStyle(escapeLineStarts(written), style)
}

function withStyle(written: string, style: Style): string {
  const open = `${style.strike ? '~~' : ''}${style.strong ? '**' : ''}${style.emphasis ? '*' : ''}`
  return open === '' ? written : wrap(written, open, [...open].reverse().join(''))
}

/** A style beside a blank is no style to Discord: the blanks stay outside. */
function wrap(text: string, open: string, close: string): string {
  const inner = text.trim()
  if (inner === '') return text
  const start = text.length - text.trimStart().length
  return `${text.slice(0, start)}${open}${join([inner, close])}${text.slice(start + inner.length)}`
}

function writeRun({ type, value }: Run): string {
  switch (type) {
    case 'text':
      return escapeText(value)
    case 'code':
      return codeSpan(value)
    case 'address':
      return isOverlong(value) ? escapeText(value) : bareUrl(value)
    case 'channel':
    case 'break':
      return value
  }
}

/** A cache of formatted links, by the styles of their words: a long text is formatted many times until it is split. */
const writtenLinks = new WeakMap<Link, Map<string, string>>()

function writeLink(link: Link, runs: readonly Run[]): string {
  const style = JSON.stringify(runs, ['strong', 'emphasis', 'strike'])
  const known = writtenLinks.get(link) ?? new Map<string, string>()
  writtenLinks.set(link, known)
  const written = known.get(style) ?? writeNewLink(link, runs)
  known.set(style, written)
  return written
}

/** If the client would not show a link with these words, the address follows them. */
function writeNewLink({ url }: Link, runs: readonly Run[]): string {
  const words = runs.map(({ value }) => value).join('')
  const unlinked = runs.map(({ link: _, ...run }) => run)
  const target = discordAddress(url)
  if (repeatsAddress(words, url) || words.trim() === '') return bareUrl(url)
  return (target && writeMasked(unlinked, target)) ?? `${writeRuns(unlinked)} (${bareUrl(url)})`
}

/** Writes one link, else a link for each style with emoji between them; undefined where the client shows neither. */
function writeMasked(runs: readonly Run[], target: string): string | undefined {
  const whole = maskedLink(runs, target)
  if (whole !== undefined) return whole
  const pieces = runs.flatMap(separateEmoji).map((run) => {
    if (run.type === 'text' && (isEmoji(run.value) || run.value.trim() === '')) return writeRuns([run])
    return maskedLink([run], target)
  })
  const isMasked = pieces.some((piece) => piece?.includes(target))
  return isMasked && pieces.every((piece) => piece !== undefined) ? join(pieces) : undefined
}

/** The client draws no emoji inside the words of a link. A name between colons may be one, too. */
const emoji = new RegExp(`(${emojiPattern.source}|:(?:[\\w+\\-]*[A-Za-z_][\\w+\\-]*|[+\\-]1|100|1234):)`, 'v')

function separateEmoji(run: Run): Run[] {
  if (run.type !== 'text') return [run]
  const pieces = run.value.split(new RegExp(emoji, 'gv')).filter(Boolean)
  return pieces.map((value) => ({ ...run, value }))
}

function isEmoji(value: string): boolean {
  return new RegExp(`^${emoji.source}$`, 'v').test(value)
}

/**
 * Written without escapes, which the client would show. Undefined if the client would not read these words in these
 * styles.
 */
function maskedLink(runs: readonly Run[], target: string): string | undefined {
  // Words that need invisible characters to separate backticks or mentions: the client removes these characters in a
  // link.
  if (runs.some(({ value }) => value.includes('``') || neutralizeMentions(value) !== value)) return undefined
  if (runs.some(({ type, value }) => type === 'text' && emoji.test(value))) return undefined
  const shown = runs.map((run) => ({ ...run, value: run.value.replace(/\p{Zs}/gu, ' ') }))
  const label = groupsOf(shown, sameStyle)
    .map((group) =>
      withStyle(group.map(({ type, value }) => (type === 'code' ? codeSpan(value) : value)).join(''), group[0] ?? {}),
    )
    .join('')
  const written = wrap(label, '[', `](<${target}>)`)
  // Parsing is slow, and most words contain no markup.
  if (runs.every(({ type, value }) => type === 'text' && harmless.test(value)) && runs.length === 1) return written
  const [link, ...others] = readMarkdown(written.trim())
  if (link?.type !== 'link' || link.url !== target || others.length > 0) return undefined
  const words = shown.map(({ type, value, ...style }) =>
    styledLetters(value, type === 'code' ? { ...style, code: true } : style),
  )
  return lettersOf(link.children, {}) === words.join('').trim() ? written : undefined
}

const harmless = /^(?!.*(?::\/\/|discord))[\p{L}\p{N}\p{Zs},.;:'’“”()!?%&+=–—/，。：；！？-]*$/iu

type Look = Style & { readonly code?: true; readonly other?: string }

function styledLetters(value: string, { strong, emphasis, strike, code, other }: Look): string {
  const look = [strong && 'b', emphasis && 'i', strike && 's', code && 'c', other].filter(Boolean).join('')
  return [...value.replace(/\s+/g, ' ')].map((letter) => `${look}${letter}`).join('')
}

function lettersOf(nodes: readonly ClientNode[], look: Look): string {
  const letters = (node: ClientNode) => {
    if (node.type === 'text') return styledLetters(node.value, look)
    if (node.type === 'code') return styledLetters(node.value, { ...look, code: true })
    if (node.type === 'strong' || node.type === 'emphasis' || node.type === 'strike') {
      return lettersOf(node.children, { ...look, [node.type]: true })
    }
    return `(${node.type})`
  }
  return nodes.map(letters).join('').trim()
}
