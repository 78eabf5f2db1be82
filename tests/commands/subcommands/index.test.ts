import { afterEach, beforeEach, expect, test } from 'vitest'
import { findSubcommands, subcommandNames, subcommands } from '../../../src/commands/subcommands/index.ts'
import { allNames } from '../../../src/i18n/subcommands.ts'
import { CommandsFixture, press, said } from '../commands-fixture.ts'

let chat: CommandsFixture
beforeEach(async () => {
  chat = await CommandsFixture.open()
})
afterEach(() => chat.close())

test.each(['en-US', 'zh-CN'])(
  'help in %s lists every subcommand, and each line of it can be typed',
  async (language) => {
    const lines = said(await chat.type('help', { language })).split('\n')
    const typed = lines.flatMap((line) => /^\/digest (\S+)/.exec(line)?.[1] ?? [])
    expect(typed).toEqual(expect.arrayContaining(subcommandNames(language)))
    expect(typed.flatMap((word) => findSubcommands(word)[0]?.subcommand.name ?? [])).toEqual(
      subcommands.map(({ name }) => name),
    )
  },
)

test.each(['/digest help', '`/digest help`', 'please help', '/digest please help!'])('%s is help', async (typed) => {
  expect(said(await chat.type(typed))).toContain('this list')
})

test('help speaks the reader’s language', async () => {
  expect(said(await chat.type('help', { language: 'zh-TW' }))).toContain('最新一期日报')
  expect(said(await chat.type('HELP', { language: 'de' }))).toContain('the newest digest')
})

test('a name in any language is understood whatever the reader’s language is', () => {
  expect(findSubcommands('下次')[0]?.subcommand.name).toBe('next')
  expect(findSubcommands('agent')).toEqual([])
})

test.each([
  ['訂閱', 'subscribe'],
  ['取消訂閱', 'unsubscribe'],
  ['設定', 'settings'],
  ['匯出', 'export'],
  ['暫停到週五', 'pause'],
])('%s in traditional characters is %s', (typed, name) => {
  expect(findSubcommands(typed)[0]).toMatchObject({ subcommand: { name } })
})

test.each([
  ['How does this work?', 'help'],
  ['hello', 'help'],
  ['怎麼用？', 'help'],
  ['你能做什么呢', 'help'],
  ['請問如何退訂日報？', 'unsubscribe'],
  ['stop posting', 'unsubscribe'],
  ["what's trending", 'discussed'],
  ['why is there no digest today?', 'next'],
])('“%s” offers %s and does nothing', (typed, name) => {
  expect(findSubcommands(typed)).toMatchObject([{ subcommand: { name }, rest: '', isAskedFor: true }])
})

test('what begins like a question is no question', async () => {
  for (const typed of ['stop words', 'hello world models', '怎么用模型写代码'])
    expect(said(await chat.type(typed))).not.toContain('Did you mean')
})

test('no name stands for two subcommands', () => {
  const names = subcommands.flatMap(({ name }) => allNames(name))
  expect(new Set(names).size).toBe(names.length)
})

test('a subcommand is suggested once its name is begun', async () => {
  const texts = async (typed: string, language: string) =>
    (await chat.suggest(typed, { language })).map(({ text }) => text)
  expect(await texts('sub', 'en')).toContain('subscribe')
  expect(await texts('订', 'zh')).toContain('订阅')
  expect(await texts('訂', 'zh-TW')).toContain('订阅')
  expect(await texts('', 'en')).not.toContain('subscribe')
})

test('what only begins like a subcommand is searched for, and the command is named', async () => {
  await chat.type('subscribe at:08:30')
  const reply = await chat.type('unsubscribe headers in email')
  expect(said(reply)).toContain('This is a search. The command is /digest unsubscribe.')
  expect(chat.context.subscriptions.all()).toHaveLength(1)
  expect(said(await chat.type('退订 邮件标题', { language: 'zh-CN' }))).toContain('命令的写法是 /digest 退订')
})

test('a mistyped subcommand is offered, and one click runs it', async () => {
  const reply = await chat.type('hlep')
  expect(said(reply)).toContain('Did you mean /digest help?')
  expect(said(await chat.use(press(reply, '/digest help')))).toContain('this list')
  expect(said(await chat.use({ action: 'command', name: 'nothing' }))).toContain('no longer works')
})

test('a word of the digests is no mistyped subcommand', async () => {
  const index = chat.context.index
  Object.assign(index, { search: () => ({ total: 1, hits: [] }) })
  expect(said(await chat.type('expert'))).not.toContain('Did you mean /digest export')
})
