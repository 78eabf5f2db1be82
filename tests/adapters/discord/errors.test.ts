import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { discordError } from '../../../src/adapters/discord/errors.ts'
import { toImageError } from '../../../src/adapters/discord/image-error.ts'
import { MessageTooLarge } from '../../../src/domain/errors.ts'

const url = 'https://discord.com/api/v10/channels/1/messages'
const nothing = { files: undefined, body: undefined }
const refused = (code: number, status = 400, errors?: object) =>
  new DiscordAPIError(
    { code, message: 'refused', ...(errors && { errors }) } as never,
    code,
    status,
    'POST',
    url,
    nothing,
  )
const meaning = (error: unknown) => discordError(error, '111222333444555666')

describe('what Discord’s codes mean', () => {
  test.each([
    [0, 401, 'token_refused'],
    [50014, 401, 'token_refused'],
    [10003, 404, 'destination_refused'],
    [50001, 403, 'destination_refused'],
    [50013, 403, 'destination_refused'],
    [40058, 400, 'destination_refused'],
    [40067, 400, 'destination_refused'],
    [160006, 400, 'destination_refused'],
    [999_999, 403, 'destination_refused'],
    [999_999, 404, 'destination_refused'],
    [50035, 400, 'message_refused'],
    [50006, 400, 'message_refused'],
    [10008, 404, 'message_refused'],
    [200000, 400, 'message_refused'],
    [240000, 400, 'message_refused'],
    [160005, 400, 'message_refused'],
    [999_999, 400, 'refused_for_now'],
    [20028, 403, 'platform_busy'],
    [30046, 400, 'platform_busy'],
    [40333, 403, 'platform_unreachable'],
    [999_999, 408, 'ambiguous'],
  ])('%i with status %i: %s', (code, status, expected) => {
    expect(meaning(refused(code, status)).code).toBe(expected)
  })
})

describe('what failures on the way mean', () => {
  const network = (code: string, syscall: string) => Object.assign(new Error(code), { code, syscall })
  const wall = new DiscordAPIError({} as never, undefined as never, 403, 'POST', url, nothing)

  test.each([
    ['nobody answers at the address', network('ECONNREFUSED', 'connect'), 'platform_unreachable'],
    ['the name is not known', network('ENOTFOUND', 'getaddrinfo'), 'platform_unreachable'],
    ['the wall before Discord', wall, 'platform_unreachable'],
    ['the connection is cut', network('ECONNRESET', 'read'), 'ambiguous'],
    ['no answer in time', new DOMException('late', 'AbortError'), 'ambiguous'],
    ['a server error', new HTTPError(502, 'Bad Gateway', 'POST', url, nothing), 'ambiguous'],
  ])('%s', (_, error, expected) => {
    expect(meaning(error).code).toBe(expected)
  })

  test.each([
    [12_345.6, 12_346],
    [0, 60_000],
  ])('a rate limit of %d ms is waited out for %d ms', (retryAfter, expected) => {
    expect(meaning(new RateLimitError({ retryAfter } as never))).toMatchObject({ retryAfterMs: expected })
  })
})

describe('what the admin reads', () => {
  test('where Discord found fault with the body', () => {
    const errors = {
      components: { 0: { content: { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH', message: 'too long' }] } } },
    }
    expect(meaning(refused(50035, 400, errors)).message).toContain('components[0].content: BASE_TYPE_BAD_LENGTH')
  })

  test('which permissions are needed, and where', () => {
    expect(meaning(refused(50013, 403)).message).toMatch(/111222333444555666.*Send Messages/)
  })

  test('which variable holds the token', () => {
    expect(meaning(refused(0, 401)).message).toContain('DISCORD_TOKEN')
  })
})

test.each([
  ['BASE_TYPE_MAX_LENGTH', true],
  ['BASE_TYPE_BAD_LENGTH', true],
  ['COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', true],
  ['BASE_TYPE_CHOICES', false],
])('a form error of %s asks for a lighter form: %s', (code, asks) => {
  const errors = { components: { _errors: [{ code, message: 'x' }] } }
  expect(meaning(refused(50035, 400, errors)) instanceof MessageTooLarge).toBe(asks)
})

test('an error about an image names its address', () => {
  const url = 'https://example.org/a.png'
  const media = { url: { _errors: [{ code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }] } }
  const errors = { components: { 0: { components: { 1: { items: { 0: { media } } } } } } }
  const body = { components: [{ components: [{}, { items: [{ media: { url } }] }] }] }
  expect(toImageError(meaning(refused(50035, 400, errors)), body)).toMatchObject({
    name: 'ImageRefused',
    urls: [url],
  })
  const other = { components: { 0: { content: { _errors: [{ code: 'BASE_TYPE_CHOICES', message: 'x' }] } } } }
  expect(toImageError(meaning(refused(50035, 400, other)), body).name).toBe('MessageRefused')
})
