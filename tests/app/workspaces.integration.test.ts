import { expect, test } from 'vitest'
import { subcommands } from '../../src/commands/subcommands/index.ts'
import { reviewVerbs } from '../../src/domain/review-action.ts'
import { patience } from '../contracts/adapter-fixture.ts'
import { type OwnerName, ownerNames, owners } from './owners.ts'
import { type Control, type People, peopleOf, strangersOnDiscord } from './people.ts'
import { feedToken, openBot, today, yesterday } from './workspaces-fixture.ts'

/** Input of an owner's people: their own words, and those of others. */
function typedBy({ owner }: People): string[] {
  const others = ownerNames.filter((name) => name !== owner)
  return [
    '',
    'common',
    'tag:commontag',
    today,
    yesterday,
    `${owner}words`,
    `tag:${owner}tag`,
    'subscribe publication:extra at:07:00',
    ...subcommands.map(({ name }) => name),
    ...others.flatMap((name) => [
      `${name}words`,
      `tag:${name}tag`,
      `publication:${name}pub`,
      `common publication:${name}pub`,
      `${today} publication:${name}pub`,
      `2026-01-01 publication:${name}pub`,
      `next publication:${name}pub`,
      `export publication:${name}pub`,
      `subscribe publication:${name}pub at:07:00`,
      `settings at:07:00 publication:${name}pub`,
      `pause tomorrow ${name}pub${name}dest`,
    ]),
  ]
}

/** The controls that stand in what was sent, each with the values that its menu offers. */
function controlsIn(value: unknown): Control[] {
  if (typeof value !== 'object' || value === null) return []
  const { action_id: onSlack, custom_id: onDiscord, options } = value as Record<string, unknown>
  const id = onSlack ?? onDiscord
  const values = Array.isArray(options) ? options.map((option) => String(option.value)) : []
  const own = typeof id === 'string' && id.startsWith('mp:') ? [{ id, values }] : []
  return [...own, ...Object.values(value).flatMap(controlsIn)]
}

/** Controls of an owner that may be in no message now. */
function forged(name: OwnerName): Control[] {
  const digest = `${name}pub/${today}`
  const { workspace, channel } = owners[name]
  const destinations = [`${name}pubdest`, `chat-${workspace.split(':')[0]}-${channel.toLowerCase()}`]
  const about = ['subscribe', 'save', 'pause', 'resume', 'unsubscribe'] as const
  return [
    ...['discuss', 'report', 'open'].map((action) => ({
      id: `mp:${action}:${digest}:${action === 'open' ? 'section-01' : '01'}`,
      values: [],
    })),
    { id: `mp:discuss:${digest}:01`, values: ['1'] },
    { id: `mp:read:${digest}`, values: ['section-01', 'overview'] },
    { id: 'mp:day', values: [digest] },
    ...about.flatMap((action) => destinations.map((each) => ({ id: `mp:${action}:${each}`, values: [] }))),
    ...reviewVerbs.map((verb) => ({ id: `mp:review:${verb}:${digest}:0123456789ab`, values: [] })),
  ]
}

test('nothing that goes over the network shows a workspace or a private channel to others', async () => {
  const bot = await openBot()
  const all = [...ownerNames.map((name) => peopleOf(name, bot)), strangersOnDiscord(bot)]
  const answered = () => expect.poll(() => bot.audiences().unanswered, patience).toEqual(0)

  // What they can ask for.
  const ask = async (people: People) => {
    for (const text of typedBy(people)) await people.type(text)
    for (const text of ownerNames.flatMap((name) => ['', name, `tag:${name}`, 'publication:']))
      await people.suggest(text)
    await people.openHomes()
  }
  await Promise.all(all.map(ask))
  await answered()

  // The controls of others, as they were shown to them or made up.
  const controls = new Map(
    ownerNames.map((name) => {
      const seen = controlsIn(bot.postedIn(name))
      return [name, [...new Map([...seen, ...forged(name)].map((each) => [`${each.id}${each.values}`, each])).values()]]
    }),
  )
  const useAll = async (people: People) => {
    for (const [name, made] of controls) {
      if (people.owner === name) continue
      for (const control of made) await people.use(control)
      for (const action of ['report', 'discuss', 'save']) await people.submit(`mp:${action}:${name}pub/${today}:01`)
    }
  }
  await Promise.all(all.map(useAll))
  await answered()

  // People who may see every destination of their workspace.
  const managing = ['tansy', 'sorrel', 'mallow'] as const
  await bot.nameManagers(managing)
  const manage = async (people: People) => {
    for (const { name } of subcommands) await people.type(name)
  }
  await Promise.all(all.filter(({ owner }) => managing.some((name) => name === owner)).map(manage))
  await answered()

  // What anyone can open without the operator's password.
  const pages = ['', 'deliveries', 'preview', `preview/tansypub/${today}`, 'review', 'tomorrow', 'slack/install']
  const data = ['healthz', 'readyz', 'metrics', `api/digests/tansypub/${today}`, `tansypub/feed.xml`]
  for (const path of [...pages, ...data]) await fetch(`${bot.url}/${path}`)
  for (const path of ['', ...ownerNames.map((name) => `/${name}pub`)])
    for (const format of ['xml', 'json']) await fetch(`${bot.url}${path}/feed.${format}?token=${feedToken}`)
  await bot.stop()

  expect(bot.leaks()).toEqual([])
  for (const name of ownerNames) expect(bot.answersTo(name).join()).toContain(`${name}secretwords`)
  // The log has names and titles, and no words of digests.
  expect(JSON.stringify(bot.log.lines)).not.toMatch(/secret(?:words|bullet|point|paper)/)
  expect([...bot.slack.protocolErrors, ...bot.discord.protocolErrors]).toEqual([])
})
