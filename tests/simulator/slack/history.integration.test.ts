import { expect, test } from 'vitest'
import { amara, morningPost as channel, openWorkspace, refusalOf, robin } from './client.ts'

const metadata = { event_type: 'morning_post_part', event_payload: { delivery: 'd', part: 'overview' } }

async function withMessages(...texts: string[]) {
  const workspace = await openWorkspace()
  const said = texts.map((text) => workspace.slack.state.say(robin, channel, text))
  return {
    workspace,
    web: workspace.web,
    ts: said.map(({ ts }) => ts),
    [Symbol.asyncDispose]: () => workspace.slack.close(),
  }
}

const textsOf = ({ messages = [] }: { messages?: { text?: string }[] }) => messages.map(({ text }) => text)

test('the newest message comes first, without the replies', async () => {
  await using it = await withMessages('one', 'two')
  const thread_ts = it.ts[0] ?? ''
  await it.web.chat.postMessage({ channel, text: 'quietly', thread_ts })
  expect(textsOf(await it.web.conversations.history({ channel }))).toEqual(['two', 'one'])
  expect(textsOf(await it.web.conversations.replies({ channel, ts: thread_ts }))).toEqual(['one', 'quietly'])
})

test('metadata is in the response only if it is asked for', async () => {
  await using it = await withMessages()
  await it.web.chat.postMessage({ channel, text: 'a', metadata })
  const brief = await it.web.conversations.history({ channel })
  expect(brief.messages?.[0]?.metadata).toEqual({ event_type: 'morning_post_part' })
  const full = await it.web.conversations.history({ channel, include_all_metadata: true })
  expect(full.messages?.[0]?.metadata).toEqual(metadata)
})

test('oldest and latest leave themselves out unless they are asked for', async () => {
  await using it = await withMessages('one', 'two', 'three')
  const [oldest = '', , latest = ''] = it.ts
  expect(textsOf(await it.web.conversations.history({ channel, oldest, latest }))).toEqual(['two'])
  const inclusive = await it.web.conversations.history({ channel, oldest, latest, inclusive: true })
  expect(textsOf(inclusive)).toEqual(['three', 'two', 'one'])
  expect(textsOf(await it.web.conversations.history({ channel, oldest: '0' }))).toHaveLength(3)
  expect(await refusalOf(it.web.conversations.history({ channel, oldest: 'monday' }))).toBe('invalid_ts_oldest')
})

test('a long history is read page by page, nothing twice and nothing left out', async () => {
  await using it = await withMessages('1', '2', '3', '4', '5')
  const read: (string | undefined)[] = []
  let cursor = ''
  do {
    const page = await it.web.conversations.history({ channel, limit: 2, ...(cursor && { cursor }) })
    read.push(...textsOf(page))
    cursor = page.response_metadata?.next_cursor ?? ''
    expect(page.has_more).toBe(cursor !== '')
  } while (cursor)
  expect(read).toEqual(['5', '4', '3', '2', '1'])
  expect(await refusalOf(it.web.conversations.history({ channel, cursor: 'bogus' }))).toBe('invalid_cursor')
  expect(await refusalOf(it.web.conversations.history({ channel, limit: 1000 }))).toBe('invalid_limit')
})

test('a parent says how many replied, who, and when last', async () => {
  await using it = await withMessages('one')
  const [ts = ''] = it.ts
  it.workspace.slack.state.say(robin, channel, 'a', ts)
  const last = it.workspace.slack.state.say(amara, channel, 'b', ts)
  const { messages } = await it.web.conversations.history({ channel })
  expect(messages).toMatchObject([
    { thread_ts: ts, reply_count: 2, reply_users: [robin, amara], latest_reply: last.ts },
  ])
})

test('users can be looked up', async () => {
  await using it = await withMessages()
  const { web } = it
  expect((await web.users.info({ user: robin })).user).toMatchObject({ real_name: 'Robin Lee', tz: 'Europe/London' })
  expect(await refusalOf(web.users.info({ user: 'U9' }))).toBe('user_not_found')
  expect(it.workspace.slack.protocolErrors).toEqual([])
})

test('listeners hear what changed and where, until they leave', async () => {
  await using it = await withMessages()
  const heard: string[] = []
  const leave = it.workspace.slack.state.onChange(({ what, ts }) => heard.push(`${what} ${ts}`))
  const { ts = '' } = await it.web.chat.postMessage({ channel, text: 'a' })
  await it.web.chat.update({ channel, ts, text: 'b' })
  it.workspace.slack.state.remove(channel, ts)
  leave()
  await it.web.chat.postMessage({ channel, text: 'c' })
  expect(heard).toEqual([`posted ${ts}`, `changed ${ts}`, `deleted ${ts}`])
})
