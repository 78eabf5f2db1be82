import type { PlatformName } from '../../domain/destination.ts'
import { discord } from '../../platforms/discord/definition.ts'
import { slack } from '../../platforms/slack/definition.ts'
import { discordSteps } from './discord/steps.ts'
import type { PlatformSteps } from './platform-steps.ts'
import { slackSteps } from './slack/steps.ts'

/** The steps by platform. The manifest of the Slack app is read once. */
export const stepsOf: ReadonlyMap<PlatformName, PlatformSteps> = new Map([
  [slack.name, slackSteps()],
  [discord.name, discordSteps()],
])
