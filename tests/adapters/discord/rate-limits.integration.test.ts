import { expect, test } from 'vitest'
import { partKey } from '../../builders.ts'
import { count } from '../../contracts/adapter-fixture.ts'
import { aDigest, aPosting } from '../../contracts/digest.ts'
import { postNow } from '../../post-now.ts'
import { openDiscordStand } from './discord-fixture.ts'

test('a long digest goes out without Discord ever asking us to slow down', async () => {
  const stand = await openDiscordStand({}, 'real')
  try {
    const requests = count(stand, 'posts')
    const [part] = stand.platform.renderer.render(aDigest, 'sections')
    if (!part) throw new Error('nothing was rendered')
    const keys = ['overview', 'section-01', 'section-02', 'section-03', 'notes', 'observation'].map(partKey)
    // All at once: it is the adapter that spreads them out.
    await Promise.all(keys.map((key) => postNow(stand.platform.client, aPosting(stand.channel, { ...part, key }))))
    expect(stand.seen()).toHaveLength(keys.length)
    expect(requests()).toBe(keys.length)
  } finally {
    await stand.close()
  }
})
