import { expect, test } from 'vitest'
import { MessageRefused, PlatformBusy, PlatformUnreachable, TokenRefused } from '../../src/domain/errors.ts'
import { failureReason } from '../../src/i18n/failures.ts'
import { describeVerdict, wrongFromError } from '../../src/i18n/verdicts.ts'

test.each([
  [new PlatformBusy('Slack', 36_400), 'Slack asks for a pause of 37 seconds.', 'Try again after that.', true],
  [
    new PlatformUnreachable('Slack', 'ETIMEDOUT'),
    'Slack cannot be reached (ETIMEDOUT).',
    'Check the network and the proxy, and try again.',
    true,
  ],
  [
    new TokenRefused(failureReason('slack-bot-token', 'SLACK_BOT_TOKEN', 'invalid_auth')),
    'Slack does not accept SLACK_BOT_TOKEN (invalid_auth).',
    'Copy the Bot User OAuth Token (xoxb-…) from "OAuth & Permissions" of the app at api.slack.com/apps.',
    undefined,
  ],
  // What a server says may have colons: it is no advice.
  [
    new MessageRefused('Slack', 'no: never (a: b)'),
    'Slack refuses the message: no: never (a: b).',
    'Check the network and the proxy, and try again.',
    undefined,
  ],
])('%s is a finding with its advice', (error, message, fix, isOutage) => {
  expect(wrongFromError(error)).toEqual({ ok: false, message, fix, text: error.reason, ...(isOutage && { isOutage }) })
  expect(describeVerdict(wrongFromError(error))).toEqual({ message, fix })
})
