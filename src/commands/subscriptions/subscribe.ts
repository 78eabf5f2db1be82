import { sentence } from '../../domain/build.ts'
import { daysBetween } from '../../domain/day.ts'
import { type Destination, destinationSchema } from '../../domain/destination.ts'
import { normalizeTag } from '../../domain/digest.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { dayAt } from '../../domain/time-zone.ts'
import { messagesFor } from '../../i18n/messages.ts'
import { platformNamed } from '../../platforms/registry.ts'
import { askForConfirmation, offerChoice } from '../ask-for-confirmation.ts'
import type { ChatContext, PostContext, ReadContext, SubscriptionContext } from '../context.ts'
import { type CommandOptions, tagNames } from '../parse-command.ts'
import { publicationHere, timeZoneOf } from '../requester-place.ts'
import { topicsLike } from '../subcommands/topics.ts'
import { subscriptionForm } from './form.ts'
import { type AvailableOptions, applyOptions, describeOptions } from './options.ts'
import { configuredHere, noChannelHere, permissionError, subscriptionsHere } from './permissions.ts'

/** How many similar topics are offered for an unknown one. */
const topicsOffered = 2

/** Creates or changes the channel's subscription: by the given options, else by a dialog. */
export async function subscribe(
  details: CommandOptions,
  name: string,
  requester: Requester,
  context: ChatContext,
): Promise<Reply> {
  if (Object.keys(details).length > 0) return saveSubscription(details, name, requester, context)
  const refusal = refuse(name, requester, context)
  if (refusal !== undefined) return sentence(refusal)
  const existing = meant(details, name, requester, context)?.destination
  const configured = configuredHere(requester, context)
  const isFree = (publication: string) => configured.every((each) => each.publication !== publication)
  const added = newDestination(requester, context)
  const publication = [added.publication, ...context.repository.publications()].find(isFree)
  if (!existing && publication === undefined)
    return sentence(messagesFor(requester.language).subscriptions.fromFile(configured[0]?.publication ?? ''))
  const wishes = existing ?? { ...added, ...(publication && { publication }) }
  const available = availableHere(requester, context)
  return { type: 'form', form: subscriptionForm(existing?.name ?? '', wishes, available, requester, context) }
}

/** Saves the options, after a question if they change a subscription by a command; the first digest of a new subscription is posted at once. */
export async function saveSubscription(
  details: CommandOptions,
  name: string,
  requester: Requester,
  context: ChatContext,
  isConfirmed = false,
): Promise<Reply> {
  const { subscriptions: phrases, subscriptionForm: advice } = messagesFor(requester.language)
  const refused = refuse(name, requester, context)
  if (refused !== undefined) return sentence(refused)
  const existing = meant(details, name, requester, context)
  const before = existing?.destination ?? newDestination(requester, context)
  const wished = applyOptions(details, before, availableHere(requester, context), advice)
  if ('refusal' in wished) {
    const { refusal, field, zones = [] } = wished
    const retry = (timezone: string) => (who: Requester, later: ChatContext) =>
      saveSubscription({ ...details, timezone }, name, who, later, isConfirmed)
    return offerChoice(
      refusal,
      field,
      zones.map((zone) => ({ label: zone, work: retry(zone) })),
      requester,
      context,
    )
  }
  const destination: Destination = { ...before, ...wished.options }
  // A channel gets each publication once.
  const comes = (each: Destination) => each.publication === destination.publication
  const rival = configuredHere(requester, context).find(comes)
  if (rival) return { ...sentence(phrases.fromFile(rival.publication)), field: 'publication' }
  const others = subscriptionsHere(requester, context).filter((each) => each !== existing)
  if (others.some((each) => comes(each.destination)))
    return { ...sentence(phrases.comesAlready(destination.publication)), field: 'publication' }
  if (comesFromElsewhere(destination, context))
    return { ...sentence(phrases.comesFromElsewhere(destination.publication)), field: 'publication' }
  if (existing && !isConfirmed) {
    const question = phrases.changeAsk(describeOptions(destination, phrases))
    return askForConfirmation(question, { label: phrases.save }, requester, context, (who, later) =>
      saveSubscription(details, destination.name, who, later, true),
    )
  }
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
  if (!isFirst) return sentence(phrases.changed(when))
  return sentence(isWelcomed(destination, context) ? phrases.subscribed(when) : phrases.subscribedLater(when))
}

/** Whether another workspace that shares the channel posts the publication there. The requester's own were looked at before. */
function comesFromElsewhere(
  { name, platform, channel, publication }: Destination,
  { everyDestination }: SubscriptionContext,
): boolean {
  return everyDestination().some(
    (each) =>
      each.platform === platform && each.channel === channel && each.publication === publication && each.name !== name,
  )
}

/** Whether the newest digest is recent enough to be posted at once. */
function isWelcomed({ publication, timezone, welcomeDays }: Destination, { repository, clock }: ReadContext): boolean {
  const newest = repository.days(publication).at(-1)
  return newest !== undefined && daysBetween(newest, dayAt(clock.now(), timezone)) <= welcomeDays
}

function refuse(
  name: string,
  requester: Requester,
  context: ReadContext & PostContext & SubscriptionContext,
): string | undefined {
  return requester.isDirect ? noChannelHere(requester) : permissionError(name, requester, context)
}

/** The subscription to change: by name, else by publication, else the channel's first. */
function meant(
  details: CommandOptions,
  name: string,
  requester: Requester,
  context: ReadContext & SubscriptionContext,
): Subscription | undefined {
  const here = subscriptionsHere(requester, context)
  const { publication } = details
  if (name === '' && publication === undefined) return here[0]
  return here.find(({ destination }) =>
    name === '' ? destination.publication === publication : destination.name === name,
  )
}

function availableHere(requester: Requester, context: ReadContext): AvailableOptions {
  const known = () => [
    ...context.vocabulary.tags.flatMap(({ names }) => names),
    ...context.index.tags([]).map(({ tag }) => tag),
  ]
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

/** The defaults of a channel. */
function newDestination(requester: Requester, context: ReadContext & PostContext & SubscriptionContext): Destination {
  const { platform, workspace, channel } = requester
  const base = `chat-${platform}-${channel.toLowerCase()}`
  let name = base
  const taken = new Set(context.everyDestination().map((each) => each.name))
  for (let count = 2; taken.has(name); count += 1) name = `${base}-${count}`
  const [layout] = platformNamed(platform).layouts
  const [publication, timezone] = [publicationHere(requester, context), timeZoneOf(requester, context)]
  // The default workspace is not stored, so that its destinations follow a new token.
  const isDefault = workspace === context.platforms.get(platform)?.workspace
  const own = workspace && !isDefault ? { workspace } : {}
  return destinationSchema.parse({ name, platform, ...own, channel, publication, timezone, layout })
}
