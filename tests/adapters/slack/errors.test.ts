import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import { describe, expect, test } from 'vitest'
import { slackError } from '../../../src/adapters/slack/errors.ts'
import { toImageError } from '../../../src/adapters/slack/image-error.ts'
import { DiscussionRefused, MessageTooLarge, PlatformBusy } from '../../../src/domain/errors.ts'

const refused = (error: string, more: object = {}) => new WebAPIPlatformError({ ok: false, error, ...more })
const meaning = (error: unknown) => slackError(error, 'C0MORNING01', 'SLACK_BOT_TOKEN')

describe('what Slack’s codes mean', () => {
  test.each([
    ['invalid_auth', 'token_refused'],
    ['token_revoked', 'token_refused'],
    ['account_inactive', 'token_refused'],
    ['missing_scope', 'destination_refused'],
    ['channel_not_found', 'destination_refused'],
    ['not_in_channel', 'destination_refused'],
    ['is_archived', 'destination_refused'],
    ['restricted_action', 'destination_refused'],
    ['restricted_action_of_a_new_kind', 'destination_refused'],
    ['invalid_blocks', 'message_refused'],
    ['msg_blocks_too_long', 'message_refused'],
    ['msg_too_long', 'message_refused'],
    ['metadata_too_large', 'message_refused'],
    ['a_code_of_tomorrow', 'refused_for_now'],
    ['update_failed', 'refused_for_now'],
    ['rate_limited', 'platform_busy'],
    ['team_added_to_org', 'platform_unreachable'],
    ['fatal_error', 'ambiguous'],
    ['internal_error', 'ambiguous'],
    ['request_timeout', 'ambiguous'],
    ['service_unavailable', 'ambiguous'],
    ['<html>Bad gateway</html>', 'ambiguous'],
  ])('%s: %s', (code, expected) => {
    expect(meaning(refused(code)).code).toBe(expected)
  })

  test.each([
    ['restricted_action_non_threadable_channel', true],
    ['restricted_action_thread_only_channel', false],
    ['is_archived', false],
  ])('%s refuses threads only: %s', (code, isThreadsOnly) => {
    expect(meaning(refused(code)) instanceof DiscussionRefused).toBe(isThreadsOnly)
  })

  test('an answer without a code decides nothing', () => {
    const shapeless = new WebAPIPlatformError(JSON.parse('{}'))
    expect(meaning(shapeless).code).toBe('ambiguous')
  })
})

describe('what failures on the way mean', () => {
  const network = (code: string, syscall: string) =>
    new WebAPIRequestError(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code, syscall }) }))

  test.each([
    ['nobody answers at the address', network('ECONNREFUSED', 'connect'), 'platform_unreachable'],
    ['the name is not known', network('ENOTFOUND', 'getaddrinfo'), 'platform_unreachable'],
    ['the connection is cut', network('ECONNRESET', 'read'), 'ambiguous'],
    ['no answer in time', new WebAPIRequestError(new DOMException('late', 'TimeoutError')), 'ambiguous'],
    ['a server error', new WebAPIHTTPError(503, 'Service Unavailable', {}), 'ambiguous'],
    ['an answer cut short', new TypeError('terminated'), 'ambiguous'],
  ])('%s', (_, error, expected) => {
    expect(meaning(error).code).toBe(expected)
  })

  test('a rate limit says for how long', () => {
    const busy = meaning(new WebAPIRateLimitedError(7))
    expect(busy).toBeInstanceOf(PlatformBusy)
    expect(busy).toMatchObject({ retryAfterMs: 7_000 })
  })
})

describe('what the admin reads', () => {
  test('where Slack found fault with the blocks', () => {
    const fault = 'must be less than 3001 characters [json-pointer:/blocks/0/text/text]'
    expect(meaning(refused('invalid_blocks', { errors: [fault] })).message).toContain(fault)
  })

  test('which scope is missing', () => {
    expect(meaning(refused('missing_scope', { needed: 'chat:write' })).message).toContain('lacks the scope chat:write')
  })

  test('an app-level token without its scope is refused', () => {
    expect(slackError(refused('missing_scope'), '', 'SLACK_APP_TOKEN').code).toBe('token_refused')
  })

  test('which token is refused, and not the token', () => {
    const message = slackError(refused('invalid_auth'), '', 'SLACK_APP_TOKEN').message
    expect(message).toContain('SLACK_APP_TOKEN')
    expect(message).not.toContain('\n')
  })

  test('which channel it is about, and what to do', () => {
    expect(meaning(refused('not_in_channel')).message).toMatch(/C0MORNING01.*invite the bot/)
  })
})

test.each(['msg_blocks_too_long', 'msg_too_long'])('%s asks for a lighter form', (code) => {
  expect(meaning(refused(code))).toBeInstanceOf(MessageTooLarge)
})

test('another refusal does not ask for a lighter form', () => {
  expect(meaning(refused('invalid_blocks'))).not.toBeInstanceOf(MessageTooLarge)
})

test.each([
  ['one image', ['downloading image failed [json-pointer:/blocks/1/image_url]'], ['https://example.org/1.png']],
  [
    'each image',
    ['x [json-pointer:\\/blocks\\/1\\/image_url]', 'x [json-pointer:/blocks/2]'],
    ['https://example.org/1.png', 'https://example.org/2.png'],
  ],
  ['no block', [], ['https://example.org/1.png', 'https://example.org/2.png']],
])('a refusal that points at %s names its address', (_, messages, urls) => {
  const error = meaning(refused('invalid_blocks', { response_metadata: { messages } }))
  const image = (at: number) => ({ type: 'image', image_url: `https://example.org/${at}.png` })
  const body = { blocks: [{ type: 'divider' }, image(1), image(2)] }
  const refusal = toImageError(error, body)
  expect(refusal).toMatchObject({ name: 'ImageRefused', urls })
  expect(refusal.message).toBe(error.message)
})

test('a refusal that points at a text is about no image', () => {
  const messages = ['must be more than 0 characters [json-pointer:/blocks/0/elements/0]']
  const error = meaning(refused('invalid_blocks', { response_metadata: { messages } }))
  const body = { blocks: [{ type: 'rich_text' }, { type: 'image', image_url: 'https://example.org/1.png' }] }
  expect(toImageError(error, body)).toBe(error)
})
