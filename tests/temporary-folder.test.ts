import { tmpdir } from 'node:os'
import { expect, inject, test } from 'vitest'

test('the temporary folder of the tests is one that goes with the run', () => {
  expect(tmpdir()).toBe(inject('temporaryFolder'))
  expect(tmpdir()).toContain('morning-post-tests-')
})
