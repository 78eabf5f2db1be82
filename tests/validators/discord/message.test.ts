import { expect, test } from 'vitest'
import { validateDiscord } from '../../../src/validators/discord/validate.ts'
import {
  button,
  classic,
  container,
  gallery,
  letters,
  link,
  modern,
  option,
  post,
  row,
  select,
  separator,
  text,
  times,
} from './bodies.ts'
import { expectRules, type Rule } from './rules.ts'

const poll = { question: { text: 'x' }, answers: [{ poll_media: { text: 'y' } }] }
const ids = (count: number) => times(count, (index) => button({ custom_id: `mp:${index}` }))
const options = (count: number) => times(count, (index) => option(`${index}`))

const messages: Rule[] = [
  ['content', post, { content: letters(2000) }, { content: letters(2001) }, 'content'],
  ['nonce', post, { content: 'x', nonce: letters(25) }, { content: 'x', nonce: letters(26) }, 'nonce'],
  ['flags', post, { content: 'x', flags: 4096 }, { content: 'x', flags: 64 }, 'flags'],
  ['fields', post, { content: 'x', tts: false }, { content: 'x', channel: 'C1' }, 'channel'],
  [
    'allowed mentions',
    post,
    { content: 'x', allowed_mentions: { parse: [], roles: ['1'] } },
    { content: 'x', allowed_mentions: { parse: ['roles'], roles: ['1'] } },
    'allowed_mentions',
  ],
  ['embeds, which the bot never sends', post, { content: 'x' }, { content: 'x', embeds: [{ title: 'y' }] }, 'embeds'],
  ['a poll, which the bot never sends', post, { content: 'x' }, { content: 'x', poll }, 'poll'],
  [
    'an edit',
    'PATCH /channels/1/messages/2',
    { content: letters(2000), tts: false, enforce_nonce: false },
    { content: letters(2001) },
    'content',
  ],
]

const components: Rule[] = [
  [
    'rows',
    post,
    classic(...times(5, (index) => row(button({ custom_id: `${index}` })))),
    classic(...times(6, (index) => row(button({ custom_id: `${index}` })))),
    'components',
  ],
  ['buttons in a row', post, classic(row(...ids(5))), classic(row(...ids(6))), 'components.0.components'],
  [
    'a row with a select',
    post,
    classic(row(select(options(1)))),
    classic(row(select(options(1)), button())),
    'components.0.components',
  ],
  [
    'options',
    post,
    classic(row(select(options(25)))),
    classic(row(select(options(26)))),
    'components.0.components.0.options',
  ],
  [
    'option values',
    post,
    classic(row(select([option('1'), option('2')]))),
    classic(row(select([option('1'), option('1')]))),
    'components.0.components.0.options.1.value',
  ],
  [
    'how many are chosen',
    post,
    classic(row(select(options(3), { min_values: 2, max_values: 2 }))),
    classic(row(select(options(3), { min_values: 2 }))),
    'components.0.components.0.min_values',
  ],
  [
    'an option label',
    post,
    classic(row(select([option('1', { label: letters(100) })]))),
    classic(row(select([option('1', { label: letters(101) })]))),
    'components.0.components.0.options.0.label',
  ],
  [
    'custom ids',
    post,
    classic(row(button(), button({ custom_id: 'mp:other' }))),
    classic(row(button(), button())),
    'components.0.components.1.custom_id',
  ],
  [
    'component ids',
    post,
    modern({ ...text('x'), id: 7 }, { ...text('y'), id: 8 }),
    modern({ ...text('x'), id: 7 }, { ...text('y'), id: 7 }),
    'components.1.id',
  ],
  [
    'a button label',
    post,
    classic(row(button({ label: letters(80) }))),
    classic(row(button({ label: letters(81) }))),
    'components.0.components.0.label',
  ],
  [
    'a button that acts',
    post,
    classic(row(button())),
    classic(row(button({ custom_id: undefined }))),
    'components.0.components.0.custom_id',
  ],
  [
    'a link button',
    post,
    classic(row(link('https://example.org/'))),
    classic(row(link('https://example.org/', { custom_id: 'mp:1' }))),
    'components.0.components.0.custom_id',
  ],
  [
    'the scheme of a link button',
    post,
    classic(row(link('http://example.org/'))),
    classic(row(link('mailto:robin@example.org'))),
    'components.0.components.0.url',
  ],
  [
    'the length of a link',
    post,
    classic(row(link(`https://example.org/${letters(492)}`))),
    classic(row(link(`https://example.org/${letters(493)}`))),
    'components.0.components.0.url',
  ],
]

const modernMessages: Rule[] = [
  ['text without the flag', post, modern(text('x')), { components: [text('x')] }, 'components.0'],
  ['text beside content', post, modern(text('x')), { ...modern(text('x')), content: 'y' }, 'content'],
  ['one text', post, modern(text(letters(4000))), modern(text(letters(4001))), 'components.0.content'],
  ['an empty text', post, modern(text('x')), modern(text('  ')), 'components.0.content'],
  [
    'all texts together',
    post,
    modern(text(letters(3000)), container(text(letters(1000)))),
    modern(text(letters(3000)), container(text(letters(1001)))),
    'components',
  ],
  [
    'components at any depth',
    post,
    modern(container(...times(19, separator)), container(...times(19, separator))),
    modern(container(...times(19, separator)), container(...times(20, separator))),
    'components',
  ],
  [
    'what a container holds',
    post,
    modern(container(text('x'))),
    modern(container(container(text('x')))),
    'components.0.components.0',
  ],
  ['images of a gallery', post, modern(gallery(10)), modern(gallery(11)), 'components.0.items'],
  [
    'the address of an image',
    post,
    modern(gallery(1, 'https://example.org/a.png')),
    modern(gallery(1, 'https://localhost/a.png')),
    'components.0.items.0.media.url',
  ],
  [
    'a section, which the bot never sends',
    post,
    modern(text('x')),
    modern({ type: 9, components: [text('x')], accessory: button() }),
    'components.0',
  ],
]

expectRules([...messages, ...components, ...modernMessages])

test.each([{}, { content: '' }, { content: ' \n' }, modern()])('an empty message is refused: %j', (body) => {
  expect(validateDiscord(post, body)?.body.code).toBe(50006)
})

test('the errors are a tree with every violation at its place', () => {
  const body = { content: letters(2001), components: [row(button({ label: '', custom_id: undefined }))] }
  expect(validateDiscord(post, body)?.body.errors).toMatchObject({
    content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }] },
    components: {
      0: {
        components: {
          0: { label: { _errors: [{}] }, custom_id: { _errors: [{ message: 'A custom id is required' }] } },
        },
      },
    },
  })
})

test('text of more than 10,170 bytes is answered with status 500', () => {
  const [fits, breaks] = ['', 'a'].map((more) => modern(text('语'.repeat(3386) + more)))
  expect(validateDiscord(post, fits ?? {})).toBeUndefined()
  expect(validateDiscord(post, breaks ?? {})).toMatchObject({ status: 500, body: { code: 0 } })
})
