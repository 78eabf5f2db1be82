import { expect, test } from 'vitest'
import { labelsFor } from '../../src/i18n/messages.ts'

test('every region of Chinese gets Chinese labels', () => {
  for (const language of ['zh', 'ZH', 'zh-CN', 'zh-Hant-TW']) expect(labelsFor(language).source).toBe('来源')
})

test('a language without labels of its own gets English ones', () => {
  for (const language of ['en', 'en-US', 'fr', '', 'zhx']) expect(labelsFor(language).source).toBe('Source')
})

test('one story is not "1 stories"', () => {
  expect(labelsFor('en').stories(1)).toBe('1 story')
  expect(labelsFor('en').stories(4)).toBe('4 stories')
})

test('a prompt says which takeaway it is about', () => {
  expect(labelsFor('en').prompt(2, 3)).toBe('Takeaway 2 of 3 — what do you think?')
  expect(labelsFor('zh').prompt(2, 3)).toBe('要点 2/3：你怎么看？')
})
