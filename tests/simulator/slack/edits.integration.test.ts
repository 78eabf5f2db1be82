import { expect, test } from 'vitest'
import { morningPost as channel, openAcme, refusalOf } from './client.ts'

const richText = [
  { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Rich' }] }] },
]

test('nothing but rich text takes the place of rich text', async () => {
  await using acme = await openAcme()
  const { ts = '' } = await acme.web.chat.postMessage({ channel, text: 'a', blocks: richText as never })
  const update = (blocks: readonly object[]) =>
    acme.web.chat.update({ channel, ts, text: 'b', blocks: blocks as never })
  expect(await refusalOf(update([{ type: 'divider' }]))).toBe('block_mismatch')
  expect(await refusalOf(update([{ type: 'divider' }, ...richText]))).toBe('ok')
})

test('after the time that the workspace allows a message cannot be edited', async () => {
  await using acme = await openAcme()
  const { ts = '' } = await acme.web.chat.postMessage({ channel, text: 'a' })
  const update = () => refusalOf(acme.web.chat.update({ channel, ts, text: 'b' }))
  expect(await update()).toBe('ok')
  acme.slack.state.editWindowMs = -1
  expect(await update()).toBe('edit_window_closed')
})
