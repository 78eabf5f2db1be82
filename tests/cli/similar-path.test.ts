import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { didYouMeanPath } from '../../src/cli/similar-path.ts'

test('a path that does not exist is answered with a similar one beside it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, '2026-03-12.md'), '')
  const missing = (name: string) => didYouMeanPath(join(folder, name))
  expect(missing('2026-03-12.mf')).toBe(` Did you mean "${join(folder, '2026-03-12.md')}"?`)
  // The digest of another day is not meant.
  expect(missing('2026-03-13.md')).toBe('')
  expect(missing('entirely-different')).toBe('')
  expect(missing('nowhere/2026-03-12.md')).toBe('')
})
