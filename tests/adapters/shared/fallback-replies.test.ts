import { expect, test } from 'vitest'
import { fallbackReply } from '../../../src/adapters/shared/fallback-replies.ts'
import type { Requester } from '../../../src/domain/interaction.ts'
import { plainText } from '../../../src/domain/text.ts'

const requester: Requester = {
  platform: 'slack',
  user: 'U1',
  channel: 'C1',
  isDirect: false,
  managesChannel: true,
  roles: [],
}

test('a reply of last resort speaks the reader’s language', () => {
  const text = (language?: string) =>
    plainText(fallbackReply('unknownAction', { ...requester, ...(language && { language }) }).text)
  expect(text('zh-CN')).toBe('这个按钮来自旧版本，已不再可用。')
  expect(text()).toMatch(/older version/)
})
