import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { type DiscordSimulator, startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { type SlackSimulator, startSlackSimulator } from '../../src/simulator/slack/server.ts'
import { Bot, compileCache, sourceFolder } from './bot.ts'

export const places = {
  slack: 'C0MORNING01',
  reading: 'C0READING01',
  discord: '1100000000000000010',
  forum: '1100000000000000011',
} as const

export const samplesFolder = new URL('../../digests/', import.meta.url)

/** Both platforms, an operator's folder, and the bots that a test starts there. All of it ends with the test. */
export interface BotFixture {
  readonly slack: SlackSimulator
  readonly discord: DiscordSimulator
  readonly folder: string
  /** The environment with the tokens and addresses of both platforms. */
  readonly env: Readonly<Record<string, string>>
  /** Replaces a file atomically, as editors do. */
  write(path: string, text: string): Promise<void>
  configure(...destinations: readonly object[]): Promise<void>
  publish(date: string, markdown: string): Promise<void>
  /** Publishes the shipped samples with a sentence more each, which makes them digests of the operator. */
  publishOwnVersionOfSamples(): Promise<void>
  /** Empty variables count as not set. */
  start(changes?: Readonly<Record<string, string>>): Bot
}

/** A test's context, to close what the test opened. */
interface Ending {
  onTestFinished(close: () => Promise<void>): void
}

/** The tokens that the platforms accept, where they are not the default ones. */
interface Tokens {
  readonly slack: { readonly bot: string; readonly app: string }
  readonly discord: string
}

/** A busy machine needs longer than the platforms allow; their limit itself is tested with the simulators. */
const answerWithinMs = 60_000

export async function openBotFixture({ onTestFinished }: Ending, tokens?: Tokens): Promise<BotFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-'))
  const [slack, discord] = await Promise.all([
    startSlackSimulator({ answerWithinMs, ...(tokens && { tokens: tokens.slack }) }),
    startDiscordSimulator({ answerWithinMs, ...(tokens && { token: tokens.discord }) }),
  ])
  const bots: Bot[] = []
  onTestFinished(async () => {
    await Promise.all(bots.map((bot) => bot.stop('SIGKILL')))
    await Promise.all([slack.close(), discord.close()])
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  })

  const env = {
    PATH: process.env.PATH ?? '',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    // Most waits of a bot that was killed or got no answer are these.
    TEST_SERVER_SETTLES_MS: '2000',
    PORT: '0',
    NODE_COMPILE_CACHE: compileCache,
  }
  const write = async (path: string, text: string) => {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(`${file}.new`, text)
    await rename(`${file}.new`, file)
  }
  const configure = (...destinations: readonly object[]) =>
    write('config/morning-post.yaml', stringify({ quietSeconds: 0.3, destinations }))
  await configure()
  await mkdir(join(folder, 'digests'))

  return {
    slack,
    discord,
    folder,
    env,
    write,
    configure,
    publish: (date, markdown) => write(`digests/${date}.md`, markdown),
    publishOwnVersionOfSamples: async () => {
      for (const name of await readdir(samplesFolder, { recursive: true })) {
        if (!name.endsWith('.md')) continue
        const text = await readFile(new URL(name, samplesFolder), 'utf8')
        await write(`digests/${name}`, text.replace(/^## .+$/m, '$&\n\nA sentence of our own.'))
      }
    },
    start: (changes = {}) => {
      const bot = new Bot([join(sourceFolder, 'launch.js'), join(sourceFolder, 'main.ts')], folder, {
        ...env,
        ...changes,
      })
      bots.push(bot)
      return bot
    },
  }
}

/** A time zone in which it is noon, so that no test depends on the hour at which it runs, and the days there. */
export function noon(): { timezone: string; today: string; yesterday: string } {
  const ahead = 12 - new Date().getUTCHours()
  const dayAgo = (days: number) => new Date(Date.now() + (ahead - days * 24) * 3_600_000).toISOString().slice(0, 10)
  return {
    // The signs of these names are the other way round.
    timezone: ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`,
    today: dayAgo(0),
    yesterday: dayAgo(1),
  }
}

/** A digest with a section for each title. */
export function markdownOf(title: string, ...sections: readonly string[]): string {
  const bullets = sections.map((section) => `- **${section}.** What it is about.`)
  const featured = sections.map((section, index) =>
    [
      `### 0${index + 1} [Agent] ${section}`,
      `The body of *${section}*.`,
      'Key takeaways:',
      `- ${section} first\n- ${section} second`,
      `Source: [A paper on ${section}](https://example.org/${index + 1})`,
    ].join('\n\n'),
  )
  return [
    `---\ntitle: ${title}\nlanguage: en\n---`,
    "## Today's Overview",
    bullets.join('\n'),
    '## Featured',
    ...featured,
    "## Today's Observation",
    `What ${title} comes to.`,
    '',
  ].join('\n\n')
}
