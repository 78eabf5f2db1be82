import { afterEach, beforeEach, expect, test } from 'vitest'
import { findSubcommand, subcommandNames, subcommands } from '../../../src/commands/subcommands/index.ts'
import { languages } from '../../../src/i18n/messages.ts'
import { CommandsFixture, said } from '../commands-fixture.ts'

let rig: CommandsFixture
beforeEach(async () => {
  rig = await CommandsFixture.open()
})
afterEach(() => rig.close())

test.each(['en-US', 'zh-CN'])(
  'help in %s lists every subcommand, and each line of it can be typed',
  async (language) => {
    const lines = said(await rig.type('help', { language })).split('\n')
    const typed = lines.flatMap((line) => /^\/digest (\S+)/.exec(line)?.[1] ?? [])
    expect(typed).toEqual(expect.arrayContaining(subcommandNames(language)))
    expect(typed.flatMap((word) => findSubcommand(word)?.name ?? [])).toEqual(subcommands.map(({ name }) => name))
  },
)

test('help speaks the reader’s language', async () => {
  expect(said(await rig.type('help', { language: 'zh-TW' }))).toContain('最新一期日报')
  expect(said(await rig.type('HELP', { language: 'de' }))).toContain('the newest digest')
})

test('a name in any language is understood whatever the reader’s language is', () => {
  expect(findSubcommand('下次')?.name).toBe('next')
  expect(findSubcommand('agent')).toBeUndefined()
})

test('every language but English names every subcommand, and no name stands for two', () => {
  const { en: _, ...others } = languages
  for (const { subcommands: words } of Object.values(others)) {
    expect(Object.keys(words).toSorted()).toEqual(subcommands.map(({ name }) => name).toSorted())
  }
  const names = Object.values(languages).flatMap(({ subcommands: words }) =>
    Object.values(words).flatMap((each) => each.names),
  )
  expect(new Set(names).size).toBe(names.length)
})

test('a subcommand is suggested once its name is begun', async () => {
  const texts = async (typed: string, language: string) =>
    (await rig.suggest(typed, { language })).map(({ text }) => text)
  expect(await texts('sub', 'en')).toContain('subscribe')
  expect(await texts('订', 'zh')).toContain('订阅')
  expect(await texts('', 'en')).not.toContain('subscribe')
})
