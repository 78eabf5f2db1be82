import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { lintDigest } from '../../src/digests/lint/lint-digest.ts'
import { readDigestFile } from '../../src/digests/read-file.ts'
import { loadTextLimits } from '../../src/platforms/registry.ts'
import type { Answers } from '../../src/setup/answers.ts'
import { writeSetup } from '../../src/setup/write-setup.ts'

let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
})

const answers: Answers = {
  tokens: { SLACK_BOT_TOKEN: 'token-of-the-bot', SLACK_APP_TOKEN: 'token-of-the-app' },
  channels: [{ platform: 'slack', channel: 'C0MORNING01', channelName: 'morning-post' }],
  at: '08:30',
  timezone: 'Europe/Berlin',
  language: 'en',
}

const server: Answers = {
  ...answers,
  tokens: { DISCORD_TOKEN: 'token-of-discord' },
  channels: [{ platform: 'discord', channel: '1100000000000000011', channelName: '晨报 · 早间', layout: 'forum' }],
}

const now = Date.parse('2026-11-29T23:30:00Z')
const path = (name: string) => join(home, name)
const read = (name: string) => readFileSync(path(name), 'utf8')
const config = () => {
  const loaded = loadConfig(path('config/morning-post.yaml'), { home })
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems))
  return loaded.config
}

