import type { Root, Yaml } from 'mdast'
import type { Digest } from '../../domain/digest.ts'
import type { ParseResult } from '../../domain/digest-repository.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { parseFilename } from '../filename.ts'
import { isShippedSample } from '../samples.ts'
import { readContent } from './content.ts'
import { ParseContext } from './context.ts'
import { decodeText } from './decode.ts'
import { readFrontMatter } from './front-matter.ts'
import { detectLanguage } from './language.ts'
import { findDeepNode, findExcess } from './limits.ts'
import { parseMarkdown } from './parse.ts'
import { reportUnverified } from './unverified.ts'

/** A file with a digest. */
export interface DigestFile {
  /** Its name in problems; the last part is the day. */
  readonly file: string
  readonly publication: string
  readonly bytes: Uint8Array
}

const top = { line: 1, column: 1 }

/** Reads a digest written in Markdown. Never throws: all errors are among the problems. */
export function readDigest({ file, publication, bytes }: DigestFile, vocabulary: Vocabulary): ParseResult {
  const decoded = decodeText(bytes)
  // Markdown, YAML and people agree on lines, but not on how they end.
  const text = 'text' in decoded ? decoded.text.replace(/\r\n?/g, '\n') : ''
  const context = new ParseContext(file, text, vocabulary)
  const root = 'text' in decoded ? parseSafely(text, context) : undefined
  if ('rule' in decoded) context.error(decoded.rule, decoded.message, decoded)
  const digest = root && readRoot(root, text, publication, context)
  const problems = context.sortedProblems()
  const failed = problems.some(({ severity }) => severity === 'error')
  return { file, ...(digest && !failed && { digest }), problems, at: (piece) => context.at(piece) }
}

function parseSafely(text: string, context: ParseContext): Root | undefined {
  if (text.trim() === '') {
    context.error('empty-file', 'This file is empty.', top)
    return undefined
  }
  const before = findExcess(text)
  const root = before ? undefined : parseMarkdown(text)
  const excess = before ?? (root && findDeepNode(root))
  if (!excess) return root
  context.error(excess.rule, excess.message, { line: excess.line, column: 1 })
  return undefined
}

function readRoot(root: Root, text: string, publication: string, context: ParseContext): Digest | undefined {
  const name = parseFilename(context.file)
  if (!name) context.error('file-name', 'A digest is named after its day: `2026-03-12.md`.', top)
  else if ('rule' in name) context.error(name.rule, name.message, top)
  const date = name && 'day' in name ? name.day : undefined
  const yaml = root.children.find((node): node is Yaml => node.type === 'yaml')
  const { title, url, language, withdrawn } = readFrontMatter(yaml, date, context)
  reportUnverified(context)
  context.collectDefinitions(root)
  const nodes = root.children.filter((node) => node !== yaml)
  const content = readContent(nodes, title, withdrawn !== undefined, context)
  const spoken = language ?? detectLanguage(text)
  if (!language && !context.problems.some(({ rule }) => rule === 'front-matter')) {
    const message = `No language is given, so this is taken for \`${spoken}\`; write \`language: ${spoken}\` at the top.`
    context.warn('missing-language', message, top)
  }
  if (!date) return undefined
  const named = title ?? content.title
  const digest: Digest = {
    publication,
    date,
    ...(named !== undefined && { title: named }),
    language: spoken,
    ...(url && { url }),
    ...(withdrawn !== undefined && { withdrawn }),
    ...(isShippedSample(text.slice(yaml?.position?.end.offset ?? 0)) && { isSample: true }),
    ...content.parts,
  }
  return context.mark(digest, top)
}
