import { expect, test } from 'vitest'
import type { Part } from '../../../src/domain/part.ts'
import type { Posting } from '../../../src/domain/platform.ts'
import { slackRequest, slackUpdate } from '../../../src/formatters/slack/api-call.ts'
import { renderSlack } from '../../../src/formatters/slack/render.ts'
import { validateSlack } from '../../../src/validators/slack/validate.ts'
import { everyday, vocabulary } from './digests.ts'

const [overview, section] = renderSlack(everyday, 'sections', vocabulary) as [Part, Part]
const marker = { delivery: 'news@main/2026-03-12', part: 'overview' }
const posting = (rest: Partial<Posting> = {}): Posting => ({
  place: { channel: 'C0123' },
  part: overview,
  marker,
  ...rest,
})
const ref = { platform: 'slack', channel: 'C0123', message: '1772000000.000100' } as const

test('a part is posted with its marker, and no link of it unfolds', () => {
  expect(slackRequest(posting())).toEqual({
    method: 'chat.postMessage',
    body: {
      channel: 'C0123',
      ...overview.body,
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: 'morning_post_part', event_payload: marker },
    },
  })
})

test('a reply names the first message of its thread, even when it answers another reply', () => {
  const reply = (under: Posting['place']['under']) =>
    slackRequest(posting({ place: { channel: 'C0123', ...(under && { under }) } })).body
  expect(reply(ref).thread_ts).toBe('1772000000.000100')
  expect(reply({ ...ref, message: '1772000001.000200', thread: ref.message }).thread_ts).toBe('1772000000.000100')
  expect(reply(undefined)).not.toHaveProperty('thread_ts')
})

test('an edit names the message and keeps the marker', () => {
  const { method, body } = slackUpdate(ref, posting())
  expect(method).toBe('chat.update')
  expect(body).toMatchObject({ channel: 'C0123', ts: ref.message, metadata: { event_payload: marker } })
  expect(body).not.toHaveProperty('unfurl_links')
})

test('the overview calls the group that its destination chose, and no other part does', () => {
  const mention = { kind: 'group', id: 'S0123' } as const
  const called = slackRequest(posting({ mention }))
  expect(called.body.text).toMatch(/^<!subteam\^S0123>\nShort warm-ups/)
  const element = { type: 'usergroup', usergroup_id: 'S0123' }
  expect((called.body.blocks as unknown[])[0]).toEqual({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [element] }],
  })
  expect(validateSlack(called.method, called.body)).toBeUndefined()
  expect(slackRequest(posting({ mention, part: section })).body.text).not.toContain('S0123')
})