test('an empty folder becomes a valid home folder', () => {
  const written = writeSetup({ home }, answers, { now })
  expect(written).toEqual({
    files: ['config/morning-post.yaml', 'config/morning-post.schema.json', '.env', 'digests/2026-11-30.md'],
    added: ['slack-morning-post'],
    digest: 'digests/2026-11-30.md',
  })
  expect(config().destinations).toMatchObject([
    { name: 'slack-morning-post', platform: 'slack', channel: 'C0MORNING01', at: '08:30', timezone: 'Europe/Berlin' },
  ])
  expect(read('config/morning-post.yaml')).toMatch(/^# yaml-language-server: \$schema=\.\/morning-post\.schema\.json\n/)
  expect(parseEnv(read('.env'))).toEqual(answers.tokens)
  expect(readdirSync(home).sort()).toEqual(['.env', 'config', 'digests'])
})

test.each([
  ['slack', '#general', 'general'],
  ['discord', '1100000000000000011', 'C0MORNING01'],
] as const)('what is no id of a channel of %s is refused, and nothing is written', (platform, ...typed) => {
  const places = typed.map((channel) => ({ platform, channel }))
  expect(() => writeSetup({ home }, { ...answers, channels: places }, { now })).toThrow(
    / id .* Nothing was changed\.$/s,
  )
  expect(readdirSync(home)).toEqual([])
})

test('the file of the tokens is readable by its owner only, also if it was open before', () => {
  writeFileSync(path('.env'), '# mine\nPORT=4000\nSLACK_BOT_TOKEN=\n')
  chmodSync(path('.env'), 0o644)
  writeSetup({ home }, answers)
  expect(statSync(path('.env')).mode & 0o777).toBe(0o600)
  expect(read('.env')).toBe('# mine\nPORT=4000\nSLACK_BOT_TOKEN=token-of-the-bot\nSLACK_APP_TOKEN=token-of-the-app\n')
})

test('another token is replaced only if that was agreed to', () => {
  writeSetup({ home }, answers)
  const others = { ...answers, tokens: { ...answers.tokens, SLACK_BOT_TOKEN: 'a-newer-token' } }
  const before = read('.env')
  expect(() => writeSetup({ home }, others)).toThrow(/another SLACK_BOT_TOKEN, so nothing was changed/)
  expect(read('.env')).toBe(before)
  writeSetup({ home }, others, { mayReplaceTokens: true })
  expect(parseEnv(read('.env'))).toEqual(others.tokens)
})

test('run again, it adds a destination and leaves the rest as it is', () => {
  writeSetup({ home }, answers, { now })
  const edited = `${read('config/morning-post.yaml').replace('"08:30"', '"07:00"')}# the end\n`
  writeFileSync(path('config/morning-post.yaml'), edited)
  writeFileSync(path('digests/2026-11-30.md'), 'my own words')
  const again = writeSetup({ home }, server, { now: now + 86_400_000 })
  expect(again.added).toEqual(['discord'])
  expect(again.digest).toBeUndefined()
  expect(config().destinations).toMatchObject([
    { name: 'slack-morning-post', at: '07:00' },
    { name: 'discord', channel: '1100000000000000011', layout: 'forum' },
  ])
  expect(read('config/morning-post.yaml')).toContain('# yours to choose')
  expect(read('config/morning-post.yaml')).toContain('# the end')
  expect(readdirSync(path('digests'))).toEqual(['2026-11-30.md'])
  expect(read('digests/2026-11-30.md')).toBe('my own words')
  expect(Object.keys(parseEnv(read('.env')))).toHaveLength(3)
})

test('a channel that is configured already stays as it is', () => {
  writeSetup({ home }, answers)
  const before = read('config/morning-post.yaml')
  expect(writeSetup({ home }, { ...answers, at: '10:00' }).added).toEqual([])
  expect(read('config/morning-post.yaml')).toBe(before)
})

test('two channels of one name get two names', () => {
  const second = { platform: 'slack', channel: 'C0MORNING02', channelName: 'morning-post' }
  const { added } = writeSetup({ home }, { ...answers, channels: [...answers.channels, second] })
  expect(added).toEqual(['slack-morning-post', 'slack-morning-post-2'])
  expect(config().destinations).toHaveLength(2)
})

test('the destinations of the shipped configuration, an empty list, can be added to', () => {
  mkdirSync(path('config'))
  writeFileSync(path('config/morning-post.yaml'), readFileSync('config/morning-post.yaml'))
  writeSetup({ home }, answers)
  expect(config().destinations).toHaveLength(1)
  expect(read('config/morning-post.yaml')).toContain('#  - name: research-discord')
})

test('a configuration with a mistake is not touched', () => {
  mkdirSync(path('config'))
  writeFileSync(path('config/morning-post.yaml'), 'destination: []\n')
  expect(() => writeSetup({ home }, answers)).toThrow(/correct it first.*\n.*Did you mean "destinations"/)
  expect(readdirSync(home)).toEqual(['config'])
})

test('if one file cannot be written, none is', () => {
  writeFileSync(path('digests'), 'a file where a folder belongs')
  expect(() => writeSetup({ home }, answers)).toThrow(/Nothing was changed/)
  expect(existsSync(path('.env'))).toBe(false)
  expect(existsSync(path('config/morning-post.yaml'))).toBe(false)
})

test('if the last file cannot be put into its place, the ones before it are as they were', () => {
  writeSetup({ home }, answers, { now })
  rmSync(path('digests/2026-11-30.md'))
  mkdirSync(path('digests/2026-11-30.md'))
  const before = [read('config/morning-post.yaml'), read('.env')]
  mkdirSync(path('.git'))
  mkdirSync(path('.gitignore'))
  expect(() => writeSetup({ home }, server, { now })).toThrow(/Nothing was changed/)
  expect([read('config/morning-post.yaml'), read('.env')]).toEqual(before)
  expect(readdirSync(home).sort()).toEqual(['.env', '.git', '.gitignore', 'config', 'digests'])
})

test('in a Git repository, tokens and data are ignored', () => {
  mkdirSync(path('.git'))
  writeFileSync(path('.gitignore'), 'node_modules\n/data/')
  writeSetup({ home }, answers)
  expect(read('.gitignore')).toBe('node_modules\n/data/\n.env\n')
})

test('a configuration behind a link stays behind it', () => {
  mkdirSync(path('config'))
  mkdirSync(path('elsewhere'))
  writeFileSync(path('elsewhere/post.yaml'), 'destinations: []\n')
  symlinkSync(path('elsewhere/post.yaml'), path('config/morning-post.yaml'))
  writeSetup({ home }, answers)
  expect(read('elsewhere/post.yaml')).toContain('C0MORNING01')
})

test.each(['en', 'zh', 'zh-CN', 'pt-BR'])(
  'the first digest in %s passes the check without a warning',
  async (language) => {
    const { digest = '' } = writeSetup({ home }, { ...answers, language })
    const { vocabulary } = config()
    const reading = await readDigestFile(path(digest), 'main', vocabulary)
    expect(reading.problems).toEqual([])
    expect(lintDigest(reading, vocabulary, await loadTextLimits())).toEqual([])
    expect(reading.digest?.language).toBe(language.startsWith('zh') ? 'zh' : 'en')
    expect(reading.digest?.sections).toHaveLength(2)
  },
)
