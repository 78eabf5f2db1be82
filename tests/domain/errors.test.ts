import { expect, test } from 'vitest'
import { errorFields, PlatformUnreachable } from '../../src/domain/errors.ts'

test('the log has code and reason of an expected error, and the stack of a bug only', () => {
  const expected = new PlatformUnreachable('Slack', 'ECONNREFUSED', { cause: new Error('connect') })
  expect(errorFields(expected)).toEqual({ code: 'platform_unreachable', reason: expected.message })
  const bug = new TypeError('x is not a function')
  expect(errorFields(bug)).toEqual({ err: bug })
})
