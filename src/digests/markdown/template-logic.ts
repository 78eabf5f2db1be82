import { endsSentence } from './template-lines.ts'

/** A tag of a template that is left out, and its line. */
export interface LeftOut {
  readonly found: string
  readonly dialect: 'liquid' | 'template'
  readonly line: number
}

const fence = String.raw`^[ \t>]*(?<fence>${'`'}{3,}|~{3,})[^\n]*`
const inlineCode = String.raw`${'`'}[^${'`'}\n]*${'`'}`
const condition = String.raw`\{%-?[ \t]*(?<name>if|unless|elsif|elif|else|for|endif|endunless|endfor)\b[^%\n]{0,300}%\}`
const field = String.raw`(?<!\$)(?<field>\{\{\{?-?(?![<%])[^{}\n]{1,300}\}\}\}?)`
const token = new RegExp([fence, inlineCode, condition, field].join('|'), 'gm')

/** A line that has only tags. */
const onlyTags = /^\s*(?:\{\{[^{}\n]*\}\}\}?|\{%[^%\n]*%\}|\s)*$/

/**
 * Leaves out conditions around a text without an alternative, which stays, and fields that are a paragraph by themselves. Others
 * stay: readers would miss what they show.
 */
export function readTemplateLogic(text: string): { readonly text: string; readonly leftOut: readonly LeftOut[] } {
  const tokens = outsideCode(text)
  const paired = pairsIn(tokens)
  const leftOut: LeftOut[] = []
  let [result, done] = ['', 0]
  let [line, counted] = [1, 0]
  for (const found of tokens) {
    const { index, 0: tag, groups: { name, field } = {} } = found
    const isOpening = name !== undefined && !name.startsWith('end')
    const isOut = name === undefined ? field !== undefined && isParagraph(text, index, tag.length) : paired.has(found)
    if (!isOut) continue
    line += text.slice(counted, index).split('\n').length - 1
    counted = index
    if (isOpening || field) leftOut.push({ found: tag, dialect: field ? 'template' : 'liquid', line })
    result += text.slice(done, index)
    done = index + tag.length
  }
  return { text: result + text.slice(done), leftOut }
}

function outsideCode(text: string): RegExpExecArray[] {
  let open: string | undefined
  return [...text.matchAll(token)].filter(({ groups: { fence, name, field } = {} }) => {
    const isInside = open !== undefined
    if (fence && (open === undefined || fence.startsWith(open))) open = isInside ? undefined : fence
    return !isInside && (name ?? field) !== undefined
  })
}

/** The tags of conditions that are closed and have no alternative. */
function pairsIn(tokens: readonly RegExpExecArray[]): ReadonlySet<RegExpExecArray> {
  const paired = new Set<RegExpExecArray>()
  const open: { readonly tag: RegExpExecArray; hasOther: boolean }[] = []
  for (const tag of tokens) {
    const name = tag.groups?.name
    if (name === undefined) continue
    const last = open.at(-1)
    if (/^el/.test(name)) {
      if (last) last.hasOther = true
    } else if (!name.startsWith('end')) open.push({ tag, hasOther: false })
    else if (last && name === `end${last.tag.groups?.name}`) {
      open.pop()
      if (!last.hasOther) paired.add(last.tag).add(tag)
    }
  }
  return paired
}

/** A longer paragraph has more than tags, in characters. */
const paragraphMax = 2_000

/** Whether a tag is a paragraph or an item of a list, by itself or with other tags, or stands behind the last sentence. */
function isParagraph(text: string, start: number, length: number): boolean {
  const before = `\n\n${text.slice(Math.max(0, start - paragraphMax), start)}`
  const behind = `${text.slice(start, start + length + paragraphMax)}\n\n`
  const lines = before.slice(before.lastIndexOf('\n\n') + 2).split('\n')
  const own = `${lines.at(-1)}${behind.slice(0, behind.indexOf('\n', length))}`
  const isItem = /^\s*[-*+][ \t]/.test(own) && onlyTags.test(own.replace(/^\s*[-*+]/, ''))
  const paragraph = lines.join('\n') + behind.slice(0, behind.indexOf('\n\n', length))
  const isBehind = endsSentence.test(lines.at(-1) ?? '') && behind.startsWith('\n\n', length)
  return isItem || isBehind || paragraph.split('\n').every((line) => onlyTags.test(line))
}
