import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { parse } from 'yaml'
import { manifestCommand } from '../../../src/cli/commands/manifest.ts'

async function printed(...words: string[]): Promise<string> {
  let text = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk)
    return true
  })
  onTestFinished(() => write.mockRestore())
  manifestCommand.setOptionValue('url', undefined)
  await manifestCommand.parseAsync(words, { from: 'user' })
  write.mockRestore()
  return text
}

test('the manifest for Socket Mode is printed as it is', async () => {
  expect((await printed()).trim()).toBe(readFileSync('config/slack-manifest.yaml', 'utf8').trim())
})

test.each([
  ['https://post.example.org', 'https://post.example.org/slack/events'],
  ['https://post.example.org/', 'https://post.example.org/slack/events'],
  ['https://post.example.org:8443/bots/', 'https://post.example.org:8443/bots/slack/events'],
  ['https://post.example.org/slack/events', 'https://post.example.org/slack/events'],
])('the manifest for HTTP has the address of %s', async (url, wanted) => {
  const text = await printed('--url', url)
  const manifest = parse(text)
  expect(manifest.features.slash_commands[0].url).toBe(wanted)
  expect(manifest.settings.interactivity.request_url).toBe(wanted)
  expect(manifest.settings.event_subscriptions.request_url).toBe(wanted)
  expect(text).not.toContain('https://bot.example.org')
})

test.each([
  'http://post.example.org',
  'post.example.org',
  'https://a:b@post.example.org',
  'https://post.example.org/?a',
  '',
])('Slack cannot reach %j', async (url) => {
  await expect(printed('--url', url)).rejects.toThrow('addresses with https:// only')
})
