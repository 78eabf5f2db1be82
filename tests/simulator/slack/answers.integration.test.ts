import { expect, test } from 'vitest'
import { next, openApp } from './app.ts'
import { morningPost as channel, robin } from './client.ts'

test('an answer to a button is whispered, or replaces the message', async () => {
  await using it = await openApp()
  const answers = [{ text: 'Psst' }, { text: 'New', replace_original: true }]
  it.app.action('go', async ({ ack, respond }) => {
    await ack()
    await respond(answers.shift() ?? '')
  })
  const whispered = next(it.slack)
  await it.use('go')
  expect(await whispered).toMatchObject({ what: 'posted', message: { text: 'Psst', ephemeralFor: robin } })
  const replaced = next(it.slack)
  await it.use('go')
  expect(await replaced).toMatchObject({ what: 'changed', message: { ts: it.ts, text: 'New', blocks: [] } })
})

test('a slash command reaches the app, which answers with its acknowledgement', async () => {
  await using it = await openApp()
  it.app.command('/digest', async ({ ack, command }) => ack(`You asked for ${command.text}`))
  await it.slack.command({ user: robin, channel, command: '/digest', text: 'agent' })
  expect(it.slack.state.messages(channel).at(-1)).toMatchObject({ text: 'You asked for agent', ephemeralFor: robin })
})

test('a slash command is answered later, for everyone to see', async () => {
  await using it = await openApp()
  it.app.command('/digest', async ({ ack, respond }) => {
    await ack()
    await respond({ text: 'Here it is', response_type: 'in_channel' })
  })
  const answered = next(it.slack)
  await it.slack.command({ user: robin, channel, command: '/digest', text: '' })
  const { message } = await answered
  expect(message).toMatchObject({ text: 'Here it is', user: 'U0BOT000001' })
  expect(message?.ephemeralFor).toBeUndefined()
})

test('an answer address is good for five uses', async () => {
  await using it = await openApp()
  const address = Promise.withResolvers<string>()
  it.app.command('/digest', async ({ ack, command }) => {
    await ack()
    address.resolve(command.response_url)
  })
  await it.slack.command({ user: robin, channel, command: '/digest', text: '' })
  const url = await address.promise
  const answer = async (body: object) => {
    const response = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    return response.status
  }
  const statuses = []
  for (const text of ['1', '2', '3', '4']) statuses.push(await answer({ text }))
  expect(statuses).toEqual([200, 200, 200, 200])
  expect(await answer({ text: '5', blocks: [{ type: 'news' }] })).toBe(400)
  expect(await answer({ text: '6' })).toBe(404)
})
