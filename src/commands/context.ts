import type { Clock } from '../domain/clock.ts'
import type { Destination, PlatformName, Visibility } from '../domain/destination.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import type { ForwardedRequest, Reply, Requester } from '../domain/interaction.ts'
import type { LanePlace } from '../domain/lane.ts'
import type {
  DeliveryQueries,
  DeliveryStore,
  DestinationStore,
  EditStore,
  PartStore,
  RuntimeStore,
  UncertainParts,
} from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import type { Platform } from '../domain/platform.ts'
import type { ReviewQueries } from '../domain/review.ts'
import type { SavedQueries, SearchIndex } from '../domain/search.ts'
import type { OwnedStores } from '../domain/shared-store.ts'
import type { Subscriptions } from '../domain/subscription.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import type { WorkspaceDirectory, WorkspaceId } from '../domain/workspace-id.ts'
import type { Confirmations } from './confirmations.ts'
import type { PostLimit } from './post-limit.ts'

/** Work that runs once the person has confirmed it. */
export type ConfirmedWork = (requester: Requester, context: ChatContext) => Reply | Promise<Reply>

/** A link that a reader suggests. */
export interface LinkSuggestion {
  readonly publication: string
  readonly address: string
  /** A `WorkspaceId`, or the platform where that is not known, a slash and the id of the user. */
  readonly suggestedBy: string
  /** The title if the page cannot be read. */
  readonly titleInstead: string
}

/** The result of a suggestion. */
export interface SuggestedLink {
  readonly title: string
  /** Whether it was no candidate before. */
  readonly isNew: boolean
  /** Whether the page could be read. */
  readonly isRead: boolean
}

/** The data that answers are built from, restricted to what the requester may see. */
export interface ReadContext {
  readonly repository: Pick<DigestRepository, 'publications' | 'days' | 'get'>
  readonly ledger: DeliveryQueries &
    DeliveryStore &
    DestinationStore &
    PartStore &
    UncertainParts &
    Pick<EditStore, 'forgetPart'> &
    Pick<RuntimeStore, 'gap'>
  readonly index: SearchIndex
  readonly savedQueries: SavedQueries
  readonly vocabulary: Vocabulary
  /** From the configuration file and from chat. */
  readonly destinations: () => readonly Destination[]
  readonly clock: Clock
}

/** The dependencies of posts for a reader. */
export interface PostContext {
  readonly platforms: ReadonlyMap<PlatformName, Platform>
  /** The platform with the token of a workspace; without it, there is one token for each platform. */
  readonly platformOf?: (place: Pick<Destination, 'platform' | 'workspace'>) => Platform | undefined
  /** The platform for what a reader has posted there: only the owner of its lane posts. */
  readonly platformFor?: (platform: Platform, destination: LanePlace) => Platform
  /** The reply of the machine that can do what failed here, if there is one. */
  readonly forward?: ((error: unknown, request: ForwardedRequest) => Promise<Reply | undefined>) | undefined
  readonly postLimit: PostLimit
  readonly log: Log
  readonly signal: AbortSignal
}

/** The dependencies of subscriptions and of the state of destinations. */
export interface SubscriptionContext {
  readonly subscriptions: Subscriptions
  /**
   * Who may manage destinations in chat, by id, or by workspace, slash and id outside the default workspace; undefined:
   * everyone who manages the channel.
   */
  readonly managers: (platform: PlatformName) => readonly string[] | undefined
  /** All destinations, also those that the requester cannot see, to find out whether a name or a channel is taken. */
  readonly everyDestination: () => readonly Destination[]
  readonly reviews: Pick<ReviewQueries, 'review'>
  /** The stores that only the owner of the lane of a place writes. */
  readonly storesFor?: (place?: LanePlace) => OwnedStores
  /** Asks the scheduler to check for due deliveries now. */
  readonly wake: () => void
}

/** The dependencies of access control. */
export interface AccessContext {
  readonly workspaces: WorkspaceDirectory
  /** Who may read a publication: everyone who can type the command, or only where it is posted. */
  readonly visibility: (publication: string) => Visibility
  /** Where a workspace installs the app again whose installation did not begin at a link of this bot. */
  readonly installLinkFor?: (workspace: WorkspaceId) => Promise<string | undefined>
}

/** The data for operators in their own channels. */
export interface OperatorContext {
  /** The ledger with all workspaces. */
  readonly operatorLedger: ReadContext['ledger']
  /** The channels that get alerts, with the controls for operators. */
  readonly alertChannels: () => readonly Pick<Destination, 'platform' | 'channel'>[]
  /** The channel for readers' reports; undefined: the log. */
  readonly reports: () => Pick<Destination, 'platform' | 'channel'> | undefined
}

/** Links that readers suggest. */
interface SuggestionContext {
  /** How often a person may suggest links. */
  readonly suggestLimit: PostLimit
  readonly suggestCandidate: (suggestion: LinkSuggestion) => Promise<SuggestedLink>
}

/** Questions that wait for a click. */
interface ConfirmationContext {
  readonly confirmations: Confirmations<ConfirmedWork>
}

/** The dependencies of all chat commands; each asks for what it uses. */
export interface ChatContext
  extends ReadContext,
    PostContext,
    SubscriptionContext,
    AccessContext,
    OperatorContext,
    SuggestionContext,
    ConfirmationContext {}
