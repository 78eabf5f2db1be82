import type { Root, Yaml } from 'mdast'
import type { Digest } from '../../domain/digest.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { readFileName } from '../filename.ts'
import { readContent } from './content.ts'
import { Manuscript } from './context.ts'
import { decodeText } from './decode.ts'
import { guessLanguage } from './detect-language.ts'
import { readFrontMatter } from './front-matter.ts'
import { findDeepNode, findExcess } from './limits.ts'
import { parseMarkdown } from './parse.ts'
import type { Reading } from './parse-result.ts'

export type { Reading } from './parse-result.ts'

/** A file with a digest in it, as it lies on the disk. */
export interface DigestSource {
  /** As it is named in problems. Its last part is the day. */
  readonly file: string
  readonly publication: string
  readonly bytes: Uint8Array
}

const top = { line: 1, column: 1 }

/** Reads a digest written in Markdown. Never throws: whatever is wrong with the file is among the problems. */
export function readDigest({ file, publication, bytes }: DigestSource, vocabulary: Vocabulary): Reading {
  const decoded = decodeText(bytes)
  // Markdown, YAML and people agree on lines, but not on how they end.
  const text = 'text' in decoded ? decoded.text.replace(/\r\n?/g, '\n') : ''
  const manuscript = new Manuscript(file, text, vocabulary)
  const root = 'text' in decoded ? parseSafely(text, manuscript) : undefined
  if ('rule' in decoded) manuscript.error(decoded.rule, decoded.message, decoded)
  const digest = root && readRoot(root, text, publication, manuscript)
  const problems = manuscript.problems.toSorted((one, other) => one.line - other.line || one.column - other.column)
  const failed = problems.some(({ severity }) => severity === 'error')
  return { file, ...(digest && !failed && { digest }), problems, at: (piece) => manuscript.at(piece) }
}

function parseSafely(text: string, manuscript: Manuscript): Root | undefined {
  if (text.trim() === '') {
    manuscript.error('empty-file', 'This file is empty.', top)
    return undefined
  }
  const before = findExcess(text)
  const root = before ? undefined : parseMarkdown(text)
  const excess = before ?? (root && findDeepNode(root))
  if (!excess) return root
  manuscript.error(excess.rule, excess.message, { line: excess.line, column: 1 })
  return undefined
}

function readRoot(root: Root, text: string, publication: string, manuscript: Manuscript): Digest | undefined {
  const name = readFileName(manuscript.file)
  if (!name) manuscript.error('file-name', 'A digest is named after its day: `2026-03-12.md`.', top)
  else if ('rule' in name) manuscript.error(name.rule, name.message, top)
  const date = name && 'day' in name ? name.day : undefined
  const yaml = root.children.find((node): node is Yaml => node.type === 'yaml')
  const { title, url, language, withdrawn } = readFrontMatter(yaml, date, manuscript)
  manuscript.collectDefinitions(root)
  const nodes = root.children.filter((node) => node !== yaml)
  const content = readContent(nodes, title, withdrawn !== undefined, manuscript)
  const guess = guessLanguage(text)
  if (!language && !manuscript.problems.some(({ rule }) => rule === 'front-matter')) {
    const message = `No language is given, so this is taken for \`${guess}\`; write \`language: ${guess}\` at the top.`
    manuscript.warn('missing-language', message, top)
  }
  if (!date) return undefined
  const named = title ?? content.title
  const digest: Digest = {
    publication,
    date,
    ...(named !== undefined && { title: named }),
    language: language ?? guess,
    ...(url && { url }),
    ...(withdrawn !== undefined && { withdrawn }),
    ...content.parts,
  }
  return manuscript.mark(digest, top)
}
