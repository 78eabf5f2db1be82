import { expect, test } from 'vitest'
import { CannotSay, DestinationRefused, MessageRefused, PlatformUnreachable } from '../../src/domain/errors.ts'
import { errorWords } from '../../src/domain/failure-reason.ts'
import { en } from '../../src/i18n/en/index.ts'
import { describeFailure, failureReason } from '../../src/i18n/failures.ts'
import { languages } from '../../src/i18n/messages.ts'

const archived = failureReason('slack-archived', 'C0123456789', 'is_archived')

test('a reason is described in the reader’s language', () => {
  expect(describeFailure(archived)).toBe(
    'The Slack channel C0123456789 is archived: unarchive it, or take it out of the configuration (is_archived).',
  )
  expect(describeFailure(archived, 'zh-CN')).toBe(
    'Slack 频道 C0123456789 已归档：请取消归档，或从配置中移除（is_archived）。',
  )
  expect(describeFailure(archived, 'fr')).toBe(archived.text)
})

test('a reason inside another one is translated as well', () => {
  const refused = new DestinationRefused(archived)
  const error = new CannotSay('Slack', refused.reason, { cause: refused })
  expect(error.message).toContain(`Slack does not let the bot see whether the message arrived: ${archived.text}`)
  expect(describeFailure(error.reason, 'zh')).toMatch(
    /^Slack 不让机器人查看消息是否送达：Slack 频道 C0123456789 已归档/,
  )
})

test('an author’s own words, and a code of another version, are shown as they are', () => {
  expect(describeFailure({ text: 'The figures were wrong.' }, 'zh')).toBe('The figures were wrong.')
  expect(describeFailure({ code: 'of-a-later-version', values: [], text: 'Upgrade.' }, 'zh')).toBe('Upgrade.')
  expect(describeFailure({ code: 'toString', text: 'Not a code.' }, 'zh')).toBe('Not a code.')
})

test('what an error says in English is the sentence of its code', () => {
  for (const error of [
    new PlatformUnreachable('Slack', 'ECONNREFUSED'),
    new MessageRefused('Discord', failureReason('too-large', '40005', '')),
  ]) {
    expect(error.reason.code).toBeDefined()
    expect(describeFailure(error.reason)).toBe(error.message)
  }
})

test.each(Object.keys(languages))('%s has a sentence for each code, with all its values', (language) => {
  for (const [code, words] of Object.entries(en.failures)) {
    const values = ['‹1›', '‹2›', '‹3›'].slice(0, words.length)
    const reason = { code, values, text: 'missing' }
    const [english, translated] = [describeFailure(reason), describeFailure(reason, language)]
    expect(translated).not.toBe('missing')
    for (const value of values) expect(translated.includes(value)).toBe(english.includes(value))
    if (language !== 'en') expect(translated).not.toBe(english)
  }
  expect(Object.keys(en.failures)).toEqual(expect.arrayContaining(Object.keys(errorWords)))
})
