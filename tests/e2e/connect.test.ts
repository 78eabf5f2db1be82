import { appendFile, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { noon, openBotFixture } from './bot-fixture.ts'
import { launchBrowser, patienceMs } from './browser.ts'

const discordToken = [Buffer.from('1100000000000000040').toString('base64url'), 'Gabcde', 'y'.repeat(38)].join('.')
const tokens = {
  slack: {
    bot: ['xoxb', '1234567890', 'abcdefghijkl'].join('-'),
    app: ['xapp', '1', 'A0123456789', 'abcdef'].join('-'),
  },
  discord: discordToken,
}
const secrets = [tokens.slack.bot, tokens.slack.app, tokens.discord]

/** Does what a person does, and counts it. */
class Person {
  actions = 0
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async open(url: string): Promise<void> {
    this.actions += 1
    await this.#page.goto(url)
  }

  async paste(label: string, text: string): Promise<void> {
    this.actions += 1
    await this.#page.getByLabel(label).fill(text)
    await this.#page.getByLabel(label).blur()
  }

  async click(name: string): Promise<void> {
    this.actions += 1
    await this.#page.getByRole('button', { name }).click()
  }
}

test('from an empty folder, five actions lead to a test message on both platforms, and one more starts the bot', async (context) => {
  const fixture = await openBotFixture(context, tokens)
  const home = await mkdtemp(join(tmpdir(), 'morning-post-'))
  const browser = await launchBrowser()
  context.onTestFinished(async () => {
    await browser.close()
    await rm(home, { recursive: true, force: true })
  })
  const bot = fixture.start({ SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', DISCORD_TOKEN: '', MORNING_POST_HOME: home })
  const url = await bot.url()
  const { timezone, today } = noon()
  const page = await browser.newPage({ timezoneId: timezone })
  page.setDefaultTimeout(patienceMs)
  const said: string[] = []
  page.on(
    'response',
    (response) =>
      void response.text().then(
        (text) => said.push(text),
        () => {},
      ),
  )
  const person = new Person(page)

  const began = performance.now()
  await person.open(`${url}/connect`)
  await person.paste('Bot User OAuth Token', tokens.slack.bot)
  await page.getByText('Accepted: Acme Research.').waitFor()
  await person.paste('App-Level Token', ` "${tokens.slack.app}"\n`)
  await page.getByLabel('Slack channel').waitFor()
  await person.paste('Bot token', `Bot ${tokens.discord}`)
  await page.getByLabel('Discord channel').waitFor()
  await person.click('Save and post a test message')
  await page.getByText('Test message posted in #morning-post · Acme Research').waitFor()
  expect(person.actions).toBeLessThanOrEqual(5)
  expect(performance.now() - began).toBeLessThan(120_000)

  const { slack, discord } = fixture
  const inSlack = () => slack.state.messages('C0MORNING01').map(({ text }) => text)
  const inDiscord = () => discord.state.messages('1100000000000000010').map(({ content }) => content)
  for (const messages of [inSlack(), inDiscord()]) {
    expect(messages).toEqual([expect.stringContaining('Morning Post reaches this channel')])
  }
  expect((await stat(join(home, '.env'))).mode & 0o777).toBe(0o600)
  expect(await readFile(join(home, 'config/morning-post.yaml'), 'utf8')).toContain('C0MORNING01')

  expect(await readdir(join(home, 'digests'))).toEqual([`${today}.md`])
  // By default, a digest is read ten seconds after its last change.
  await appendFile(join(home, 'config/morning-post.yaml'), '\nquietSeconds: 0.3\n')
  await page.getByRole('button', { name: 'Start posting' }).click()
  // Both platforms get the first digest, by the running process and without a restart by hand.
  for (const name of ['slack-morning-post', 'discord-morning-post']) {
    await bot.logged('posted', { delivery: `${name}@main/${today}`, part: 'section-02' })
  }
  await page.waitForURL('**/deliveries')
  expect(await page.getByRole('link', { name: 'Connect' }).count()).toBe(0)
  expect(inSlack().length).toBeGreaterThan(2)

  const { code } = await bot.stop()
  expect(code).toBe(0)
  expect([slack.protocolErrors, discord.protocolErrors]).toEqual([[], []])
  for (const secret of secrets) {
    expect(bot.stdout + bot.stderr).not.toContain(secret)
    expect(said.join('\n')).not.toContain(secret)
  }
})
