import { expect, test } from 'vitest'
import type { DiscordApi } from '../../../src/adapters/discord/api.ts'
import { findInForum, withForumTags } from '../../../src/adapters/discord/forum.ts'

const call = { method: 'POST /channels/{channel.id}/threads', body: { name: 'Monday' } }
const tags = ['Agent', 'Training', 'Image  Gen', 'Safety', 'Robotics', 'Retrieval', 'Code'].map((name, at) => ({
  id: String(at),
  name,
}))

/** The tags of a post that is opened in a forum that has these. */
function applied(forum: { available_tags?: object[]; flags?: number }, wanted: string[]): unknown {
  return withForumTags(call, { id: '1', type: 15, ...forum } as Parameters<typeof withForumTags>[1], wanted).body
    .applied_tags
}

test('tags are known by their names, however they are written', () => {
  expect(applied({ available_tags: tags }, ['image gen', 'AGENT', 'Poetry'])).toEqual(['0', '2'])
})

test('a post has five tags at most', () => {
  expect(
    applied(
      { available_tags: tags },
      tags.map(({ name }) => name),
    ),
  ).toHaveLength(5)
})

test('a forum without fitting tags gets a post without tags', () => {
  expect(applied({ available_tags: tags }, ['Poetry'])).toBeUndefined()
  expect(applied({}, ['Agent'])).toBeUndefined()
})

test('a forum that wants a tag on every post gets its first one when none fits', () => {
  expect(applied({ available_tags: tags, flags: 1 << 4 }, ['Poetry'])).toEqual(['0'])
})

test('tags of moderators are not used', () => {
  expect(applied({ available_tags: [{ id: '9', name: 'Agent', moderated: true }] }, ['Agent'])).toBeUndefined()
})

test('of two posts with the same mark, each is found by its title, and a renamed one by its mark', async () => {
  // Later than the first attempt.
  const [first, second] = ['1577180016163160064', '1577180314139099136']
  const contentOf = (title: string) => `## ${title}\n-# <t:1793614791:D> · 1 story`
  const titles = new Map([
    [first, 'Paper p02'],
    [second, 'Paper p10'],
  ])
  const api = {
    ownId: async () => '7',
    call: async (_: string, path: string) => {
      const [, post] = /^\/channels\/(\d+)\/messages\//.exec(path) ?? []
      if (post) return { id: post, author: { id: '7' }, content: contentOf(titles.get(post) ?? '') }
      const all = [...titles].map(([id, name]) => ({ id, name, parent_id: '1' }))
      return { threads: path.endsWith('active') ? all : [] }
    },
  } as unknown as DiscordApi
  const find = (title: string, others = new Set<string>()) => {
    const body = { name: title, message: { content: contentOf(title) } }
    const forum = { id: '1', type: 15, guild_id: '2' } as Parameters<typeof findInForum>[1]
    const search = { since: Date.parse('2026-12-01T04:00:00Z'), others } as Parameters<typeof findInForum>[2]
    return findInForum({ method: '', body }, forum, search, api)
  }
  expect([await find('Paper p02'), await find('Paper p10')]).toEqual([first, second])
  expect(await find('Renamed', new Set([first]))).toBe(second)
})
