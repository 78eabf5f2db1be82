import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, test } from 'vitest'
import { openStore } from '../../src/storage/sqlite/store.ts'
import { installAll, installSecrets } from '../bench/scale/workspaces.ts'
import { type BotFixture, markdownOf, noon, openBotFixture, places } from '../e2e/bot-fixture.ts'
import { keysOf, keysOnDiscord, keysOnSlack, partsOf } from '../e2e/shown.ts'
import { run } from './run.ts'

// Late in the evening of a day without a digest: nothing goes out by itself.
const never = { timezone: noon().timezone, at: '23:58', catchUp: 0 }
const slack = { name: 'team-slack', platform: 'slack', channel: places.slack, layout: 'sections', ...never }
const discord = { name: 'team-discord', platform: 'discord', channel: places.discord, ...never }

const onSlack = (fixture: BotFixture) => fixture.slack.state.messages(places.slack)
const onDiscord = (fixture: BotFixture) => fixture.discord.state.messages(places.discord)

describe.concurrent('post', () => {
  test('sends nothing when dry; then posts once; then says that it is there; and status knows', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack, discord)
    await fixture.publish('2026-01-05', markdownOf('Monday', 'Alpha'))
    const parts = await partsOf(fixture, '2026-01-05')

    const before = JSON.parse((await run(fixture, 'status --json')).stdout)
    expect(before).toMatchObject([
      { destination: 'team-slack', last: null, problems: [] },
      { destination: 'team-discord', last: null, problems: [] },
    ])
    const dry = await run(fixture, 'post 2026-01-05 --to team-slack --dry-run')
    expect(dry).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^── overview · chat\.postMessage/),
    })
    expect(onSlack(fixture)).toEqual([])

    const posted = await run(fixture, 'post 2026-01-05 --to team-slack')
    expect(posted).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^Posted: https:\/\/\S+\n$/) })
    const [link] = posted.stdout.match(/https:\S+/) ?? []
    expect(await run(fixture, 'post 2026-01-05 --to team-slack')).toEqual({
      code: 0,
      stderr: '',
      stdout: `It was posted before: ${link}\n`,
    })
    expect(keysOnSlack(onSlack(fixture), parts.slack)).toEqual(keysOf(parts.slack))
    expect(onDiscord(fixture)).toEqual([])

    const [after] = JSON.parse((await run(fixture, 'status --json')).stdout)
    expect(after).toEqual({
      destination: 'team-slack',
      platform: 'slack',
      state: { state: 'planned', reason: null, since: null, next: after.next.utc },
      channel: places.slack,
      last: {
        digest: 'main/2026-01-05',
        postedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        link,
        delay: null,
      },
      next: { local: expect.stringContaining('T23:58:00'), utc: expect.stringMatching(/Z$/) },
      uncertain: [],
      problems: [],
    })
    expect((await run(fixture, 'status')).stdout).toContain(`last  main/2026-01-05 at ${after.last.postedAt} ${link}\n`)

    const undo = 'post --undo team-slack@main/2026-01-05'
    const asked = await run(fixture, undo)
    expect(asked).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^There is no terminal to ask on: add --yes/),
    })
    const listed = asked.stdout.split('\n').flatMap((line) => /^ {2}(\S+) {2}https:/.exec(line)?.[1] ?? [])
    expect(listed).toEqual(keysOf(parts.slack).toReversed())
    expect(onSlack(fixture)).toHaveLength(parts.slack.length)
    const taken = await run(fixture, `${undo} --yes`)
    expect(taken).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/\nUndone: nothing of /) })
    expect(onSlack(fixture)).toEqual([])
    const again = await run(fixture, 'post 2026-01-05 --to team-slack')
    expect(again).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/was undone, so it is not posted again unasked\. From \S+Z on, .*--again/),
    })
    expect(onSlack(fixture)).toEqual([])
    const early = await run(fixture, 'post 2026-01-05 --to team-slack --again')
    expect(early).toMatchObject({ code: 1, stdout: again.stdout })
    using db = new DatabaseSync(join(fixture.folder, 'data/morning-post.sqlite'))
    db.exec('UPDATE parts SET posted_at = posted_at - 900000')
    const later = await run(fixture, 'post 2026-01-05 --to team-slack --again')
    expect(later).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Posted: https:/) })
    expect(keysOnSlack(onSlack(fixture), parts.slack)).toEqual(keysOf(parts.slack))
  })

  test('leaves the posting to the bot that is running', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure({ ...discord, welcomeDays: 3660 })
    const bot = fixture.start()
    await bot.logged('running')
    await fixture.publish('2026-01-04', markdownOf('Sunday', 'Omega'))
    await bot.logged('posted', { part: 'observation' })
    await fixture.publish('2026-01-03', markdownOf('Saturday', 'Alpha'))
    const parts = await partsOf(fixture, '2026-01-03')
    const already = onDiscord(fixture).length

    // The bot looks around every minute, and at once when a digest changes.
    const onStderr = () => void fixture.publish('2026-01-02', markdownOf('Friday', 'Beta'))
    const outcome = await run(fixture, 'post 2026-01-03 --to team-discord', { onStderr })
    expect(outcome).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Posted: https:/) })
    expect(outcome.stderr).toMatch(/^The bot is running and posts it within a minute/)
    expect(keysOnDiscord(onDiscord(fixture).slice(already), parts.discord)).toEqual(keysOf(parts.discord))
    expect(bot.lines).toContainEqual(
      expect.objectContaining({ msg: 'posted', delivery: 'team-discord@main/2026-01-03' }),
    )

    const wake = () => void fixture.publish('2026-01-01', markdownOf('Thursday', 'Gamma'))
    const undo = await run(fixture, 'post --undo team-discord@main/2026-01-03 --yes', { onStderr: wake })
    expect(undo).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nUndone: nothing of /) })
    expect(bot.lines).toContainEqual(
      expect.objectContaining({ msg: 'undone', delivery: 'team-discord@main/2026-01-03' }),
    )
    expect(onDiscord(fixture)).toHaveLength(already)
  })

  test('says what cannot be: a destination, a digest or a token that is not there', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack)
    await fixture.publish('2026-01-05', markdownOf('Monday', 'Alpha'))
    const cases = [
      ['post 2026-01-05 --to team-slak', {}, 'There is no destination "team-slak". Did you mean "team-slack"?\n'],
      ['post 2026-01-06 --to team-slack', {}, /^There is no digest of 2026-01-06/],
      [
        'post --undo team-slack@main/2026-01-05',
        {},
        /^There is no delivery "team-slack@main\/2026-01-05"\. .*was lost/,
      ],
      [
        'post 2026-01-05 --to team-slack',
        { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' },
        /^team-slack is on Slack, whose tokens are not set\./,
      ],
      [
        'post 2026-01-05 --to team-slack',
        { SLACK_BOT_TOKEN: 'xoxb-nobody-has-it' },
        /^Slack does not accept SLACK_BOT_TOKEN/,
      ],
    ] as const
    for (const [typed, env, sentence] of cases) {
      const { code, stdout, stderr } = await run(fixture, typed, { env })
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toMatch(sentence)
    }
    expect(onSlack(fixture)).toEqual([])
    const { stdout } = await run(fixture, 'status --json')
    expect(JSON.parse(stdout)).toMatchObject([{ last: null, problems: [] }])
  })

  test('posts and undoes with the token of the workspace that installed the app, and says so without one', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const { workspaces } = fixture.slack
    workspaces.rotates = false
    const bot = { id: 'UBOTOTHER', name: 'post', realName: 'Morning Post', isBot: true, timezone: 'Etc/UTC' }
    const channel = { id: 'C0OTHER0001', name: 'news', topic: '', isPrivate: false, isArchived: false }
    workspaces.add({
      team: { id: 'T0OTHER0001', name: 'Other', domain: 'other' },
      app: { id: fixture.slack.state.app.id, botId: 'BOTHER' },
      bot,
      users: [bot],
      channels: [{ ...channel, members: [bot.id] }],
      groups: [],
    })
    const other = { ...slack, name: 'other', channel: channel.id, workspace: 'slack:T0OTHER0001' }
    await fixture.configure(other)
    await fixture.publish('2026-01-05', markdownOf('Monday', 'Alpha'))
    await mkdir(join(fixture.folder, 'data'), { recursive: true })
    const store = await openStore(join(fixture.folder, 'data/morning-post.sqlite'))
    await installAll(fixture.slack, store, new Set(['T0OTHER0001']))
    await store.close()
    const env = installSecrets(fixture.slack)
    const shown = () => fixture.slack.workspace('T0OTHER0001').state.messages(channel.id)

    const [post, undo] = ['post 2026-01-05 --to other', 'post --undo other@main/2026-01-05 --yes']
    expect(await run(fixture, post)).toMatchObject({ code: 1, stderr: expect.stringContaining('T0OTHER0001') })
    expect(await run(fixture, post, { env })).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Posted: /) })
    const posted = shown().length
    expect(posted).toBeGreaterThan(0)
    expect(await run(fixture, undo)).toMatchObject({ code: 1, stderr: expect.stringContaining('T0OTHER0001') })
    expect(shown()).toHaveLength(posted)
    expect(await run(fixture, undo, { env })).toMatchObject({ code: 0, stdout: expect.stringContaining('Undone') })
    expect(shown()).toEqual([])
  })
})
