import { connect } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'vitest'
import { freePort } from '../free-port.ts'
import { markdownOf, noon, openBotFixture, places } from './bot-fixture.ts'
import { controlIn } from './shown.ts'

const { timezone, today } = noon()
const reader = 'U0ROBIN0001'
const channel = places.slack
/** Slack waits for three seconds, in which a busy machine may not have run the bot at all. */
const answerWithinMs = 60_000
const signingSecret = '0123456789abcdef0123456789abcdef'

test('over HTTP, readers are answered, and requests that Slack did not send are not', async (context) => {
  const { expect } = context
  const fixture = await openBotFixture(context)
  const { slack } = fixture
  await fixture.configure({ name: 'team', platform: 'slack', channel, layout: 'sections', timezone, at: '06:00' })
  await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
  const port = await freePort()
  const env = { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: signingSecret, SLACK_HTTP_PORT: String(port) }
  const bot = fixture.start({ ...env, DISCORD_TOKEN: '' })
  await bot.logged('posted', { delivery: `team@main/${today}`, part: 'observation' })
  const url = `http://127.0.0.1:${port}/slack/events`
  const http = slack.useRequestUrl({ url, signingSecret, retryPausesMs: [0, 0, 0], answerWithinMs })
  const whispers = () => slack.state.messages(channel).filter(({ ephemeralFor }) => ephemeralFor === reader)
  const words = () => JSON.stringify(whispers())
  const type = (text: string) => slack.command({ user: reader, channel, command: '/digest', text })
  await http.verifyUrl()

  // A command, and a control in a message.
  await type('Alpha')
  await expect.poll(words).toContain('The body of')
  const message = slack.state.messages(channel).find(({ text }) => text.includes('Beta first'))
  const { id, block } = controlIn(message, 'mp:report')
  await slack.act({ user: reader, channel, ts: message?.ts ?? '', blockId: block, actionId: id, value: 'report' })
  await expect.poll(() => slack.views.modalOf(reader)).toBeDefined()
  expect(await slack.submitView({ user: reader, values: { words: 'It is *twelve*' } })).toEqual({})
  await expect.poll(words).toContain('Thank you')

  // An event that Slack repeats is handled once; the Home tab is published once.
  let published = 0
  const matches = (call: string) => call === 'views.publish' && ++published < 0
  slack.faults.inject({ matches, kind: { type: 'reset', when: 'before' }, times: 1 })
  const twice = { matches: (call: string) => call === 'EVENT events_api', kind: { type: 'twice' } as const, times: 1 }
  slack.faults.inject(twice)
  await slack.openHome(reader)
  await slack.openHome('U0AMARA0001')
  await expect.poll(() => slack.views.homeOf('U0AMARA0001')).toBeDefined()
  expect(slack.views.homeOf(reader)).toBeDefined()
  expect(published).toBe(2)

  // What Slack did not sign, or long ago.
  const before = whispers().length
  const fields = {
    command: '/digest',
    text: 'secretword',
    user_id: reader,
    channel_id: channel,
    team_id: slack.state.team.id,
  }
  const body = new URLSearchParams(fields).toString()
  const form = { type: 'application/x-www-form-urlencoded' }
  const forgeries = [
    { secret: 'f'.repeat(32) },
    { ageMs: 301_000 },
    { body: (signed: string) => `${signed}&text=other` },
  ]
  for (const tampering of forgeries) expect((await http.post(body, { ...form, tampering })).status).toBe(401)

  // Half a request on each of many connections blocks no other client.
  const slow = Array.from({ length: 256 }, () => connect(port, '127.0.0.1').on('error', () => {}))
  for (const socket of slow) socket.write('POST /slack/events HTTP/1.1\r\nHost: x\r\n')
  await type('help')
  await expect.poll(() => whispers().length).toBe(before + 1)
  for (const socket of slow) socket.destroy()

  // While another process holds the ledger, requests are acknowledged before the bot waits for it.
  const ledger = new DatabaseSync(join(fixture.folder, 'data/morning-post.sqlite'), { timeout: 60_000 })
  ledger.exec('BEGIN EXCLUSIVE')
  const discuss = controlIn(message, 'mp:discuss')
  const use = { user: reader, channel, ts: message?.ts ?? '', blockId: discuss.block, actionId: discuss.id }
  await slack.act({ ...use, value: '1' })
  expect(whispers().length).toBe(before + 1)
  await type('Beta')
  ledger.exec('ROLLBACK')
  ledger.close()
  await expect.poll(() => whispers().length).toBe(before + 3)

  // An event that came before a restart is acknowledged after it, and not handled again.
  const opened = (id: string) => {
    const [team_id, event] = [
      slack.state.team.id,
      { type: 'app_home_opened', tab: 'home', user: reader, channel: 'D1' },
    ]
    const body = { type: 'event_callback', event_id: id, team_id, authorizations: [{ team_id }], event }
    return http.post(JSON.stringify(body), { headers: { 'X-Slack-Retry-Num': '1' } })
  }
  expect((await opened('Ev0BEFORE')).status).toBe(200)
  await expect.poll(() => published).toBe(3)
  expect(await bot.stop()).toEqual({ code: 0, signal: null })
  const restarted = fixture.start({ ...env, DISCORD_TOKEN: '' })
  await restarted.logged('listening')
  for (const id of ['Ev0BEFORE', 'Ev0AFTER']) expect((await opened(id)).status).toBe(200)
  await expect.poll(() => published).toBe(4)
  expect(await restarted.stop()).toEqual({ code: 0, signal: null })
  expect(published).toBe(4)
  // One line for each reason.
  const refused = bot.lines.filter(({ msg }) => msg.includes('request was refused')).map(({ reason }) => reason)
  expect(refused).toEqual([expect.stringContaining('SLACK_SIGNING_SECRET'), expect.stringMatching(/30\d s/)])
  expect(bot.stdout).not.toMatch(/secretword/)
  expect(slack.protocolErrors).toEqual([])
})
