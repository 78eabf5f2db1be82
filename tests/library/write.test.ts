import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Digest } from '../../src/domain/digest.ts'
import type { Vocabulary } from '../../src/domain/vocabulary.ts'
import { readDigest } from '../../src/library/read.ts'
import { writeDigest } from '../../src/library/write.ts'
import { arbitraryMarkdownDigest } from '../arbitrary.ts'

const vocabulary = parse(readFileSync('config/vocabulary.yaml', 'utf8')) as Vocabulary

function readBack(digest: Digest) {
  const { publication, date } = digest
  const bytes = new TextEncoder().encode(writeDigest(digest, vocabulary))
  return readDigest({ file: `digests/${publication}/${date}.md`, publication, bytes }, vocabulary)
}

test('a digest that is written is read as the same digest', () => {
  fc.assert(
    fc.property(arbitraryMarkdownDigest, (digest) => {
      const { digest: read, problems } = readBack(digest)
      expect(problems).toEqual([])
      expect(read).toEqual(digest)
    }),
    { numRuns: Number(process.env.RUNS ?? 60) },
  )
})
