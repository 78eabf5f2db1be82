import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DiscordApi } from '../../../src/adapters/discord/api.ts'
import { commandText, digestCommand as define } from '../../../src/adapters/discord/command-definition.ts'
import { keepRegistered } from '../../../src/adapters/discord/register-command.ts'
import { subcommandNames } from '../../../src/commands/subcommands/index.ts'
import { PlatformUnreachable } from '../../../src/domain/errors.ts'
import type { ListeningOutage } from '../../../src/domain/platform.ts'
import { validateDiscord } from '../../../src/validators/discord/validate.ts'
import { memoryLog } from '../../contracts/adapter-fixture.ts'

const digestCommand = define(subcommandNames)

test('Discord takes the command as it is', () => {
  expect(validateDiscord('POST /applications/{application.id}/commands', digestCommand)).toBeUndefined()
})

test('it is called by its name in Chinese, and so is everything that can be filled in', () => {
  for (const named of [digestCommand, ...digestCommand.options]) {
    expect(Object.keys(named.name_localizations)).toEqual(['zh-CN', 'zh-TW'])
    expect(Object.keys(named.description_localizations)).toEqual(['zh-CN', 'zh-TW'])
    for (const text of Object.values(named.description_localizations)) expect(text.length).toBeLessThanOrEqual(100)
    for (const name of Object.values(named.name_localizations)) expect(name).toMatch(/^[\p{L}\p{N}]{1,32}$/u)
  }
})

test('the subcommands are listed where words can be typed, in the reader’s language', () => {
  const [about] = digestCommand.options
  expect(about?.description).toContain(subcommandNames('en').slice(0, 5).join(', '))
  expect(about?.description_localizations).toMatchObject({
    'zh-CN': expect.stringContaining(subcommandNames('zh').slice(0, 5).join('、')),
    'zh-TW': expect.stringContaining(subcommandNames('en').slice(0, 5).join('、')),
  })
})

test('of more subcommands than fit, as many are listed as do', () => {
  const [about] = define(() => Array.from({ length: 40 }, (_, at) => `command${at}`)).options
  expect(about?.description).toMatch(/command0, command1/)
  expect(about?.description.length).toBeLessThanOrEqual(100)
})

test.each([
  [[], ''],
  [[['about', ' reward hacking ']], 'reward hacking'],
  [
    [
      ['tag', 'Image Gen'],
      ['about', 'agent'],
      ['at', '08:30'],
    ],
    'agent tag:"Image Gen" at:"08:30"',
  ],
  [[['tag', 'say "when"']], 'tag:"say  when"'],
])('what is filled in becomes a text: %j', (filled, text) => {
  expect(commandText(filled.map(([name = '', value = '']) => ({ name, value })))).toBe(text)
})

/** Registers `/digest` with a Discord that gives these answers to GET, the last one for ever. */
async function register(...answers: unknown[]) {
  const calls: string[] = []
  const outages: (ListeningOutage | undefined)[] = []
  const call: DiscordApi['call'] = async (verb, path) => {
    calls.push(`${verb} ${path}`)
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (answer instanceof Error) throw answer
    return answer
  }
  const { signal } = new AbortController()
  const registered = keepRegistered('1', [digestCommand], { call }, memoryLog(), signal, (outage) =>
    outages.push(outage),
  )
  await vi.runAllTimersAsync()
  await registered
  return { calls, outages }
}

/** The fields that Discord adds to a command. */
const added = { id: '7', application_id: '1', version: '9', nsfw: false, dm_permission: true, default_permission: true }
const asKept = { ...digestCommand, ...added, default_member_permissions: null, handler: null }
const entryPoint = { id: '8', type: 4, name: 'launch', description: '', handler: 2 }

describe('registering', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('a command that Discord knows as it is is not sent again', async () => {
    expect((await register([asKept, entryPoint])).calls).toEqual(['GET /applications/1/commands'])
    const options = digestCommand.options.map((each) => ({ required: false, ...each }))
    expect((await register([{ ...asKept, options }])).calls).toHaveLength(1)
  })

  test.each([
    ['none is known', []],
    ['only other commands are known', [entryPoint, { ...asKept, id: '9', name: 'digests' }]],
    ['its description is another', [{ ...asKept, description: 'An older one' }]],
    ['an option was added', [{ ...asKept, options: digestCommand.options.slice(1) }]],
    [
      'an option no longer suggests anything',
      [{ ...asKept, options: digestCommand.options.map((each) => ({ ...each, autocomplete: true })) }],
    ],
  ])('it is sent, and no other command is touched, when %s', async (_, known) => {
    expect((await register(known)).calls).toEqual(['GET /applications/1/commands', 'POST /applications/1/commands'])
  })

  test('a refusal is reported, and it is tried again until it works', async () => {
    const { calls, outages } = await register(new PlatformUnreachable('Discord', 'ECONNRESET'), { commands: [] }, [
      asKept,
    ])
    expect(calls).toHaveLength(3)
    expect(outages.map((outage) => outage?.reason.text)).toEqual([
      expect.stringMatching(/^\/digest could not be registered.*ECONNRESET/),
      expect.stringMatching(/^\/digest could not be registered/),
      undefined,
    ])
  })
})
