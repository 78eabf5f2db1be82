import { expect, test } from 'vitest'
import { PlatformBusy, PlatformUnreachable, TokenRefused } from '../../src/domain/errors.ts'
import { wrongFromError } from '../../src/domain/verdict.ts'

test.each([
  [new PlatformBusy('Slack', 36_400), 'Slack asks for a pause of 37 seconds.', 'Try again after that.', true],
  [
    new PlatformUnreachable('Slack', 'ETIMEDOUT'),
    'Slack cannot be reached (ETIMEDOUT).',
    'Check the network and the proxy, and try again.',
    true,
  ],
  [
    new TokenRefused('Slack does not accept it: copy it again'),
    'Slack does not accept it.',
    'Copy it again.',
    undefined,
  ],
])('%s is a finding with its advice', (error, message, fix, isOutage) => {
  expect(wrongFromError(error)).toEqual({ ok: false, message, fix, ...(isOutage && { isOutage }) })
})
