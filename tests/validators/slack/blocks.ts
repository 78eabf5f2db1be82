import { expect } from 'vitest'
import { validateSlack } from '../../../src/validators/slack/validate.ts'

/** Blocks as small as Slack allows, with what a test is about put on top. */
export const chars = (count: number) => 'x'.repeat(count)
export const times = <Item>(count: number, item: (index: number) => Item) =>
  Array.from({ length: count }, (_, i) => item(i))
export const plain = (text: string) => ({ type: 'plain_text', text })
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
export const context = (...elements: unknown[]) => ({ type: 'context', elements })
export const button = (extra: object = {}) => ({ type: 'button', text: plain('Go'), ...extra })
export const actions = (...elements: object[]) => ({ type: 'actions', elements })
export const option = (extra: object = {}) => ({ text: plain('One'), value: '1', ...extra })
export const select = (extra: object = {}) => ({ type: 'static_select', options: [option()], ...extra })
export const word = (extra: object = {}) => ({ type: 'text', text: 'word', ...extra })
export const paragraph = (...elements: object[]) => ({ type: 'rich_text_section', elements })
export const richText = (...elements: object[]) => ({ type: 'rich_text', elements })
export const inline = (element: object) => richText(paragraph(element))
export const cell = (text = '1') => inline(word({ text }))
export const table = (extra: object = {}) => ({ type: 'table', rows: [[cell()]], ...extra })
export const input = (extra: object = {}) => ({
  type: 'input',
  label: plain('Name'),
  element: { type: 'plain_text_input' },
  ...extra,
})

/** Slack's error for a message of these blocks. */
export function errorOf(...blocks: unknown[]) {
  return validateSlack('chat.postMessage', { channel: 'C1', text: 'Hello', blocks })
}

export function expectAccepted(...blocks: unknown[]): void {
  expect(errorOf(...blocks)).toBeUndefined()
}

/** The first thing that is wrong, as Slack words it. */
export function expectRefused(error: string, ...blocks: unknown[]): void {
  const refusal = errorOf(...blocks)
  expect(refusal?.body).toMatchObject({ ok: false, error: 'invalid_blocks' })
  expect(refusal?.body.errors?.[0]).toBe(error)
}
