import { expect, test } from 'vitest'
import { morningPost as channel, openWorkspace, refusalOf } from './client.ts'

const richText = [
  { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Rich' }] }] },
]

test('nothing but rich text takes the place of rich text', async () => {
  await using workspace = await openWorkspace()
  const { ts = '' } = await workspace.web.chat.postMessage({ channel, text: 'a', blocks: richText as never })
  const update = (blocks: readonly object[]) =>
    workspace.web.chat.update({ channel, ts, text: 'b', blocks: blocks as never })
  expect(await refusalOf(update([{ type: 'divider' }]))).toBe('block_mismatch')
  expect(await refusalOf(update([{ type: 'divider' }, ...richText]))).toBe('ok')
})

test('after the time that the workspace allows a message cannot be edited', async () => {
  await using workspace = await openWorkspace()
  const { ts = '' } = await workspace.web.chat.postMessage({ channel, text: 'a' })
  const update = () => refusalOf(workspace.web.chat.update({ channel, ts, text: 'b' }))
  expect(await update()).toBe('ok')
  workspace.slack.state.editWindowMs = -1
  expect(await update()).toBe('edit_window_closed')
})
