import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { saveDraft } from '../../src/drafts/files.ts'
import { startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { startSlackSimulator } from '../../src/simulator/slack/server.ts'
import { validateDiscord } from '../../src/validators/discord/validate.ts'
import { validateSlack } from '../../src/validators/slack/validate.ts'
import { day } from '../builders.ts'
import { sourceFolder } from '../e2e/bot.ts'
import { openBotFixture, places } from '../e2e/bot-fixture.ts'
import { aDraft } from '../review/sample-drafts.ts'
import { run } from './run.ts'

interface Call {
  readonly key: string
  readonly method: string
  readonly body: Readonly<Record<string, unknown>>
}

/** Both languages are rendered by the same code, so the second is tried in one layout. */
const publicationsIn = (layout: string) => (layout === 'sections' ? ['main', 'zh'] : ['main'])

describe.concurrent('preview --json gives calls that the platforms take as they are', () => {
  test.for(['sections', 'thread', 'overview'])('on Slack, laid out as %s', async (layout, context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await cp(join(sourceFolder, '../digests'), join(fixture.folder, 'digests'), { recursive: true })
    const slack = await startSlackSimulator({ rateLimits: 'off' })
    context.onTestFinished(() => slack.close())
    for (const publication of publicationsIn(layout)) {
      const calls = await callsOf(await run(fixture, command(publication, 'slack', layout)), 'slack', layout)
      let first: string | undefined
      for (const { key, method, body } of calls) {
        expect(validateSlack(method, body), key).toBeUndefined()
        const placed = { ...body, channel: places.slack, ...('thread_ts' in body && { thread_ts: first }) }
        const answer = await post(`${slack.apiUrl}${method}`, `Bearer ${slack.botToken}`, placed)
        expect(answer, key).toMatchObject({ ok: true })
        first ??= String(answer.ts)
      }
      expect(calls.map(({ body }) => 'thread_ts' in body)).toEqual(calls.map((_, at) => layout === 'thread' && at > 0))
    }
    expect(slack.protocolErrors).toEqual([])
  })

  test.for(['sections', 'thread', 'overview', 'forum'])('on Discord, laid out as %s', async (layout, context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await cp(join(sourceFolder, '../digests'), join(fixture.folder, 'digests'), { recursive: true })
    const discord = await startDiscordSimulator({ rateLimits: 'off' })
    context.onTestFinished(() => discord.close())
    for (const publication of publicationsIn(layout)) {
      const calls = await callsOf(await run(fixture, command(publication, 'discord', layout)), 'discord', layout)
      let channel: string = layout === 'forum' ? places.forum : places.discord
      for (const { key, method, body } of calls) {
        expect(validateDiscord(method, body), key).toBeUndefined()
        const path = method.replace('POST ', '').replace('{channel.id}', channel)
        const { id, ...answer } = await post(`${discord.apiUrl}/v10${path}`, `Bot ${discord.token}`, body)
        expect(id, JSON.stringify(answer)).toMatch(/^\d{17,}$/)
        if (layout === 'forum') channel = String(path.endsWith('/threads') ? id : channel)
      }
    }
    expect(discord.protocolErrors).toEqual([])
  })

  async function callsOf(outcome: Awaited<ReturnType<typeof run>>, platform: string, layout: string): Promise<Call[]> {
    const { parts, ...rest } = JSON.parse(outcome.stdout)
    if (outcome.code !== 0 || outcome.stderr !== '') throw new Error(outcome.stderr)
    if (JSON.stringify(rest) !== JSON.stringify({ platform, layout })) throw new Error(JSON.stringify(rest))
    for (const part of parts) {
      if (Object.keys(part).join() !== 'key,method,body') throw new Error(Object.keys(part).join())
    }
    return parts
  }
})

describe.concurrent('preview', () => {
  test('shows people the words, and what each part uses of what is allowed', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await cp(join(sourceFolder, '../digests'), join(fixture.folder, 'digests'), { recursive: true })
    const slack = await run(fixture, 'preview 2026-03-12 --platform slack')
    expect(slack).toMatchObject({ code: 0, stderr: '' })
    expect(slack.stdout).toMatch(
      /^── overview · chat\.postMessage · \d+ of \d+ characters · \d+ of \d+ bytes · \d+ of \d+ blocks$/m,
    )
    const plain = await run(fixture, 'preview 2026-03-12 --platform plain')
    expect(plain).toMatchObject({ code: 0, stderr: '' })
    expect(plain.stdout).toContain('What a training signal can say')
    saveDraft(fixture.folder, aDraft({ date: day('2026-03-19') }), () => '')
    const draft = await run(fixture, 'preview 2026-03-19 --platform plain')
    expect(draft).toMatchObject({ code: 0, stderr: expect.stringMatching(/^This is a draft of 2026-03-19/) })
    expect(draft.stdout).toContain('What paper 1 does.')
  })

  test('of a withdrawn digest shows the lines that replace its messages; it cannot be posted', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.publish('2026-03-12', '---\nlanguage: en\ntitle: Monday\nwithdrawn: The figures were wrong.\n---\n')
    await fixture.configure({ name: 'team', platform: 'slack', channel: places.slack, layout: 'sections' })
    const [shown, posted] = await Promise.all([
      run(fixture, 'preview 2026-03-12 --platform slack'),
      run(fixture, 'post 2026-03-12 --to team'),
    ])
    expect(shown.stdout).toMatch(/^── overview · chat\.update .*\nMonday\nWithdrawn .*\nThe figures were wrong\.\n/)
    const stderr = 'The digest of 2026-03-12 was withdrawn, so it is not posted: The figures were wrong.\n'
    expect(posted).toEqual({ code: 1, stdout: '', stderr })
  })

  test.for([
    ['preview 2026-03-12 --platform slack --layout forum', 1, /Slack has no forums/],
    ['preview 2026-03-19 --platform slack', 1, /^There is no digest of 2026-03-19 in the publication "main"/],
    ['preview 2026-03-12 --platform slack --publication nope', 1, /^There is no publication "nope"/],
    ['preview 2026-02-30 --platform slack', 2, /a date that exists/],
    ['preview 2026-03-12 --platform teams', 2, /slack, discord, plain/],
    ['preview 2026-03-12', 2, /--platform/],
  ] as const)('%s ends with %i', async ([typed, code, sentence], context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await cp(join(sourceFolder, '../digests'), join(fixture.folder, 'digests'), { recursive: true })
    expect(await run(fixture, typed)).toEqual({ code, stdout: '', stderr: expect.stringMatching(sentence) })
  })
})

function command(publication: string, platform: string, layout: string): string {
  return `preview 2026-03-12 --publication ${publication} --platform ${platform} --layout ${layout} --json`
}

async function post(url: string, authorization: string, body: object): Promise<Record<string, unknown>> {
  const headers = {
    authorization,
    'content-type': 'application/json; charset=utf-8',
    // Discord takes nothing from anybody who does not say who they are.
    'user-agent': 'DiscordBot (https://example.org, 1)',
  }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await response.json()) as Record<string, unknown>
}
