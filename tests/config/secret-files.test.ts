import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readEnvironment } from '../../src/config/environment.ts'
import { EnvironmentError } from '../../src/config/environment-error.ts'
import { redact } from '../../src/observability/redact.ts'

/** A home folder with a file of this content. */
function homeWith(content: string | Uint8Array): { readonly home: string; readonly file: string } {
  const home = mkdtempSync(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rmSync(home, { recursive: true }))
  const file = join(home, 'token')
  writeFileSync(file, content)
  return { home, file }
}

function thrownBy(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    return String((error as Error).message)
  }
  return 'nothing was thrown'
}

const read = (env: NodeJS.ProcessEnv, home: string) =>
  readEnvironment({ MORNING_POST_HOME: home, ...env }, join(home, '.env'))

test.each(['from.a.file', 'from.a.file\n', ' from.a.file\r\n\n', '\ufefffrom.a.file\n'])(
  'a secret is read from its file without the line end: %j',
  (content) => {
    const { home, file } = homeWith(content)
    expect(read({ DISCORD_TOKEN_FILE: file }, home).credentials.discord?.token).toBe('from.a.file')
    expect(redact('It was from.a.file.')).not.toContain('from.a.file')
  },
)

test('every secret can be in a file, and a relative path starts in the home folder', () => {
  const { home } = homeWith('value-1')
  const files = { SLACK_BOT_TOKEN_FILE: 'token', SLACK_APP_TOKEN_FILE: 'token' }
  expect(read(files, home).credentials.slack).toMatchObject({ botToken: 'value-1', appToken: 'value-1' })
  writeFileSync(join(home, 'url'), 'https://beat.example/1\n')
  expect(read({ HEARTBEAT_URL_FILE: 'url' }, home).heartbeatUrl).toBe('https://beat.example/1')
})

test('the environment can be read twice, and the file may have changed', () => {
  const { home, file } = homeWith('first.one')
  const env = { MORNING_POST_HOME: home, DISCORD_TOKEN_FILE: file }
  readEnvironment(env, join(home, '.env'))
  writeFileSync(file, 'second.one')
  expect(readEnvironment(env, join(home, '.env')).credentials.discord?.token).toBe('second.one')
})

test('.env can name the file', () => {
  const { home, file } = homeWith('from.a.file')
  writeFileSync(join(home, '.env'), `DISCORD_TOKEN=\nDISCORD_TOKEN_FILE=${file}\n`)
  expect(read({}, home).credentials.discord?.token).toBe('from.a.file')
})

test('a secret and its file are not both taken', () => {
  const { home, file } = homeWith('from.a.file')
  expect(() => read({ DISCORD_TOKEN: 'x.y.z', DISCORD_TOKEN_FILE: file }, home)).toThrow(
    'DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set: remove one of them. See .env.example.',
  )
})

test.each([
  ['is empty: write the secret into it', '\n \n'],
  ['is not text in UTF-8: save it as UTF-8', Buffer.from('\ufeffa.b.c', 'utf16le')],
  ['is too large for a secret: check the path', 'secret '.repeat(20_000)],
])('a file that %s is a sentence without its content', (why, content) => {
  const { home, file } = homeWith(content)
  expect(() => read({ DISCORD_TOKEN_FILE: file }, home)).toThrow(
    `DISCORD_TOKEN_FILE: the file ${file} ${why}. See .env.example.`,
  )
})

test('a file that does not exist and a folder are a sentence each', () => {
  const { home, file } = homeWith('a.b.c')
  mkdirSync(join(home, 'folder'))
  expect(() => read({ DISCORD_TOKEN_FILE: `${file}2` }, home)).toThrow(
    `DISCORD_TOKEN_FILE: the file ${file}2 does not exist: check the path. See .env.example.`,
  )
  expect(() => read({ DISCORD_TOKEN_FILE: 'folder' }, home)).toThrow(
    'DISCORD_TOKEN_FILE: the file folder is a folder, and has to be a file: add the name of the file. See .env.example.',
  )
})

test.each([
  ['has several lines: leave only the secret in it', 'PAGE_PASSWORD', 'a long enough one\n# for the page'],
  [
    'sets PAGE_PASSWORD as .env does: leave only the secret in it',
    'PAGE_PASSWORD',
    'PAGE_PASSWORD=a long enough one\n',
  ],
  ['sets API_TOKEN as .env does: leave only the secret in it', 'API_TOKEN', 'export API_TOKEN="a-token"'],
  ['sets MORNING_POST_KEY as .env does: leave only the secret in it', 'MORNING_POST_KEY', 'MORNING_POST_KEY: a1a1'],
])('a file that %s', (why, name, content) => {
  const { home, file } = homeWith(content)
  expect(() => read({ [`${name}_FILE`]: file }, home)).toThrow(
    new EnvironmentError([`${name}_FILE: the file ${file} ${why}.`]),
  )
})

test.each([
  ['DISCORD_TOKEN', '"from.a.file"'],
  ['SLACK_BOT_TOKEN', "'xoxb-1-2-abc'"],
  ['API_TOKEN', 'two words'],
  ['HEARTBEAT_URL', 'hc-ping.example/1'],
  ['DATABASE_URL', 'mysql://jo@db.example/post'],
])('what is wrong with %s in a file is said of the file, without what is in it', (name, content) => {
  const { home, file } = homeWith(content)
  const said = thrownBy(() => read({ [`${name}_FILE`]: file }, home))
  expect(said).toMatch(new RegExp(`^${name}_FILE: the secret in the file ${file} (?:must|holds|has|is) `))
  expect(said).not.toContain(content)
})

test('a path over a link to nothing or over a file is named', () => {
  const { home, file } = homeWith('a.b.c')
  symlinkSync('..data/token', join(home, 'linked'))
  expect(() => read({ DISCORD_TOKEN_FILE: 'linked' }, home)).toThrow(
    `DISCORD_TOKEN_FILE: the file linked does not exist: ${join(home, 'linked')} is a link to ..data/token, and nothing is there. See .env.example.`,
  )
  expect(() => read({ DISCORD_TOKEN_FILE: join(file, 'token') }, home)).toThrow(
    `DISCORD_TOKEN_FILE: the file ${join(file, 'token')} does not exist, because a part of its path is a file: check the path. See .env.example.`,
  )
})
