import type { Part } from '../../src/domain/part.ts'
import { type BotFixture, noon, places } from './bot-fixture.ts'
import { keysOnDiscord, keysOnSlack } from './shown.ts'

/** A time zone in which it is noon, and the days there. */
export const { timezone, today, yesterday } = noon()

/** A destination on each platform, whose hour is past. */
const onTime = { timezone, at: '06:00' }
export const slack = { name: 'team-slack', platform: 'slack', channel: places.slack, layout: 'sections', ...onTime }
export const discord = { name: 'team-discord', platform: 'discord', channel: places.discord, ...onTime }

export const onSlack = (fixture: BotFixture, channel: string = places.slack) => fixture.slack.state.messages(channel)
export const onDiscord = (fixture: BotFixture, channel: string = places.discord) =>
  fixture.discord.state.messages(channel)
export const forumPosts = (fixture: BotFixture) =>
  fixture.discord.state.threads().filter(({ parentId }) => parentId === places.forum)

/** The keys of the parts that the channel of the destination shows, as `keysOnSlack` and `keysOnDiscord` give them. */
export const keysOn = (platform: 'slack' | 'discord', fixture: BotFixture, parts: readonly Part[]) =>
  platform === 'slack' ? keysOnSlack(onSlack(fixture), parts) : keysOnDiscord(onDiscord(fixture), parts)

/** The calls that post. */
export const posts = { slack: /^chat\.postMessage$/, discord: /^POST \/channels\/\d+\/messages$/ }

/** True for the call that comes as this one of its kind. */
export function nth(which: number, kind: RegExp): (call: string) => boolean {
  let seen = 0
  return (call) => {
    if (kind.test(call)) seen += 1
    return kind.test(call) && seen === which
  }
}

/** Some restarts on a busy machine, with a second between any two messages in a channel; in milliseconds. */
export const patienceMs = 240_000
