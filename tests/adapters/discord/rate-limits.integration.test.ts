import { expect, test } from 'vitest'
import { partKey } from '../../builders.ts'
import { count } from '../../contracts/adapter-fixture.ts'
import { aDigest, aPosting } from '../../contracts/digest.ts'
import { postNow } from '../../post-now.ts'
import { openDiscordFixture } from './discord-fixture.ts'

test('a long digest goes out without Discord ever asking us to slow down', async () => {
  const fixture = await openDiscordFixture({}, 'real')
  try {
    const requests = count(fixture, 'posts')
    const [part] = await fixture.platform.renderer.render(aDigest, 'sections')
    if (!part) throw new Error('nothing was rendered')
    const keys = ['overview', 'section-01', 'section-02', 'section-03', 'notes', 'observation'].map(partKey)
    // All at once; the adapter spreads them out.
    await Promise.all(keys.map((key) => postNow(fixture.platform.client, aPosting(fixture.channel, { ...part, key }))))
    expect(fixture.seen()).toHaveLength(keys.length)
    expect(requests()).toBe(keys.length)
  } finally {
    await fixture.close()
  }
})
