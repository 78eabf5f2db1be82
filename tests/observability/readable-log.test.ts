import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { readableLine } from '../../src/observability/logger.ts'

const time = new Date(2026, 2, 12, 7, 30, 5).toISOString()
const plain = (fields: object) => readableLine(JSON.stringify({ level: 'info', time, ...fields }), colorless)
const colorless = new PassThrough() as unknown as NodeJS.WriteStream

test('a line has the local time, the level, the message and its fields', () => {
  expect(plain({ destination: 'team', count: 2, msg: 'posted' })).toBe(
    '07:30:05 info  posted  destination=team count=2\n',
  )
  expect(plain({ reason: 'a b', empty: '', list: ['x'], msg: 'said' })).toBe(
    '07:30:05 info  said  reason="a b" empty="" list="[\\"x\\"]"\n',
  )
})

test('an error is followed by its stack, indented', () => {
  expect(plain({ level: 'error', err: { message: 'no', stack: 'Error: no\n    at x' }, msg: 'failed' })).toBe(
    '07:30:05 error failed\n         Error: no\n             at x\n',
  )
})

test('what a platform or an author wrote cannot begin a line or move the cursor', () => {
  const line = plain({ title: 'a\u001b[2Jb\nc', msg: 'x\u001b[31m\ny' })
  expect(line.trimEnd()).not.toMatch(/\p{Cc}/u)
})
