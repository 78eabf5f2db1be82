import { weekdays } from '../../domain/day.ts'
import { type Destination, layouts } from '../../domain/destination.ts'
import type { Asker, Reply } from '../../domain/request.ts'
import type { Desk } from '../desk.ts'
import type { Details } from '../grammar.ts'
import { sentence } from '../prose.ts'
import { publicationHere, timezoneOf } from '../whereabouts.ts'
import { wishesForm } from './form.ts'
import { configuredHere, mayManage, subscriptionHere, subscriptionsHere } from './permission.ts'
import { managePhrasesFor } from './phrases.ts'
import { type Possible, takeWishes, type Wishes } from './wishes.ts'

/** Makes a subscription, or changes the one that is here: by the details given, else by a dialog. */
export async function subscribe(details: Details, name: string, asker: Asker, desk: Desk): Promise<Reply> {
  const phrases = managePhrasesFor(asker.language)
  if (asker.isDirect) return sentence(phrases.noChannel)
  if (!mayManage(asker, desk)) return sentence(phrases.notAllowed)
  const existing = name === '' ? subscriptionsHere(asker, desk)[0] : subscriptionHere(name, asker, desk)
  if (!existing && name !== '') return sentence(phrases.fromFile(name))
  const before = existing?.destination ?? usualWishes(asker, desk)
  if (Object.keys(details).length > 0) return saveWishes(details, existing?.destination.name ?? '', asker, desk)
  return {
    type: 'form',
    form: wishesForm(existing?.destination.name ?? '', before, possibleHere(asker, desk), asker, desk),
  }
}

/** Takes over what was wished for; the first digest of a new subscription comes at once. */
export async function saveWishes(details: Details, name: string, asker: Asker, desk: Desk): Promise<Reply> {
  const phrases = managePhrasesFor(asker.language)
  if (asker.isDirect) return sentence(phrases.noChannel)
  if (!mayManage(asker, desk)) return sentence(phrases.notAllowed)
  const existing = name === '' ? undefined : subscriptionHere(name, asker, desk)
  if (!existing && name !== '') return sentence(phrases.nothingHere)
  const wished = takeWishes(
    details,
    existing?.destination ?? usualWishes(asker, desk),
    possibleHere(asker, desk),
    phrases,
  )
  if ('refusal' in wished) return sentence(wished.refusal)
  const destination = existing
    ? { ...existing.destination, ...wished.wishes }
    : newDestination(wished.wishes, asker, desk)
  await desk.subscriptions.save({ ...(existing ?? { madeBy: asker.user }), destination })
  desk.log.info({ destination: destination.name, platform: asker.platform, by: asker.user }, 'subscription saved')
  desk.wake()
  const { at, timezone } = destination
  return sentence(existing ? phrases.changed(at, timezone) : phrases.subscribed(at, timezone))
}

function usualWishes(asker: Asker, desk: Desk): Wishes {
  return {
    publication: publicationHere(asker, desk),
    at: '08:30',
    timezone: timezoneOf(asker, desk),
    days: weekdays,
    layout: possibleHere(asker, desk).layouts[0] ?? 'sections',
    tags: [],
  }
}

function possibleHere(asker: Asker, desk: Desk): Possible {
  return {
    publications: desk.library.publications(),
    layouts: desk.platforms.get(asker.platform)?.can.layouts ?? layouts,
  }
}

function newDestination(wishes: Wishes, asker: Asker, desk: Desk): Destination {
  const taken = new Set([...desk.destinations(), ...configuredHere(asker, desk)].map(({ name }) => name))
  const base = `chat-${asker.platform}-${asker.channel.toLowerCase()}`
  let name = base
  for (let count = 2; taken.has(name); count += 1) name = `${base}-${count}`
  const { platform, channel } = asker
  return { name, platform, channel, ...wishes, until: '24:00', skip: new Set(), edition: 'today', catchUp: 1, mute: [] }
}
