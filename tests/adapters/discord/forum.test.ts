import { expect, test } from 'vitest'
import { withForumTags } from '../../../src/adapters/discord/forum.ts'

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
