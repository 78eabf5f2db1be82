import { expect, test } from 'vitest'
import { lazy } from '../../src/lib/lazy.ts'

test('a value is loaded when it is first asked for, and once', async () => {
  let loads = 0
  const value = lazy(async () => ++loads)
  expect(value.loaded).toBeUndefined()
  expect([await value.get(), await value.get()]).toEqual([1, 1])
  expect(await value.loaded).toBe(1)
})

test('a value that could not be loaded is loaded again', async () => {
  const answers = [() => Promise.reject(new Error('full')), async () => 'page']
  const value = lazy(async () => answers.shift()?.())
  await expect(value.get()).rejects.toThrow('full')
  expect(value.loaded).toBeUndefined()
  expect(await value.get()).toBe('page')
})
