import { expect, test } from 'vitest'
import { selectFor } from '../../src/domain/destination.ts'
import { goodDigest, read } from '../digests/markdown/digest-fixture.ts'

const digestNow = () => {
  const { digest } = read(goodDigest)
  if (!digest) throw new Error('The digest of the test cannot be read.')
  return digest
}

test('destinations with the same tags get one object, in whatever order and case they name them', () => {
  const digest = digestNow()
  const chosen = selectFor({ tags: ['Agent', 'Training'], mute: ['Safety'] }, digest)
  expect(chosen?.sections).toHaveLength(2)
  expect(selectFor({ tags: ['training', 'AGENT'], mute: ['safety'] }, digest)).toBe(chosen)
})

test('other tags, other muted tags and another digest give another choice', () => {
  const digest = digestNow()
  const titles = (tags: readonly string[], mute: readonly string[], of = digest) =>
    selectFor({ tags, mute }, of)?.sections.map(({ number }) => number)
  expect(titles(['Agent'], [])).toEqual(['02'])
  expect(titles([], ['Agent'])).toEqual(['01'])
  expect(titles(['Agent'], ['Agent'])).toBeUndefined()
  expect(titles(['Agent'], [], { ...digest, sections: digest.sections.slice(0, 1), notes: [] })).toBeUndefined()
})
