import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readDotenv } from '../../src/config/dotenv-file.ts'
import { dotenv } from './config-fixture.ts'

const discord = [Buffer.from('123456789012345678').toString('base64url'), 'Gabcde', 'x'.repeat(38)].join('.')
const slack = ['xoxb', '1234567890', 'abcDEF123456'].join('-')

test.each([
  ['plain', `DISCORD_TOKEN=${discord}`],
  ['a byte order mark', `\uFEFFDISCORD_TOKEN=${discord}`],
  ['two byte order marks', `\uFEFF\uFEFFDISCORD_TOKEN=${discord}`],
  ['line ends of Windows', `PORT=4000\r\nDISCORD_TOKEN=${discord}\r\n`],
  ['line ends of an old Mac', `PORT=4000\rDISCORD_TOKEN=${discord}\r`],
  ['double quotes', `DISCORD_TOKEN="${discord}"`],
  ['single quotes', `DISCORD_TOKEN='${discord}'`],
  ['a comment in the line', `DISCORD_TOKEN=${discord} # mine`],
  ['quotes and a comment', `DISCORD_TOKEN="${discord}" # mine`],
  ['export', `export DISCORD_TOKEN=${discord}`],
  ['blanks', `  DISCORD_TOKEN = ${discord}\t`],
  ['an empty line of the name before', `DISCORD_TOKEN=\nDISCORD_TOKEN=${discord}`],
  ['the token of another kind in a comment', `# SLACK_TOKEN=${slack}\nDISCORD_TOKEN=${discord}`],
])('a file with %s is read', (_, content) => {
  expect(readDotenv(dotenv(content), {}).DISCORD_TOKEN).toBe(discord)
})

test.each([
  ['a colon', `DISCORD_TOKEN: ${discord}`],
  ['a wide sign', `DISCORD_TOKEN＝${discord}`],
  ['small letters', `discord_token=${discord}`],
  ['a hyphen', `DISCORD-TOKEN=${discord}`],
  ['another name', `DISCORD_BOT_TOKEN=${discord}`],
  ['a mistyped name', `DISCORD_TOKN=${discord}`],
  ['an invisible character', `\u200BDISCORD_TOKEN=${discord}`],
  ['PowerShell', `$env:DISCORD_TOKEN="${discord}"`],
  ['cmd.exe', `set DISCORD_TOKEN=${discord}`],
  ['JSON', `{ "DISCORD_TOKEN": "${discord}" }`],
  ['rich text', `{\\rtf1\\ansi DISCORD_TOKEN=${discord}\\par}`],
  ['no name', discord],
])('a token that would not be found is a sentence, and no simulator starts: %s', (_, content) => {
  expect(() => readDotenv(dotenv(`# mine\n${content}\n`), {})).toThrow(
    '.env:2: This line holds the bot token of Discord, but DISCORD_TOKEN is not set: write DISCORD_TOKEN=… on one line',
  )
})

test.each([
  ['a token on the next line', `DISCORD_TOKEN=\n${discord}`],
  ['a token that a later line empties', `X=1\nDISCORD_TOKEN=${discord}\nDISCORD_TOKEN=`],
])('so is %s', (_, content) => {
  expect(() => readDotenv(dotenv(content), {})).toThrow('.env:2: This line holds the bot token of Discord')
})

test.each([
  ['page_password=secret', 'PAGE_PASSWORD'],
  ['PORT: 4000', 'PORT'],
  ['export LOG-LEVEL=debug', 'LOG_LEVEL'],
])('so is any other setting in a form that is not read: %s', (line, variable) => {
  expect(() => readDotenv(dotenv(line), {})).toThrow(`.env:1: This line does not set ${variable}: write ${variable}=…`)
})

test('what belongs to other programs, and what the environment sets, is no mistake', () => {
  const others = `COMPOSE_PROJECT_NAME=x\nOTHER_BOT=${slack}\nnot a setting\nhttps_proxy=http://proxy.invalid\n`
  expect(readDotenv(dotenv(`${others}DISCORD_TOKEN=${discord}`), {}).DISCORD_TOKEN).toBe(discord)
  expect(readDotenv(dotenv(others), { SLACK_BOT_TOKEN_FILE: '/run/secrets/slack' })).toMatchObject({ OTHER_BOT: slack })
  expect(readDotenv(dotenv('page_password=one'), { PAGE_PASSWORD: 'two' })).toEqual({ page_password: 'one' })
})

test('a file that cannot be found as it was meant is a sentence', () => {
  const file = dotenv(`DISCORD_TOKEN=${discord}`)
  const read = () => readDotenv(file, {})
  renameSync(file, `${file}.txt`)
  expect(read).toThrow('.env.txt is not read: rename it to .env, without another ending.')
  expect(readDotenv(file, { DISCORD_TOKEN: discord })).toEqual({})
  renameSync(`${file}.txt`, `${file}.old`)
  expect(read()).toEqual({})
  symlinkSync('nowhere', file)
  expect(read).toThrow('.env is a link to a file that does not exist')
  rmSync(file)
  mkdirSync(file)
  expect(read).toThrow('.env cannot be read (EISDIR): it is a folder, and has to be a file.')
  rmSync(file, { recursive: true })
  writeFileSync(file, 'X=1\n'.repeat(20_000))
  expect(read).toThrow('.env is too large for a file of settings')
})
