import { uptime } from 'node:os'
import type { AlertsContext } from '../alerts/alerts.ts'
import { Confirmations } from '../commands/confirmations.ts'
import type { ChatContext } from '../commands/context.ts'
import { PostLimit } from '../commands/post-limit.ts'
import { showMost, showsText } from '../delivery/content-hash.ts'
import type { CorrectionsContext } from '../delivery/correct/corrections.ts'
import { dayMs, minuteMs } from '../domain/duration.ts'
import { systemClock } from '../lib/clock.ts'
import type { SchedulerContext } from '../scheduler/scheduler.ts'
import { sourceNames } from '../sources/settings.ts'
import { suggestCandidate } from './candidate-editor.ts'
import type { LaneShare } from './lanes.ts'
import type { Connections } from './platform-connections.ts'
import { PlatformWorkspaces } from './platform-workspaces.ts'
import type { Services } from './services.ts'
import type { UndoRequestsContext } from './undo-requests.ts'

/** The dependencies of all parts of the bot. */
export type BotContext = ChatContext & AlertsContext & SchedulerContext & CorrectionsContext & UndoRequestsContext

/** Dependencies of the bot that commands do not have. */
interface BotActions
  extends Required<
    Pick<BotContext, 'platforms' | 'delayReason' | 'deliver' | 'correct' | 'removals' | 'wake' | 'signal'>
  > {
  /** Set after the context was created. */
  connections(): Connections
}

/** How many messages a person may suggest links of in a day. */
const suggestionsMax = 20

export function createBotContext(
  { stores, repository, config, destinations, log, simulator, installing, tokenProblem, git }: Services,
  { context: share }: LaneShare,
  { connections, platforms, delayReason, deliver, correct, removals, wake, signal }: BotActions,
): BotContext {
  const workspaces = new PlatformWorkspaces(platforms, log, () => systemClock.now())
  return {
    ...share,
    operatorLedger: share.ledger,
    workspaces,
    grantOf: (destination) => {
      const workspace = workspaces.workspaceOf(destination)
      const installed = workspace && installing?.installed.grantOf(workspace)
      return installed ?? connections().all.get(destination.platform)?.grant
    },
    // A subscription that posts nothing, because of another one, has a name as well.
    everyDestination: () => [...destinations(), ...stores.subscriptions.all().map(({ destination }) => destination)],
    inspector: stores.inspector,
    subscriptions: stores.subscriptions,
    alerts: stores.alerts,
    sourceStates: stores.sourceStates,
    hasSource: (publication, source) => (config.value.sources[publication] ?? []).flatMap(sourceNames).includes(source),
    suggestLimit: new PostLimit(suggestionsMax, dayMs),
    suggestCandidate: (suggestion) => suggestCandidate(suggestion, { stores, config }),
    reviews: stores.reviews,
    index: stores.index,
    savedQueries: stores.savedQueries,
    repository,
    destinations,
    platforms,
    platformOf: (place) => connections().platformOf(place),
    installLinkFor: async (workspace) => installing?.installLinkFor(workspace),
    vocabulary: config.vocabulary,
    managers: (platform) => config.value.managers[platform],
    visibility: (publication) => config.value.visibility[publication] ?? 'everyone',
    alertChannels: () => [config.value.alerts.to, config.value.alerts.backup].filter((each) => each !== undefined),
    reports: () => simulator?.reports ?? config.value.reports,
    settings: () => config.value.alerts,
    isUp: (platform) => connections().isUp(platform),
    outages: () => connections().lastingOutages(config.value.alerts.lateMinutes * minuteMs),
    tokenProblem,
    pullFailure: () => git.failure(),
    removals,
    delayReason,
    deliver,
    correct,
    showMost,
    showsText,
    confirmations: new Confirmations(),
    postLimit: new PostLimit(),
    wake,
    uptime: () => uptime() * 1000,
    clock: systemClock,
    log,
    signal,
  }
}
