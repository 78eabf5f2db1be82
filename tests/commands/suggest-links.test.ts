import { expect, test } from 'vitest'
import type { LinkSuggestion } from '../../src/commands/context.ts'
import { PostLimit } from '../../src/commands/post-limit.ts'
import { suggestLinks } from '../../src/commands/suggest-links.ts'
import type { Requester } from '../../src/domain/interaction.ts'
import { aDestination, libraryOf } from '../builders.ts'
import { said } from './commands-fixture.ts'

const reader: Requester = {
  platform: 'slack',
  workspace: 'slack:T1',
  user: 'U1',
  channel: 'C1',
  isDirect: false,
  managesChannel: false,
  roles: [],
}

/** A chat in which C1 has `weekly`, and addresses ending in `lost` cannot be read, in `known` are candidates. */
function openChat(publications: readonly string[] = ['main', 'weekly']) {
  const suggested: LinkSuggestion[] = []
  const clock = { now: () => 0, wait: async () => {} }
  const context = {
    destinations: () => [aDestination({ channel: 'C1', publication: 'weekly' })],
    repository: { ...libraryOf(), publications: () => publications },
    clock,
    suggestLimit: new PostLimit(2, 1_000),
    suggestCandidate: async (suggestion: LinkSuggestion) => {
      suggested.push(suggestion)
      const isRead = !suggestion.address.endsWith('lost')
      const title = isRead ? 'The title' : suggestion.titleInstead
      return { title, isNew: !suggestion.address.endsWith('known'), isRead }
    },
  }
  const suggest = async (text: string, links: readonly string[], who: Partial<Requester> = {}) =>
    said(await suggestLinks({ requester: { ...reader, ...who }, text, links }, context))
  return { suggested, suggest }
}

test('the links of a message are suggested for the publication of its channel, with who suggested them', async () => {
  const { suggested, suggest } = openChat()
  expect(await suggest('A study of bridges https://example.org/a', ['https://example.org/a'])).toBe(
    'Suggested for “weekly”: The title. An editor decides what is taken.',
  )
  expect(suggested).toEqual([
    {
      publication: 'weekly',
      address: 'https://example.org/a',
      suggestedBy: 'slack:T1/U1',
      titleInstead: 'A study of bridges',
    },
  ])
})

test('elsewhere they are suggested for the first publication that can be read there, if there is one', async () => {
  const { suggested, suggest } = openChat()
  await suggest('', ['https://example.org/a'], { channel: 'C2' })
  await suggest('', ['https://example.org/a'], { channel: 'C1', platform: 'discord' })
  expect(suggested.map(({ publication }) => publication)).toEqual(['main', 'main'])
  const none = openChat([])
  expect(await none.suggest('', ['https://example.org/a'], { channel: 'C2' })).toMatch(/^No publication/)
  expect(none.suggested).toEqual([])
})

test('a page that cannot be read is kept under the words of its message, and a known one is said to be known', async () => {
  const { suggest } = openChat()
  expect(await suggest('https://example.org/lost\nRead this', ['https://example.org/lost'])).toContain(
    'Read this. The page could not be read',
  )
  expect(await suggest('', ['https://example.org/known'], { language: 'zh-CN' })).toBe('这已经在候选之中：The title。')
})

test('messages without a page have nothing to suggest', async () => {
  const { suggested, suggest } = openChat()
  const links = [
    'https://team.slack.com/archives/C1/p1',
    'https://discord.com/channels/1/2/3',
    'https://discord.gg/abc',
    'http://localhost/',
    'x',
  ]
  expect(await suggest('Look', links)).toBe('There is no link to a web page in this message.')
  expect(suggested).toEqual([])
})

test('five links of a message are taken, and a person may suggest so much and no more', async () => {
  const { suggested, suggest } = openChat()
  const links = [1, 2, 3, 4, 5, 6].map((number) => `https://example.org/${number}`)
  expect(await suggest('', links)).toContain('Only the first 5 links')
  expect(suggested).toHaveLength(5)
  await suggest('', links)
  expect(await suggest('', links)).toMatch(/^You have suggested a lot/)
  expect(await suggest('', links, { user: 'U2' })).not.toMatch(/^You have suggested a lot/)
  expect(suggested).toHaveLength(15)
})
