import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { type Import, importPage } from '../../../src/digests/import/import-page.ts'
import { parseDay } from '../../../src/domain/day.ts'
import type { Digest, Inline } from '../../../src/domain/digest.ts'
import { blocksText, plainText } from '../../../src/domain/text.ts'
import type { Vocabulary } from '../../../src/domain/vocabulary.ts'
import { inEnglish } from '../../in-english.ts'

export const vocabulary = parse(readFileSync('config/vocabulary.yaml', 'utf8')) as Vocabulary

export const day = parseDay('2026-03-12') as Digest['date']

export function fixture(name: string): string {
  return readFileSync(`tests/fixtures/pages/${name}`, 'utf8')
}

export function read(page: string, words = vocabulary): Import & { digest: Digest } {
  const { digest, problems } = importPage(page, { date: day, publication: 'main', vocabulary: words, file: 'page.txt' })
  if (!digest) throw new Error(`No digest: ${problems.map((each) => inEnglish(each).message).join(' ')}`)
  return { digest, problems }
}

/** `4:1 missing-tag`, for each problem. */
export function places({ problems }: Import): string[] {
  return problems.map(({ line, column, rule }) => `${line}:${column} ${rule}`)
}

/** Every word of a digest, in the order in which a page shows them. */
export function wordsOf(digest: Digest): string[] {
  const line = (...parts: (string | readonly Inline[] | undefined)[]) =>
    parts.map((part) => (typeof part === 'string' ? part : plainText(part ?? []))).join(' ')
  const lines = [
    digest.title ?? '',
    ...(digest.overview ?? []).map(({ headline, text }) => line(headline, text)),
    ...digest.sections.flatMap(({ number, tag, title, body, takeaways, source }) => [
      line(number, tag, title),
      blocksText(body),
      ...takeaways.map((point) => line(point)),
      line(source),
    ]),
    ...(digest.notes ?? []).map(({ number, tag, title, text }) => line(number, tag, title, text)),
    blocksText(digest.observation ?? []),
    ...digest.prose.map(({ title, blocks }) => `${plainText(title)} ${blocksText(blocks)}`),
  ]
  return splitWords(lines.join(' '))
}

export function splitWords(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? []
}
