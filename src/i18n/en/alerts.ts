import type { Inline } from '../../domain/digest.ts'

/** Alerts for operators. A `reason` is a sentence of its own. */
const alerts = {
  /** The title of one card for several alerts of a kind. */
  many: {
    ledger: (count: number) => `The ledger cannot be used, for ${count} reasons`,
    memory: (count: number) => `The ledger does not know ${count} posts`,
    platform: (count: number) => `${count} platforms cannot be posted to`,
    removed: (count: number) => `${count} workspaces removed Morning Post`,
    pull: (count: number) => `${count} repositories cannot be pulled`,
    uncertain: (count: number) => `${count} messages may or may not have arrived`,
    paused: (count: number) => `${count} destinations are paused`,
    failed: (count: number) => `${count} posts were refused`,
    refused: (count: number) => `${count} parts were refused`,
    late: (count: number) => `${count} posts are late`,
    digest: (count: number) => `${count} digests cannot be posted as they are`,
    review: (count: number) => `${count} drafts are waiting for review`,
    stale: (count: number) => `${count} publications have stopped`,
    source: (count: number) => `${count} sources cannot be read`,
    resolved: (count: number) => `${count} problems are solved`,
  },
  needAttention: (count: number) => (count === 1 ? 'One thing needs attention' : `${count} things need attention`),
  andMore: (count: number, command: Inline): readonly (string | Inline)[] => [
    `And ${count} more: the command `,
    command,
    ' lists them all.',
  ],
  resolveWith: (command: Inline): readonly (string | Inline)[] => ['The command ', command, ' resolves them.'],
  seeLog: 'The log says why.',

  ledgerUnusable: 'Nothing is posted: the ledger cannot be used',
  ledgerUsable: 'The ledger can be used again.',
  unknownPosts: 'The channels have digests that the ledger does not know',
  unknownPostsWhy:
    'Another bot posts with the same token, or the data folder was lost. These digests are not posted again, and the bot looks in the channels before it posts.',
  unknownPostsAdvice: 'Run one bot only, and keep its data folder when it moves or its container is replaced.',
  platformDown: (platform: string) => `Nothing can be posted to ${platform}`,
  notListening: (platform: string) => `${platform} does not report what readers do`,
  platformUp: (platform: string) => `${platform} works again.`,
  tokensUnusable: 'Nothing can be posted to workspaces that installed the app',
  removed: (workspace: string) => `${workspace} removed Morning Post`,
  removedKept: (day: string) =>
    `Nothing can be posted there. Its subscriptions are kept until ${day}, and go on if it comes back before.`,
  removedBack: (workspace: string) => `${workspace} has Morning Post again.`,
  pullFailed: 'The digests cannot be pulled from their git repository',
  lastPullStays: 'What was pulled last is posted meanwhile, and the bot keeps trying.',
  pullWorks: 'The digests can be pulled from their git repository again.',
  paused: (destination: string) => `${destination} is paused`,
  retriedHourly: 'It is tried again every hour.',
  resumed: (destination: string) => `${destination} gets its post again.`,
  failed: (digest: string, destination: string) => `${digest} was not posted to ${destination}`,
  refused: (title: string, destination: string) => `“${title}” was refused in ${destination}`,
  refusedWhy: (part: string, digest: string) =>
    `A line replaces ${part}, and the rest of ${digest} is posted. Change the section, and the correction replaces the line.`,
  refusedFixed: (destination: string) =>
    `What was refused in ${destination} is shown now, or is no longer part of its digest.`,
  retriedOnChange: 'It is tried again once the digest is changed.',
  late: (digest: string, destination: string, duration: string) =>
    `${digest} is ${duration} late in ${destination}, and not complete yet`,
  stillTrying: 'The bot keeps trying; the log says why it is late.',
  postedLate: (digest: string, destination: string) => `${digest} was posted late to ${destination}`,
  complete: (digest: string, destination: string) => `${digest} is complete in ${destination} now.`,
  uncertain: (title: string, destination: string) => `Did “${title}” arrive in ${destination}?`,
  uncertainWhy: (part: string, digest: string) =>
    `It is unknown whether ${part} of ${digest} arrived. Nothing more of it is sent until you look in the channel and choose.`,
  openNearest: 'Open the message beside it',
  isThere: 'It is there',
  sendIt: 'Send it',
  alreadyResolved: 'This is resolved already.',
  unreviewed: (digest: string) => `The draft ${digest} is waiting for review`,
  unreviewedAdvice: 'It was due, and nothing is posted before a reviewer approves it.',
  openDraft: 'Open the draft',
  digestBroken: (file: string) => `${file} cannot be posted as it is`,
  digestFixed: (file: string) => `${file} can be posted now.`,
  stale: (publication: string, days: number) => `Nothing was published in “${publication}” for ${days} days`,
  staleWhy: (day: string) =>
    `The last digest is that of ${day}. A new file in the folder of digests is posted automatically.`,
  source: (source: string, publication: string, duration: string) =>
    `The source ${source} of “${publication}” has not been read for ${duration}`,
  sourceRetried:
    'It is tried again, less and less often. Correct its address in the configuration, or remove it there.',
  sourceRead: (source: string) => `The source ${source} can be read again, or is no longer configured.`,
  published: (publication: string) => `There is a new digest in “${publication}”.`,
}

/** Answers to an operator who resolves an uncertain part. */
const resolve = {
  sentenceGap: ' ',
  isThere: (part: string, delivery: string) => `Noted: ${part} of ${delivery} is there.`,
  goesOn: 'The bot goes on with what comes after it.',
  noLink: 'Without its link it can be neither corrected nor discussed; you may still add the link.',
  postedOnChoice: (part: string, delivery: string) =>
    `Noted: ${part} of ${delivery} is not there. It is posted when a reader chooses it again.`,
  resent: (part: string, delivery: string) =>
    `Noted: ${part} of ${delivery} is not there. The bot sends it within a minute, or once it is started.`,
  undone: (part: string, delivery: string) =>
    `Noted: ${part} of ${delivery} is not there. It is not sent, because ${delivery} was undone.`,
  isPosted: (part: string, delivery: string, link = '') =>
    `${part} of ${delivery} is there${link && `: ${link}`}. There is nothing to resolve.`,
  isResolved: (part: string, delivery: string) => `${part} of ${delivery} is already resolved: it is there.`,
  isLookedFor: (part: string, delivery: string) =>
    `The bot is looking for ${part} of ${delivery} just now. Look again in a minute.`,
  isCertain: (part: string, delivery: string) =>
    `${part} of ${delivery} is not uncertain. There is nothing to resolve.`,
}

export const enAlerts = { alerts, resolve }
