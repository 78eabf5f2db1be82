import { expect, test } from 'vitest'
import type { DiscordApi } from '../../../src/adapters/discord/api.ts'
import { postInForum } from '../../../src/adapters/discord/forum.ts'

const call = { method: 'POST /channels/{channel.id}/threads', body: { name: 'Monday' } }
const tags = ['Agent', 'Training', 'Image  Gen', 'Safety', 'Robotics', 'Retrieval', 'Code'].map((name, at) => ({
  id: String(at),
  name,
}))

/** The tags with which a post is opened in a forum that has these. */
async function applied(forum: { available_tags?: object[]; flags?: number }, wanted: string[]): Promise<unknown> {
  const bodies: unknown[] = []
  const api: Pick<DiscordApi, 'call'> = {
    call: async (_verb, _path, options) => {
      bodies.push(options?.body)
      return { id: '7' }
    },
  }
  await postInForum(call, { id: '1', type: 15, ...forum } as Parameters<typeof postInForum>[1], wanted, api)
  return (bodies[0] as { applied_tags?: unknown } | undefined)?.applied_tags
}

test('tags are known by their names, however they are written', async () => {
  expect(await applied({ available_tags: tags }, ['image gen', 'AGENT', 'Poetry'])).toEqual(['0', '2'])
})

test('a post has five tags at most', async () => {
  expect(
    await applied(
      { available_tags: tags },
      tags.map(({ name }) => name),
    ),
  ).toHaveLength(5)
})

test('a forum without fitting tags gets a post without tags', async () => {
  expect(await applied({ available_tags: tags }, ['Poetry'])).toBeUndefined()
  expect(await applied({}, ['Agent'])).toBeUndefined()
})

test('a forum that wants a tag on every post gets its first one when none fits', async () => {
  expect(await applied({ available_tags: tags, flags: 1 << 4 }, ['Poetry'])).toEqual(['0'])
})

test('tags of moderators are not used', async () => {
  expect(await applied({ available_tags: [{ id: '9', name: 'Agent', moderated: true }] }, ['Agent'])).toBeUndefined()
})
