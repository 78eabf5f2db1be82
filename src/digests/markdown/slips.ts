import type { Nodes, Root } from 'mdast'
import { problemText } from '../../i18n/problems.ts'
import { findBareMarks } from './chat-marks.ts'
import type { ParseContext } from './context.ts'

/** The lines that git writes around both versions of a conflict. */
const conflict = /^<{7}(?: .*)?\n(?:.*\n)*?={7}\n(?:.*\n)*?>{7}(?: .*)?$/gm

const fence = /^[\s>]*(?:`{3,}|~{3,})/
const fenceEnd = /^[\s>]*(?:`{3,}|~{3,})\s*$/

/** The line below the header of a table. */
const delimiters = /^\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?\s*)?$/

/** A reminder such as TODO at the start of a line. In the middle of a sentence it may be the subject of the text. */
const reminder =
  /(?:^|\n)[^\S\n]*(?:\[[ x]\][^\S\n]*)?(TODO|FIXME|TBD|TBA|XXX|Lorem ipsum|待补充|待完善|待定)(?![\p{L}\p{N}_/-])/u

/** Two stars before a word, except those of Python and escaped ones. */
const openStars = /(?<![\p{L}\p{N}\p{P}\p{S}])\*\*(?=[\p{L}\p{N}])(?!kw)/u

/** Encoded characters of e-mails (quoted-printable), and encoded words in their headers. */
const mailEncoding = /(?:=[C-F][\dA-F](?:=[89AB][\dA-F]){1,3}){1,20}|=\?[\w-]{1,40}\?[bq]\?[^\s?]{1,100}\?=/i

/** Reports what is valid Markdown but surely not meant: conflicts, and what its author forgot to close. Reads the tree as it was parsed. */
export function reportSlips(root: Root, source: string, context: ParseContext): void {
  const codes: [number, number][] = []
  const waiting: Nodes[] = [root]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const [start, end] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]
    const lines = 'children' in node && node.type !== 'paragraph' ? [] : source.slice(start, end).split('\n')
    const [first = '', second = ''] = lines
    if (node.type === 'code') {
      codes.push([start, end])
      const isOpen = fence.test(first) && (lines.length === 1 || !fenceEnd.test(lines.at(-1) ?? ''))
      if (isOpen) context.warn('open-code', problemText('open-code'), node)
    }
    if (node.type === 'html' && node.value.lastIndexOf('<!--') > node.value.lastIndexOf('-->'))
      context.warn('open-comment', problemText('open-comment'), node)
    if (node.type === 'paragraph' && first.includes('|') && delimiters.test(second))
      context.warn('broken-table', problemText('broken-table', cellsIn(first), cellsIn(second)), node)
    if (node.type === 'text' || node.type === 'html') reportMarks(node, source.slice(start, end), context)
    if (node.type === 'text') {
      const [, mark] = reminder.exec(node.value) ?? []
      if (mark !== undefined) context.warnOnce('unfinished-text', mark, problemText('unfinished-text', mark), node)
      const [coded] = mailEncoding.exec(node.value) ?? []
      if (coded !== undefined) context.warnOnce('mail-encoding', 'mail', problemText('mail-encoding', coded), node)
      if (openStars.test(node.value) && openStars.test(source.slice(start, end)))
        context.warn('open-style', problemText('open-style'), node)
    }
    if ('children' in node) waiting.push(...node.children)
  }
  for (const { index } of source.matchAll(conflict)) {
    if (codes.some(([start, end]) => start <= index && index < end)) continue
    const line = source.slice(0, index).split('\n').length
    context.error('merge-conflict', problemText('merge-conflict'), { line, column: 1 })
    return
  }
}

function reportMarks({ position }: Nodes, text: string, context: ParseContext): void {
  for (const { mark, kind, at } of findBareMarks(text)) {
    const before = text.slice(0, at).split('\n')
    const line = (position?.start.line ?? 1) + before.length - 1
    const column = (before.at(-1)?.length ?? 0) + (before.length === 1 ? (position?.start.column ?? 1) : 1)
    context.warnOnce('chat-mark', mark, problemText('chat-mark', mark, kind), { line, column })
  }
}

function cellsIn(line: string): number {
  return line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/).length
}
