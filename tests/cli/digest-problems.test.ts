import { expect, test } from 'vitest'
import { digestProblems } from '../../src/cli/digest-problems.ts'
import { digestId } from '../../src/domain/digest.ts'
import { aDestination, aDigest } from '../builders.ts'

/** A repository whose one digest is a sample or not. */
function repositoryWith(isSample: boolean) {
  const digest = { ...aDigest('Alpha'), ...(isSample && { isSample: true as const }) }
  const reading = { file: 'digests/2026-01-05.md', at: () => undefined, digest, problems: [] }
  const files = new Map([[digestId(digest), reading.file]])
  return { repository: { files: () => files, read: async () => reading, problems: () => [] } }
}

test('samples alone are an error for a bot with tokens: nothing would ever be posted', async () => {
  const destinations = [aDestination({ name: 'team' }), aDestination({ name: 'reading' })]
  expect(await digestProblems(repositoryWith(true), destinations, true)).toMatchObject([
    { file: 'digests', severity: 'error', rule: 'samples' },
  ])
  expect(await digestProblems(repositoryWith(true), destinations, false)).toEqual([])
  expect(await digestProblems(repositoryWith(false), destinations, true)).toEqual([])
})
