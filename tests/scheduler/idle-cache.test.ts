import { expect, test } from 'vitest'
import { IdleCache } from '../../src/scheduler/idle-cache.ts'
import { aDestination } from '../builders.ts'

const at = (time: string) => Date.parse(`2026-01-09T${time}:00Z`)
/** Friday. The weekend is off. */
const team = aDestination({ at: '08:30', days: ['mon', 'tue', 'wed', 'thu', 'fri'] })

test('a destination for which nothing is due is skipped until the hour at which something may be', () => {
  const idleCache = new IdleCache()
  idleCache.note(team, at('08:00'), idleCache.generation)
  expect(idleCache.isIdle(team, at('08:29'))).toBe(true)
  expect(idleCache.isIdle(team, at('08:30'))).toBe(false)
})

test('on a day off what was missed may be made good, so that hour counts as well', () => {
  const idleCache = new IdleCache()
  const saturday = at('08:00') + 86_400_000
  idleCache.note(team, saturday, idleCache.generation)
  expect(idleCache.isIdle(team, saturday + 29 * 60_000)).toBe(true)
  expect(idleCache.isIdle(team, saturday + 30 * 60_000)).toBe(false)
})

test('generation, another configuration and a clock set back all count', () => {
  const idleCache = new IdleCache()
  idleCache.note(team, at('09:00'), idleCache.generation)
  expect(idleCache.isIdle({ ...team }, at('09:01'))).toBe(false)
  expect(idleCache.isIdle(team, at('08:59'))).toBe(false)
  expect(idleCache.isIdle(team, at('09:01'))).toBe(true)
  idleCache.invalidate()
  expect(idleCache.isIdle(team, at('09:01'))).toBe(false)
})

test('what was found out before the generation says nothing', () => {
  const idleCache = new IdleCache()
  const { generation } = idleCache
  idleCache.invalidate()
  idleCache.note(team, at('09:00'), generation)
  expect(idleCache.isIdle(team, at('09:01'))).toBe(false)
})
