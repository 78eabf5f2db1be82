import { expect, test } from 'vitest'
import { onceFor } from '../../src/lib/once-for.ts'

test('a result is computed once for each object, also when it is undefined', () => {
  const asked: object[] = []
  const nameOf = onceFor((key: { readonly name?: string }) => {
    asked.push(key)
    return key.name
  })
  const [named, nameless] = [{ name: 'one' }, {}]
  expect([named, nameless, named, nameless].map(nameOf)).toEqual(['one', undefined, 'one', undefined])
  expect(asked).toEqual([named, nameless])
  expect(nameOf({ name: 'other' })).toBe('other')
})
