import { expect, test } from 'vitest'
import { scaleOut } from '../bench/scale/fan-out.ts'

test('two machines post a digest in all channels of six workspaces, once in each', { timeout: 1_200_000 }, async () => {
  const { lost, doubled, messages } = await scaleOut({ processes: 2, workspaces: 6, channels: 5 })
  expect({ lost, doubled, messages }).toEqual({ lost: 0, doubled: 0, messages: 90 })
})
