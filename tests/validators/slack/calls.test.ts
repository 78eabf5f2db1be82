import { expect, test } from 'vitest'
import { validateSlack } from '../../../src/validators/slack/validate.ts'
import { chars, context, input, mrkdwn, plain, times } from './blocks.ts'

const divider = { type: 'divider' }

const post = (body: object) => validateSlack('chat.postMessage', { channel: 'C1', ...body })
const update = (body: object) => validateSlack('chat.update', { channel: 'C1', ts: '1773300000.000100', ...body })
const postEphemeral = (body: object) => validateSlack('chat.postEphemeral', { channel: 'C1', user: 'U1', ...body })
const respond = (body: object) => validateSlack('response_url', { ...body })
const home = (view: object) =>
  validateSlack('views.publish', { user_id: 'U1', view: { type: 'home', blocks: [], ...view } })
const modal = (view: object) =>
  validateSlack('views.open', { trigger_id: '1', view: { type: 'modal', title: plain('Hello'), blocks: [], ...view } })

type Validated = ReturnType<typeof validateSlack>

const accepted: readonly [string, Validated][] = [
  [
    'message with all arguments that the bot sends',
    post({
      text: 'a',
      blocks: [divider],
      thread_ts: '1773300000.000100',
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: 'a', event_payload: { b: 'c' } },
    }),
  ],
  ['text that Slack truncates', post({ text: chars(40_001) })],
  ['message without a text', post({ blocks: [divider] })],
  ['update of 4,000 bytes', update({ text: chars(4000) })],
  ['ephemeral message', postEphemeral({ text: chars(40_000) })],
  ['answer that replaces', respond({ replace_original: true, text: 'a', response_type: 'in_channel' })],
  ['answer larger than a message', respond({ blocks: times(5, () => context(mrkdwn(chars(3000)))) })],
  ['Home of a hundred blocks', home({ blocks: times(100, () => divider) })],
  ['modal with a form', modal({ blocks: [input()], submit: plain('Save'), title: plain(chars(24)) })],
]

test.each(accepted)('a %s is accepted', (_, error) => {
  expect(error).toBeUndefined()
})

const refused: readonly [string, string, string, Validated][] = [
  ['unknown method', 'unknown_method', '', validateSlack('chat.shout', {})],
  ['unknown argument', 'invalid_arguments', '/colour', post({ text: 'a', colour: 'red' })],
  [
    'message without a channel',
    'invalid_arguments',
    'missing required field: channel',
    validateSlack('chat.postMessage', { text: 'a' }),
  ],
  [
    'argument of another kind',
    'invalid_arguments',
    'must be a boolean [json-pointer:/unfurl_links]',
    post({ text: 'a', unfurl_links: 'no' }),
  ],
  ['block list that is an object', 'invalid_blocks_format', 'a list', post({ text: 'a', blocks: { type: 'divider' } })],
  ['message without text and blocks', 'no_text', '', post({})],
  ['message of empty lists', 'no_text', '', post({ text: '', blocks: [] })],
  ['update of more than 4,000 bytes', 'msg_too_long', '4000', update({ text: chars(4001) })],
  ['update of fewer characters but more bytes', 'msg_too_long', '4000', update({ text: '晨'.repeat(1334) })],
  ['ephemeral message that is too long', 'msg_too_long', '', postEphemeral({ text: chars(40_001) })],
  [
    'ephemeral message without a user',
    'invalid_arguments',
    'user',
    validateSlack('chat.postEphemeral', { channel: 'C1', text: 'a' }),
  ],
  [
    'metadata without a payload',
    'invalid_metadata_format',
    'event_payload',
    post({ text: 'a', metadata: { event_type: 'a' } }),
  ],
  [
    'metadata with something else',
    'invalid_metadata_format',
    'colour',
    post({ text: 'a', metadata: { event_type: 'a', event_payload: {}, colour: 1 } }),
  ],
  ['answer with a bad block', 'invalid_blocks', '/blocks/0/type', respond({ blocks: [{ type: 'news' }] })],
  [
    'Home of more than a hundred blocks',
    'invalid_arguments',
    '/view/blocks',
    home({ blocks: times(101, () => divider) }),
  ],
  ['Home with a title', 'invalid_arguments', 'title', home({ title: plain('a') })],
  ['modal with a long title', 'invalid_arguments', '/view/title/text', modal({ title: plain(chars(25)) })],
  ['modal without a title', 'invalid_arguments', 'title', modal({ title: undefined })],
  ['modal with an input and no submit button', 'invalid_arguments', 'submit', modal({ blocks: [input()] })],
  [
    'modal with markdown',
    'invalid_arguments',
    '/view/blocks/0/type',
    modal({ blocks: [{ type: 'markdown', text: 'a' }] }),
  ],
  [
    'modal with too much private metadata',
    'invalid_arguments',
    '/view/private_metadata',
    modal({ private_metadata: chars(3001) }),
  ],
  ['modal that is too large', 'view_too_large', '', modal({ blocks: times(100, () => context(plain(chars(2600)))) })],
]

test('a view has 250,000 bytes', () => {
  const sized = (bytes: number) => {
    const texts = times(90, () => context(plain(chars(2700))))
    const rest = (last: number) => modal({ blocks: [...texts, context(plain(chars(last)))] })
    const view = { type: 'modal', title: plain('Hello'), blocks: [...texts, context(plain(''))] }
    return rest(bytes - Buffer.byteLength(JSON.stringify(view)))
  }
  expect(sized(250_000)).toBeUndefined()
  expect(sized(250_001)?.body.error).toBe('view_too_large')
})

test.each(refused)('a %s is rejected with %s', (_, code, words, error) => {
  expect(error?.body.error).toBe(code)
  expect(error?.message).toContain(words)
})
