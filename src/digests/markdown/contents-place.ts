import type { RootContent } from 'mdast'
import { wordsOf } from './chapters.ts'

/** Where a program puts a list of the headings. */
const contentsPlace = /^\s*(?:\[toc\]|\[\[_?toc_?\]\]|\$\{toc\}|\{\{\s*toc\s*\}\}|@\[toc\].*)\s*$/i

/** Whether a program would put the list of contents in the place of a block. Its marks are not read yet. */
export function isContentsPlace(node: RootContent): boolean {
  if (node.type === 'list') return /\{:\s*toc\b[^}\n]*\}\s*$/.test(wordsOf(node))
  return node.type === 'paragraph' && contentsPlace.test(wordsOf(node))
}
