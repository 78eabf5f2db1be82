import { test } from 'vitest'
import { stringify } from 'yaml'
import { patience } from '../contracts/adapter-fixture.ts'
import { newDatabase, postgresServer } from '../database.ts'
import { freePort } from '../free-port.ts'
import { openBotFixture, places } from './bot-fixture.ts'

const [birch, cedar] = ['T0BIRCH0001', 'T0CEDAR0001'] as const

/** Two workspaces that have to install the app again, and machines that find it out when they start. */
async function openLost(context: Parameters<typeof openBotFixture>[0], config: object = {}) {
  const { slack, write, start } = await openBotFixture(context)
  await write('config/morning-post.yaml', stringify({ quietSeconds: 0.3, destinations: [], ...config }))
  const publicUrl = `http://127.0.0.1:${await freePort()}`
  const databaseUrl = await newDatabase()
  const machine = (port = '0') =>
    start({
      DATABASE_URL: databaseUrl,
      SLACK_CLIENT_ID: slack.workspaces.clientId,
      SLACK_CLIENT_SECRET: slack.workspaces.clientSecret,
      MORNING_POST_KEY: 'a1'.repeat(32),
      PUBLIC_URL: publicUrl,
      PORT: port,
    })
  const first = machine(new URL(publicUrl).port)
  await first.url()
  for (const workspace of [birch, cedar]) {
    const [user = ''] = slack.workspace(workspace).state.users.keys()
    await fetch(slack.workspaces.allow({ workspace, user }, `${publicUrl}/slack/oauth_redirect`))
  }
  await first.stop()
  const name = String(/\/(t\w+)\?/.exec(databaseUrl)?.[1])
  const lost = `UPDATE installations SET state = 'needs-reinstall', ended_at = 1, revision = revision + 1`
  await (await postgresServer()).run(lost, name)
  return { slack, machine }
}

/** Slack does not answer the first message to a channel or person; resolves when it has got it. */
function silenced(
  slack: Awaited<ReturnType<typeof openLost>>['slack'],
  when: 'before' | 'after',
  to: RegExp,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const matches = (call: string, { channel }: Readonly<Record<string, unknown>>) => {
    const isMeant = call === 'chat.postMessage' && to.test(String(channel))
    if (isMeant) resolve()
    return isMeant
  }
  slack.faults.inject({ matches, kind: { type: 'hang', when }, times: 1 })
  return promise
}

for (const [when, told] of [
  ['after', 1],
  // It is noted first: operators have an alert as well.
  ['before', 0],
] as const) {
  test(`the installer of a workspace is told once, although the machine is killed ${when} it told them`, async (context) => {
    const { slack, machine } = await openLost(context)
    const notices = (team: string) => {
      const { state } = slack.workspace(team)
      const all = [...state.channels.keys()].flatMap((channel) => state.messages(channel))
      return all.filter(({ text }) => text.includes('has lost its access')).length
    }
    const telling = silenced(slack, when, /^[UD]/)
    const killed = machine()
    await telling
    await context.expect.poll(() => notices(birch), patience).toBe(told)
    await killed.stop('SIGKILL')
    // The other machine goes through the workspaces in the same order.
    machine()
    await context.expect.poll(() => notices(cedar), patience).toBe(1)
    context.expect(notices(birch)).toBe(told)
  })
}

test('an alert is in its channel once, although the machine is killed after it was posted', async (context) => {
  const { slack, machine } = await openLost(context, { alerts: { platform: 'slack', channel: places.reading } })
  const posting = silenced(slack, 'after', new RegExp(places.reading))
  const alerts = () => slack.state.messages(places.reading).length
  const killed = machine()
  await posting
  await context.expect.poll(alerts, patience).toBe(1)
  await killed.stop('SIGKILL')
  const other = machine()
  await other.logged('alert sent')
  context.expect(alerts()).toBe(1)
})
