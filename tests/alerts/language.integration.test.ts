import { expect, test } from 'vitest'
import { AlertsFixture } from './alerts-fixture.ts'

test('alerts speak the language of the configuration, and a change of it repeats none', async () => {
  const desk = await AlertsFixture.open()
  await desk.pause('research')
  await desk.look()
  desk.settings = { ...desk.settings, language: 'zh' }
  await desk.look(61)
  await desk.pause('papers')
  await desk.look(61)
  expect(desk.told).toEqual([
    expect.stringContaining('research is paused'),
    expect.stringMatching(/papers 已暂停\nThe bot is not in the channel: invite it\.\n每小时会重试一次。/),
  ])
  await desk.close()
})
