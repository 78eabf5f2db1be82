import { sentence } from '../../domain/build.ts'
import { weekdays } from '../../domain/day.ts'
import { type Destination, destinationSchema } from '../../domain/destination.ts'
import { normalizeTag } from '../../domain/digest.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { messagesFor } from '../../i18n/messages.ts'
import { platformNamed } from '../../platforms/registry.ts'
import type { ChatContext } from '../context.ts'
import { publicationHere, timeZoneOf } from '../here.ts'
import { type CommandOptions, tagNames } from '../parse-command.ts'
import { topicsLike } from '../subcommands/topics.ts'
import { subscriptionForm } from './form.ts'
import { type AvailableOptions, applyOptions, type SubscriptionOptions } from './options.ts'
import { canManage, configuredHere, subscriptionHere, subscriptionsHere } from './permissions.ts'

/** How many similar topics are offered for an unknown one. */
const topicsOffered = 2

/** Creates or changes the channel's subscription: by the given options, else by a dialog. */
export async function subscribe(
  details: CommandOptions,
  name: string,
  requester: Requester,
  context: ChatContext,
): Promise<Reply> {
  const phrases = messagesFor(requester.language).subscriptions
  const refusal = refuse(name, requester, context)
  if (refusal !== undefined) return sentence(refusal)
  if (Object.keys(details).length > 0) return saveSubscription(details, name, requester, context)
  const existing = meant(details, name, requester, context)?.destination
  const configured = configuredHere(requester, context)
  const isFree = (publication: string) => configured.every((each) => each.publication !== publication)
  const usual = usualWishes(requester, context)
  const publication = [usual.publication, ...context.repository.publications()].find(isFree)
  if (!existing && publication === undefined) return sentence(phrases.fromFile(configured[0]?.name ?? ''))
  const wishes = existing ?? { ...usual, ...(publication && { publication }) }
  return {
    type: 'form',
    form: subscriptionForm(existing?.name ?? '', wishes, possibleHere(requester, context), requester, context),
  }
}

/** Saves the options; the first digest of a new subscription is posted at once. */
export async function saveSubscription(
  details: CommandOptions,
  name: string,
  requester: Requester,
  context: ChatContext,
): Promise<Reply> {
  const phrases = messagesFor(requester.language).subscriptions
  const refusal = refuse(name, requester, context)
  if (refusal !== undefined) return sentence(refusal)
  const existing = meant(details, name, requester, context)
  const before = existing?.destination ?? usualWishes(requester, context)
  const wished = applyOptions(
    details,
    before,
    possibleHere(requester, context),
    messagesFor(requester.language).subscriptionForm,
  )
  if ('refusal' in wished) return sentence(wished.refusal)
  const { options } = wished
  // A channel gets each publication once.
  const comes = (each: Destination) => each.publication === options.publication
  const rival = configuredHere(requester, context).find(comes)
  if (rival) return sentence(phrases.fromFile(rival.name))
  const others = subscriptionsHere(requester, context).filter((each) => each !== existing)
  if (others.some(({ destination }) => comes(destination))) return sentence(phrases.comesAlready(options.publication))
  const destination = existing ? { ...existing.destination, ...options } : newDestination(options, requester, context)
  const { notified: _, ...kept } = existing ?? { madeBy: requester.user }
  await context.subscriptions.save({ ...kept, destination })
  await context.ledger.resume(destination.name)
  context.log.info(
    { destination: destination.name, platform: requester.platform, user: requester.user },
    'subscription saved',
  )
  // A channel that was subscribed before had its first digest then.
  const isFirst = !existing && (await context.ledger.deliveriesTo(destination.name, 1)).length === 0
  context.wake()
  const when = phrases.when(destination.at, destination.timezone)
  return sentence(isFirst ? phrases.subscribed(when) : phrases.changed(when))
}

function refuse(name: string, requester: Requester, context: ChatContext): string | undefined {
  const phrases = messagesFor(requester.language).subscriptions
  if (requester.isDirect) return phrases.noChannel
  if (!canManage(requester, context)) return phrases.notAllowed
  if (name === '' || subscriptionHere(name, requester, context)) return undefined
  return configuredHere(requester, context).some((each) => each.name === name)
    ? phrases.fromFile(name)
    : phrases.nothingHere
}

/** The subscription to change: by name, else by publication, else the channel's first. */
function meant(
  details: CommandOptions,
  name: string,
  requester: Requester,
  context: ChatContext,
): Subscription | undefined {
  if (name !== '') return subscriptionHere(name, requester, context)
  const here = subscriptionsHere(requester, context)
  const { publication } = details
  return publication === undefined ? here[0] : here.find(({ destination }) => destination.publication === publication)
}

function usualWishes(requester: Requester, context: ChatContext): SubscriptionOptions {
  return {
    publication: publicationHere(requester, context),
    at: '08:30',
    timezone: timeZoneOf(requester, context),
    days: weekdays,
    layout: possibleHere(requester, context).layouts[0] ?? 'sections',
    discussion: 'on-click',
    tags: [],
  }
}

function possibleHere(requester: Requester, context: ChatContext): AvailableOptions {
  const known = () => [...context.vocabulary.tags.flatMap(({ names }) => names), ...context.index.tags([]).map(tagOf)]
  return {
    publications: context.repository.publications(),
    layouts: platformNamed(requester.platform).layouts,
    topic: (word) => {
      const name = known().find((each) => normalizeTag(each) === normalizeTag(word))
      return name === undefined ? undefined : tagNames(name, context.vocabulary)
    },
    topicsLike: (word) => topicsLike(word, context, topicsOffered),
  }
}

function tagOf({ tag }: { readonly tag: string }): string {
  return tag
}

function newDestination(options: SubscriptionOptions, requester: Requester, context: ChatContext): Destination {
  const { platform, channel } = requester
  const taken = new Set(context.destinations().map(({ name }) => name))
  const base = `chat-${platform}-${channel.toLowerCase()}`
  let name = base
  for (let count = 2; taken.has(name); count += 1) name = `${base}-${count}`
  return destinationSchema.parse({ name, platform, channel, ...options })
}
