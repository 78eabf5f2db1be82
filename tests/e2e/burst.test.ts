import { expect, test } from 'vitest'
import { addDays, type Day } from '../../src/domain/day.ts'
import { shortDate } from '../../src/i18n/dates.ts'
import { openBotFixture, places } from './bot-fixture.ts'

const burst = 50

/** All are asked at once, so each has something of its own that the heading of its answer repeats. */
const questions = Array.from({ length: burst }, (_, at) => {
  const day = addDays('2025-12-01' as Day, at)
  const own = `nobody${at}`
  const kinds = [
    { text: `agent since:${day}`, heading: `since ${shortDate(day, 'en')}` },
    { text: `"model collapse" ${own} tag:training`, heading: own },
    { text: `${own}'; DROP TABLE pieces; --`, heading: own },
    { text: `${own} 智能体 🚀`, heading: own },
    { text: `${own} AND NEAR(agent, 3) OR *`, heading: own },
  ]
  return kinds[at % kinds.length] ?? { text: own, heading: own }
})

test(`${burst} readers at once on each platform are all heard, and all answered`, async (context) => {
  const fixture = await openBotFixture(context)
  await fixture.publishOwnVersionOfSamples()
  const bot = fixture.start()
  await bot.url()
  const sides = [slackSide(fixture.slack), discordSide(fixture.discord)]

  // The archive is filled while readers are answered already.
  for (const { ask, whispered } of sides) {
    await expect
      .poll(async () => {
        await ask('agent', 0)
        return whispered().join('\n')
      })
      .toContain('Read section')
  }

  // Each of them rejects when the bot does not answer in time.
  await Promise.all(sides.flatMap(({ ask }) => questions.map(({ text }, at) => ask(text, at))))

  for (const { whispered, complaints } of sides) {
    const answersTo = (heading: string) => whispered().filter((words) => new RegExp(`\\b${heading}\\b`).test(words))
    const unanswered = () => questions.filter(({ heading }) => answersTo(heading).length !== 1)
    const failures = () => bot.lines.filter(({ msg }) => /answer/.test(msg))
    await expect
      .poll(() => ({ unanswered: unanswered(), failures: failures() }))
      .toEqual({ unanswered: [], failures: [] })
    expect(complaints()).toEqual([])
  }
})

type Fixture = Awaited<ReturnType<typeof openBotFixture>>

interface Side {
  ask(text: string, reader: number): Promise<void>
  /** Private replies, oldest first. */
  whispered(): string[]
  complaints(): readonly string[]
}

function slackSide(slack: Fixture['slack']): Side {
  const users = ['U0ROBIN0001', 'U0AMARA0001', 'U0KENJI0001']
  return {
    ask: (text, reader) => {
      const user = users[reader % users.length] ?? ''
      return slack.command({ user, channel: places.slack, command: '/digest', text })
    },
    whispered: () => slack.state.messages(places.slack).filter(isPrivate).map(words),
    complaints: () => slack.protocolErrors,
  }
}

function discordSide(discord: Fixture['discord']): Side {
  const users = ['1100000000000000030', '1100000000000000031', '1100000000000000032']
  return {
    ask: (value, reader) => {
      const user = users[reader % users.length] ?? ''
      const options = [{ type: 3, name: 'about', value }]
      return discord.command({ user, channelId: places.discord, name: 'digest', options })
    },
    whispered: () => discord.state.messages(places.discord).filter(isPrivate).map(words),
    complaints: () => discord.protocolErrors,
  }
}

const isPrivate = ({ ephemeralFor }: { readonly ephemeralFor?: string }) => ephemeralFor !== undefined
const words = (message: object) => JSON.stringify(message)
