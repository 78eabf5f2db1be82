import { expect, test } from 'vitest'
import { validateDiscord } from '../../../src/validators/discord/validate.ts'
import { answer, callback, command, forumPost, letters, modern, register, text, textOption, times } from './bodies.ts'
import { expectRules, type Rule } from './rules.ts'

const threads: Rule[] = [
  ['a thread name', 'POST /channels/1/messages/2/threads', { name: letters(100) }, { name: letters(101) }, 'name'],
  ['a blank thread name', 'POST /channels/1/messages/2/threads', { name: 'x' }, { name: ' ' }, 'name'],
  [
    'when a thread is put away',
    'POST /channels/1/messages/2/threads',
    { name: 'x', auto_archive_duration: 1440 },
    { name: 'x', auto_archive_duration: 61 },
    'auto_archive_duration',
  ],
  [
    'tags of a forum post',
    'POST /channels/{channel.id}/threads',
    forumPost({ applied_tags: times(5, String) }),
    forumPost({ applied_tags: times(6, String) }),
    'applied_tags',
  ],
  [
    'the start of a forum post',
    'POST /channels/{channel.id}/threads',
    forumPost(),
    forumPost({ message: modern(text('x')) }),
    'message.flags',
  ],
  [
    'a nonce in a forum post',
    'POST /channels/{channel.id}/threads',
    forumPost(),
    forumPost({ message: { content: 'x', nonce: '1', enforce_nonce: true } }),
    'message.nonce',
  ],
]

const answers: Rule[] = [
  ['the kind of an answer', callback, answer(6), answer(2), 'type'],
  ['an answer at once', callback, answer(4, { content: 'x', flags: 64, tts: false }), answer(4), 'data'],
  ['a deferred answer', callback, answer(5, { flags: 64 }), answer(5, { flags: 64 | (1 << 15) }), 'data.flags'],
  [
    'suggestions',
    callback,
    answer(8, { choices: times(25, (index) => ({ name: 'x', value: `${index}` })) }),
    answer(8, { choices: times(26, (index) => ({ name: 'x', value: `${index}` })) }),
    'data.choices',
  ],
  [
    'the value of a suggestion',
    callback,
    answer(8, { choices: [{ name: 'x', value: letters(100) }] }),
    answer(8, { choices: [{ name: 'x', value: letters(101) }] }),
    'data.choices.0.value',
  ],
  [
    'rows of a dialog',
    callback,
    answer(9, { custom_id: 'a', title: 'x', components: times(5, () => text('x')) }),
    answer(9, { custom_id: 'a', title: 'x', components: times(6, () => text('x')) }),
    'data.components',
  ],
  ['a follow-up', 'POST /webhooks/1/token', { content: letters(2000) }, { content: letters(2001) }, 'content'],
  [
    'a changed answer',
    'PATCH /webhooks/1/token/messages/@original',
    modern(text('x')),
    { content: letters(2001) },
    'content',
  ],
]

const commands: Rule[] = [
  ['a command name', register, [command()], [command({ name: 'Digest' })], '0.name'],
  ['names of commands', register, [command(), command({ name: 'other' })], [command(), command()], '1.name'],
  ['a description', register, [command()], [command({ description: '' })], '0.description'],
  [
    'the order of options',
    register,
    [command({ options: [textOption('a', { required: true }), textOption('b')] })],
    [command({ options: [textOption('a'), textOption('b', { required: true })] })],
    '0.options.1.required',
  ],
  [
    'choices beside suggestions',
    register,
    [command({ options: [textOption('a', { autocomplete: true })] })],
    [command({ options: [textOption('a', { autocomplete: true, choices: [{ name: 'x', value: 'y' }] })] })],
    '0.options.0.choices',
  ],
  [
    'the value of a choice',
    register,
    [command({ options: [textOption('a', { choices: [{ name: 'x', value: letters(100) }] })] })],
    [command({ options: [textOption('a', { choices: [{ name: 'x', value: letters(101) }] })] })],
    '0.options.0.choices.0.value',
  ],
  [
    'permissions',
    register,
    [command({ default_member_permissions: '32' })],
    [command({ default_member_permissions: 'many' })],
    '0.default_member_permissions',
  ],
]

expectRules([...threads, ...answers, ...commands])

test('a command has 8,000 characters with all its options and choices', () => {
  const choices = times(25, (at) => ({ name: `${at}`.padStart(100, 'x'), value: `${at}`.padStart(58, 'x') }))
  // 6 for its name, 2 × (2 + 1 + 25 × 158) for its options: 88 remain.
  const options = times(2, (at) => textOption(`o${at}`, { description: 'x', choices }))
  const validate = (length: number) => validateDiscord(register, [command({ description: letters(length), options })])
  expect(validate(88)).toBeUndefined()
  expect(validate(89)?.message).toContain('APPLICATION_COMMAND_TOO_LARGE')
})

test('an unknown call throws', () => {
  expect(() => validateDiscord('POST /channels/1/typing', {})).toThrow('POST /channels/1/typing')
})
