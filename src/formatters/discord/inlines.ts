import type { Inline } from '../../domain/digest.ts'
import { codeSpan, escapeLineStarts, escapeText, hasPairedBrackets, zeroWidthSpace } from './escape.ts'
import { bareUrl, isOverlong, linkTarget, looksLikeUrl, repeatsUrl, urlsIn } from './links.ts'

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

/** Styled text as Discord's markdown. What the author wrote shows literally and mentions no one. */
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
      // Only a break ends a line.
      return [{ ...style, type: 'text', value: node.value.replace(/[^\S\n]*\n\s*/g, ' ') }]
    case 'code':
    case 'math':
      // Style marks inside a code span would end the style around it.
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

/** Neighbouring texts become one, so that nothing dangerous arises where they meet. */
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
  const groups: Run[][] = []
  for (const run of runs) {
    const last = groups.at(-1)?.at(-1)
    const together = last && (run.link ? last.link === run.link : sameStyle(last, run))
    if (together) groups.at(-1)?.push(run)
    else groups.push([run])
  }
  return groups
    .map((group) => (group[0]?.link ? writeLink(group[0].link, group) : writeStyled(group)))
    .reduce(touch, '')
}

/** Marks of two neighbours must not be read as one longer mark. */
function touch(before: string, after: string): string {
  const mark = before.at(-1) ?? ''
  return '*~`'.includes(mark) && mark === after[0] && mark !== ''
    ? `${before}${zeroWidthSpace}${after}`
    : before + after
}

function writeStyled(runs: readonly Run[]): string {
  const style: Style = runs[0] ?? {}
  const written = runs.map(writeRun).reduce(touch, '')
  const open = `${style.strike ? '~~' : ''}${style.strong ? '**' : ''}${style.emphasis ? '*' : ''}`
  return open === '' ? written : wrap(written, open, [...open].reverse().join(''))
}

/** A style beside a blank is no style to Discord: the blanks stay outside. */
function wrap(text: string, open: string, close: string): string {
  const inner = text.trim()
  if (inner === '') return text
  const start = text.length - text.trimStart().length
  return `${text.slice(0, start)}${open}${touch(inner, close)}${text.slice(start + inner.length)}`
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

function writeLink({ url }: Link, runs: readonly Run[]): string {
  const words = runs.map(({ value }) => value).join('')
  if (words.trim() === '' || repeatsUrl(words, url)) return bareUrl(url)
  const label = writeRuns(runs.map(({ link: _, ...run }) => run))
  return canMask(words, url) ? wrap(label, '[', `](<${linkTarget(url)}>)`) : `${label} (${bareUrl(url)})`
}

/** Discord masks web addresses only, and finds the end of the words by counting brackets, escaped ones too. */
function canMask(words: string, url: string): boolean {
  return /^https?:/i.test(url) && !looksLikeUrl(words) && hasPairedBrackets(words)
}
