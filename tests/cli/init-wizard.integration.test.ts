import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { askForMissing, type GivenAnswers } from '../../src/cli/init-wizard.ts'
import { SetupSession } from '../../src/setup/session.ts'
import { startSlackSimulator } from '../../src/simulator/slack/server.ts'
import { silentLog } from '../builders.ts'

const tokens = {
  bot: ['xoxb', '1234567890', 'abcdefghijkl'].join('-'),
  app: ['xapp', '1', 'A0123456789', 'abcdef'].join('-'),
}
const keys = { enter: '\r', space: ' ', down: '\x1b[B', end: '\x03', clear: '\x15' }
const nothing: GivenAnswers = { platforms: [], tokens: {}, channels: new Map(), test: false }

/** The questions of `init` on a terminal of their own, and hands to type with. */
async function openWizard(given: GivenAnswers = nothing) {
  const slack = await startSlackSimulator({ tokens })
  onTestFinished(() => slack.close())
  const session = new SetupSession({
    apiUrls: { slack: slack.apiUrl, discord: 'http://127.0.0.1:1' },
    place: { home: '/nowhere' },
    log: silentLog,
  })
  const [input, output] = [new PassThrough(), new PassThrough()]
  let [shown, all] = ['', '']
  let onShown = () => {}
  output.on('data', (data: Buffer) => {
    const text = stripVTControlCharacters(data.toString())
    shown += text
    all += text
    onShown()
  })
  /** Types once the words appear after what was typed before. */
  const answer = async (words: string, ...typed: string[]) => {
    while (!shown.includes(words)) await new Promise<void>((resolve) => (onShown = resolve))
    shown = shown.slice(shown.indexOf(words) + words.length)
    // One key an event, as a terminal sends them.
    for (const key of typed) {
      input.write(key)
      await new Promise(setImmediate)
    }
  }
  const asked = askForMissing(session, given, { input, output })
  return { slack, asked, answer, transcript: () => all }
}

test('every question is answered with keys, and a wrong answer is asked for again', async () => {
  const { asked, answer, transcript } = await openWizard()
  await answer('Where do you want to post?', keys.space, keys.enter)
  await answer('SLACK_BOT_TOKEN', tokens.app, keys.enter)
  await answer('it belongs in the other field', keys.clear, tokens.bot, keys.enter)
  await answer('SLACK_APP_TOKEN', tokens.app, keys.enter)
  await answer('Which channel of Slack?', keys.enter)
  await answer('At which local time?', keys.clear, '8 o clock', keys.enter)
  await answer('must be a time of day', keys.clear, '07:45', keys.enter)
  await answer('In which time zone?', keys.clear, 'Asia/Tokyo', keys.enter)
  await answer('In which language', keys.down, keys.enter)
  await answer('Post a test message now?', keys.enter)
  expect(await asked).toMatchObject({
    places: [{ platform: 'slack', channel: { name: 'morning-post' } }],
    at: '07:45',
    timezone: 'Asia/Tokyo',
    language: 'zh',
    test: true,
  })
  expect(transcript()).toContain('▪▪▪')
  expect(transcript()).not.toContain(tokens.bot)
})

test('a person who cancels gets no error of the program', async () => {
  const { asked, answer } = await openWizard({
    ...nothing,
    platforms: ['slack'],
    tokens: { SLACK_BOT_TOKEN: tokens.bot },
  })
  const ended = expect(asked).rejects.toThrow('Cancelled.')
  await answer('SLACK_BOT_TOKEN', keys.end)
  await ended
})
