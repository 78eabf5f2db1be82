import { expect, test } from 'vitest'
import { call, morningPost, openSimulator } from './client.ts'

test('an edit that does not say whom it may mention mentions everyone in its words', async () => {
  const simulator = await openSimulator()
  const { state } = simulator
  const nobody = { allowed_mentions: { parse: [] } }
  const sent = await call(simulator, 'POST', `/channels/${morningPost}/messages`, { content: '<@&42>', ...nobody })
  const { id } = (await sent.json()) as { id: string }
  const edit = (body: object) => call(simulator, 'PATCH', `/channels/${morningPost}/messages/${id}`, body)
  await edit({ content: 'Hello <@&42>', ...nobody })
  expect(state.message(morningPost, id)?.mentions.roles).toEqual([])
  await edit({ content: 'Hello <@&42>' })
  expect(state.message(morningPost, id)?.mentions.roles).toEqual(['42'])
})

test('a message that is older than an hour can be edited a number of times only', async () => {
  const simulator = await openSimulator()
  const { state } = simulator
  const message = state.post({ channelId: morningPost, author: state.bot, content: 'One' })
  const edit = async () => {
    const answer = await call(simulator, 'PATCH', `/channels/${morningPost}/messages/${message.id}`, { content: 'Two' })
    return [answer.status, ((await answer.json()) as { code?: number }).code]
  }
  state.oldEdits = 1
  expect(await edit()).toEqual([200, undefined])
  Object.assign(message, { timestamp: new Date(Date.now() - 7_200_000).toISOString() })
  expect(await edit()).toEqual([200, undefined])
  expect(await edit()).toEqual([429, 30046])
})
