import { unstyled } from '../../domain/build.ts'
import type { Inline } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'

/** Scripts that are written without blanks between words. Korean has blanks. */
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]$/u

/** Line ends in the source become blanks, or nothing where the script has none; neighbouring texts become one. */
export function joinLines(inlines: readonly Inline[]): Inline[] {
  const characters = plainText(inlines)
  let at = 0
  const join = (nodes: readonly Inline[]): Inline[] =>
    mergeTexts(
      nodes.map((node) => {
        if ('children' in node) return { ...node, children: join(node.children) }
        const start = at
        at += node.type === 'break' ? 1 : node.value.length
        if (node.type !== 'text') return node
        const value = node.value.replace(/\n/g, (_, offset: number) => lineEnd(characters, start + offset))
        return { ...node, value }
      }),
    )
  return join(inlines)
}

function lineEnd(characters: string, at: number): string {
  const before = [...characters.slice(Math.max(0, at - 2), at)].at(-1) ?? ''
  const after = [...characters.slice(at + 1, at + 3)][0] ?? ''
  return unspaced.test(before) && unspaced.test(after) ? '' : ' '
}

/** Joins neighbouring texts and leaves out what is empty. */
export function mergeTexts(inlines: readonly Inline[]): Inline[] {
  const merged: Inline[] = []
  for (const node of inlines) {
    const last = merged.at(-1)
    if (node.type === 'text' && last?.type === 'text') merged[merged.length - 1] = unstyled(last.value + node.value)
    else if (plainText([node]) !== '') merged.push(node)
  }
  return merged
}

/** The styled text after its first `count` characters, without leading blanks. */
export function dropStart(inlines: readonly Inline[], count: number): Inline[] {
  const rest: Inline[] = []
  let left = count
  for (const node of inlines) {
    const length = plainText([node]).length
    if (left <= 0) rest.push(node)
    else if (length > left) rest.push(dropFrom(node, left))
    left -= length
  }
  return trimStart(rest)
}

function dropFrom(node: Inline, count: number): Inline {
  if ('children' in node) return { ...node, children: dropStart(node.children, count) }
  return node.type === 'break' ? node : { ...node, value: node.value.slice(count) }
}

/** Without blanks and line breaks at the start. */
export function trimStart(inlines: readonly Inline[]): Inline[] {
  return trimAt(0, inlines)
}

/** Without blanks and line breaks at the end. */
export function trimEnd(inlines: readonly Inline[]): Inline[] {
  return trimAt(-1, inlines)
}

function trimAt(end: 0 | -1, inlines: readonly Inline[]): Inline[] {
  const node = inlines.at(end)
  if (!node || node.type === 'code' || node.type === 'math') return [...inlines]
  const rest = end === 0 ? inlines.slice(1) : inlines.slice(0, -1)
  const trimmed = trimNode(end, node)
  if (plainText([trimmed]).trim() === '') return trimAt(end, rest)
  return end === 0 ? [trimmed, ...rest] : [...rest, trimmed]
}

function trimNode(end: 0 | -1, node: Inline): Inline {
  if ('children' in node) return { ...node, children: trimAt(end, node.children) }
  return node.type === 'text' ? unstyled(end === 0 ? node.value.trimStart() : node.value.trimEnd()) : node
}

/** Removes the bold style from text that is bold as a whole: the design of the part says what is bold. */
export function unwrapStrong(inlines: readonly Inline[]): readonly Inline[] {
  const [only, ...more] = inlines
  return only?.type === 'strong' && more.length === 0 ? only.children : inlines
}
