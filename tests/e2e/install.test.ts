import { test } from 'vitest'
import { freePort } from '../free-port.ts'
import { markdownOf, noon, openBotFixture } from './bot-fixture.ts'
import { launchBrowser } from './browser.ts'

const { timezone, today } = noon()
const [birch, cedar] = ['T0BIRCH0001', 'T0CEDAR0001'] as const
const channel = 'C1BIRCH0001'

test('a workspace installs the app with a click and gets its digest; without its link, Home leads to it', async (context) => {
  const { expect } = context
  const fixture = await openBotFixture(context)
  const { slack } = fixture
  const { workspaces } = slack
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const workspace = `slack:${birch}`
  await fixture.configure({ name: 'birch', platform: 'slack', workspace, channel, timezone, at: '06:00' })
  await fixture.publish(today, markdownOf('Monday', 'Alpha', 'Beta'))
  const bot = fixture.start({
    DISCORD_TOKEN: '',
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    SLACK_CLIENT_ID: workspaces.clientId,
    SLACK_CLIENT_SECRET: workspaces.clientSecret,
    MORNING_POST_KEY: 'a1'.repeat(32),
  })
  const browser = await launchBrowser()
  context.onTestFinished(() => browser.close())
  await bot.url()
  const page = await browser.newPage()
  page.setDefaultTimeout(60_000)
  const clickThrough = async (url: string, team: string) => {
    await page.goto(url)
    const { name } = workspaces.get(team).state.team
    await page.getByRole('link', { name }).click()
    await page.getByRole('heading', { name: `Morning Post is installed in ${name}` }).waitFor()
  }
  const installUrl = `${publicUrl}/slack/install`

  await clickThrough(installUrl, birch)
  await bot.logged('posted', { delivery: `birch@main/${today}`, part: 'overview' })
  const posted = () => workspaces.get(birch).state.messages(channel)
  expect(posted()[0]?.text).toContain('Monday')

  // As from Slack's own pages: neither a state nor a redirect URL of ours.
  const [user = ''] = workspaces.get(cedar).state.users.keys()
  await page.goto(workspaces.allow({ workspace: cedar, user }, `${publicUrl}/slack/oauth_redirect`))
  await page.getByRole('heading', { name: 'Morning Post is installed in' }).waitFor()
  const home = () => JSON.stringify(slack.views.homeOf(user)?.view ?? {})
  await slack.workspace(cedar).openHome(user)
  await expect.poll(home, { timeout: 60_000 }).toContain(installUrl)
  const [link = ''] = /http[^"|>]*\/slack\/install/.exec(home()) ?? []
  await clickThrough(link, cedar)
  await slack.workspace(cedar).openHome(user)
  await expect.poll(home, { timeout: 60_000 }).not.toContain(installUrl)

  expect(await bot.stop()).toEqual({ code: 0, signal: null })
  expect(slack.protocolErrors).toEqual([])
})
