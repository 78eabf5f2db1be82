import { sentence } from '../../domain/build.ts'
import { weekdays } from '../../domain/day.ts'
import { type Destination, layouts } from '../../domain/destination.ts'
import { plainTag } from '../../domain/digest.ts'
import type { Asker, Reply } from '../../domain/interaction.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { formPhrasesFor } from '../../i18n/subscription-form-phrases.ts'
import { managePhrasesFor } from '../../i18n/subscription-phrases.ts'
import type { Desk } from '../context.ts'
import { publicationHere, timezoneOf } from '../here.ts'
import { type Details, namesOf } from '../parse-command.ts'
import { topicsLike } from '../subcommands/topics.ts'
import { wishesForm } from './form.ts'
import { type Possible, takeWishes, type Wishes } from './options.ts'
import { configuredHere, mayManage, subscriptionHere, subscriptionsHere } from './permissions.ts'

/** How many topics a refusal offers in place of one that nobody knows. */
const topicsOffered = 2

/** Makes a subscription, or changes the one that is here: by the details given, else by a dialog. */
export async function subscribe(details: Details, name: string, asker: Asker, desk: Desk): Promise<Reply> {
  const phrases = managePhrasesFor(asker.language)
  const refusal = refuse(name, asker, desk)
  if (refusal !== undefined) return sentence(refusal)
  if (Object.keys(details).length > 0) return saveWishes(details, name, asker, desk)
  const existing = meant(details, name, asker, desk)?.destination
  const configured = configuredHere(asker, desk)
  const isFree = (publication: string) => configured.every((each) => each.publication !== publication)
  const usual = usualWishes(asker, desk)
  const publication = [usual.publication, ...desk.library.publications()].find(isFree)
  if (!existing && publication === undefined) return sentence(phrases.fromFile(configured[0]?.name ?? ''))
  const wishes = existing ?? { ...usual, ...(publication && { publication }) }
  return { type: 'form', form: wishesForm(existing?.name ?? '', wishes, possibleHere(asker, desk), asker, desk) }
}

/** Takes over what was wished for; the first digest of a new subscription comes at once. */
export async function saveWishes(details: Details, name: string, asker: Asker, desk: Desk): Promise<Reply> {
  const phrases = managePhrasesFor(asker.language)
  const refusal = refuse(name, asker, desk)
  if (refusal !== undefined) return sentence(refusal)
  const existing = meant(details, name, asker, desk)
  const before = existing?.destination ?? usualWishes(asker, desk)
  const wished = takeWishes(details, before, possibleHere(asker, desk), formPhrasesFor(asker.language))
  if ('refusal' in wished) return sentence(wished.refusal)
  const { wishes } = wished
  // One channel gets one digest once, whoever asked for it.
  const comes = (each: Destination) => each.publication === wishes.publication
  const rival = configuredHere(asker, desk).find(comes)
  if (rival) return sentence(phrases.fromFile(rival.name))
  const others = subscriptionsHere(asker, desk).filter((each) => each !== existing)
  if (others.some(({ destination }) => comes(destination))) return sentence(phrases.comesAlready(wishes.publication))
  const destination = existing ? { ...existing.destination, ...wishes } : newDestination(wishes, asker, desk)
  const { told: _, ...kept } = existing ?? { madeBy: asker.user }
  await desk.subscriptions.save({ ...kept, destination })
  await desk.ledger.resume(destination.name)
  desk.log.info({ destination: destination.name, platform: asker.platform, user: asker.user }, 'subscription saved')
  // Who subscribed before had their first digest then.
  const isFirst = !existing && (await desk.ledger.deliveriesTo(destination.name, 1)).length === 0
  desk.wake()
  const when = phrases.when(destination.at, destination.timezone)
  return sentence(isFirst ? phrases.subscribed(when) : phrases.changed(when))
}

function refuse(name: string, asker: Asker, desk: Desk): string | undefined {
  const phrases = managePhrasesFor(asker.language)
  if (asker.isDirect) return phrases.noChannel
  if (!mayManage(asker, desk)) return phrases.notAllowed
  if (name === '' || subscriptionHere(name, asker, desk)) return undefined
  return configuredHere(asker, desk).some((each) => each.name === name) ? phrases.fromFile(name) : phrases.nothingHere
}

/** The subscription that is changed: the one named, else the one of that publication, else the one that is here. */
function meant(details: Details, name: string, asker: Asker, desk: Desk): Subscription | undefined {
  if (name !== '') return subscriptionHere(name, asker, desk)
  const here = subscriptionsHere(asker, desk)
  const { publication } = details
  return publication === undefined ? here[0] : here.find(({ destination }) => destination.publication === publication)
}

function usualWishes(asker: Asker, desk: Desk): Wishes {
  return {
    publication: publicationHere(asker, desk),
    at: '08:30',
    timezone: timezoneOf(asker, desk),
    days: weekdays,
    layout: possibleHere(asker, desk).layouts[0] ?? 'sections',
    discussion: 'on-click',
    tags: [],
  }
}

function possibleHere(asker: Asker, desk: Desk): Possible {
  const known = () => [...desk.vocabulary.tags.flatMap(({ names }) => names), ...desk.archive.tags([]).map(tagOf)]
  return {
    publications: desk.library.publications(),
    layouts: desk.platforms.get(asker.platform)?.can.layouts ?? layouts,
    topic: (word) => {
      const name = known().find((each) => plainTag(each) === plainTag(word))
      return name === undefined ? undefined : namesOf(name, desk.vocabulary)
    },
    topicsLike: (word) => topicsLike(word, desk, topicsOffered),
  }
}

function tagOf({ tag }: { readonly tag: string }): string {
  return tag
}

function newDestination(wishes: Wishes, asker: Asker, desk: Desk): Destination {
  const { platform, channel } = asker
  const taken = new Set(desk.destinations().map(({ name }) => name))
  const base = `chat-${platform}-${channel.toLowerCase()}`
  let name = base
  for (let count = 2; taken.has(name); count += 1) name = `${base}-${count}`
  return { name, platform, channel, ...wishes, until: '24:00', skip: new Set(), edition: 'today', catchUp: 1, mute: [] }
}
