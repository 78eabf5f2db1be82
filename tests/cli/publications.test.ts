import { expect, test } from 'vitest'
import { adviceOnSources, requirePublication } from '../../src/cli/publications.ts'

test('a mistyped publication is answered with the one that was meant', () => {
  const known = ['main', 'weekly']
  const docs = 'docs/sources.md says how to add some.'
  expect(adviceOnSources('wekly', known)).toBe(`Did you mean "weekly"? ${docs}`)
  expect(adviceOnSources('weekly', known)).toBe(docs)
  expect(adviceOnSources('podcast', known)).toBe(docs)
})

test('an unknown publication is an error that suggests a known one', () => {
  expect(() => requirePublication('weekly', ['weekly'])).not.toThrow()
  expect(() => requirePublication('wekly', ['weekly'])).toThrow(
    'There is no publication "wekly". Did you mean "weekly"?',
  )
})
