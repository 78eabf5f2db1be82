import type { DayState } from '../../domain/destination-state.ts'

/** What `status` prints. Times are ISO 8601. */
const status = {
  none: 'There are no destinations yet.',
  /** The labels of rows are equally wide. */
  last: 'last ',
  late: 'late ',
  today: 'today',
  next: 'next ',
  wrong: 'wrong',
  posted: (digest: string, at: string) => `${digest} at ${at}`,
  neverPosted: 'nothing yet',
  noNext: 'no post within a year',
  /** Of today, or of the destination: `paused`. */
  states: {
    posted: 'posted',
    late: 'late',
    pending: 'pending',
    uncertain: 'uncertain',
    paused: 'paused',
    failed: 'failed',
    missed: 'missed',
    superseded: 'superseded',
    skipped: 'skipped',
    withdrawing: 'being undone',
    withdrawn: 'undone',
    planned: 'planned',
    unpublished: 'unpublished',
    off: 'off',
    before: 'before',
  } satisfies Record<DayState, string>,
  state: (state: string, reason: string | null) => (reason === null ? state : `${state}: ${reason}`),
  destination: (name: string, platform: string, channel: string) => `${name} (${platform} ${channel})`,

  noTokens: (platform: string) => `Nothing is posted: the tokens of ${platform} are not set.`,
  paused: (since: string, why: string) => `Paused since ${since}, tried again every hour: ${why}`,
  failed: (digest: string, why: string | undefined) => `${digest} was not posted: ${why ?? 'unknown reason'}`,
  undoing: (digest: string, why: string | undefined) =>
    `${digest} is not undone yet. ${why ?? 'The bot goes on with it.'}`,
  pending: (digest: string, why: string | undefined) =>
    `${digest} is not finished; the bot will continue it.${why === undefined ? '' : ` ${why}`}`,
  replaced: (part: string, why: string) => `${part} was refused, and a line replaces it. ${why}`,
  stale: (part: string, why: string) =>
    `${part} shows an older text than its file, and is tried again when the file changes or the bot starts. ${why}`,
  deleted: (part: string, platform: string, command: string) =>
    `${part}, or its thread, was deleted in ${platform}, so it is not corrected. If that was meant, nothing has to be done. If not, take the whole digest back with \`${command}\`, and post it again.`,
  uncertain: (digest: string, parts: string) =>
    `${digest}: it is unknown whether ${parts} arrived, so nothing is sent again. \`resolve\` says where to look.`,
  uncertainParts: (count: number, command: string) =>
    `${count} ${count === 1 ? 'part is' : 'parts are'} uncertain: \`${command}\` lists them and resolves them.`,

  /** The ledger does not remember what was posted from one time (undefined: any) to another. */
  gap: (isNew: boolean, from: string | undefined, to: string, isFound: boolean) => {
    const cause = isNew ? 'The ledger is new' : 'The ledger was lost or is an older copy'
    const span = from === undefined ? `before ${to}` : `between ${from} and ${to}`
    const found = isFound ? ' The channels have digests that it does not know.' : ''
    return `${cause}: it does not remember what was posted ${span}.${found} For digests of those days the bot looks in the channels before it posts.`
  },

  digestsFrom: (url: string) => `digests (${url})`,
  read: 'read ',
  commit: (commit: string, at: string) => `${commit} of ${at}`,
  noCommit: 'no commit yet',
  pull: 'pull ',
  neverPulled: 'never',
  notPulled: (why: string) => `The digests cannot be pulled: ${why}`,
}

/** What `resolve` lists. */
const uncertainList = {
  none: 'Nothing is uncertain.',
  opening: (count: number) =>
    `It is unknown whether ${count === 1 ? 'this part' : `these ${count} parts`} arrived, so nothing was sent again. Look in the channel, then run one of the commands:`,
  lookFor: (words: string) => `look for      “${words}”`,
  lookForAny: 'look for      a message of the bot; its digest can no longer be read',
  where: (platform: string, channel: string, since: string, near: string | undefined) =>
    `where         ${platform} ${channel}, since ${since}${near === undefined ? '' : `, near ${near}`}`,
  isThere: (command: string, menuItem: string) =>
    `it is there   ${command} --there LINK   (the message’s menu has “${menuItem}”)`,
  isNotThere: (command: string) => `it is not     ${command} --send`,
}

/** The result of `post`. */
const manualPost = {
  posted: (where: string) => `Posted: ${where}`,
  postedBefore: (where: string) => `It was posted before: ${where}`,
  notPosted: (why: string) => `Not posted. ${why}`,
  unknown: 'The log says why; the bot will continue it.',
  botPosts: 'The bot is running and posts it within a minute …',
  withdrawnDigest: (day: string, why: string) => `The digest of ${day} was withdrawn, so it is not posted: ${why}`,
  undoing: (delivery: string) => `${delivery} is being undone; \`status\` says how far it is.`,
  undone: (delivery: string, command: string, from: string | undefined) =>
    `${delivery} was undone, so it is not posted again unasked. ${from === undefined ? '' : `From ${from} on, `}\`${command}\` posts it again.`,
  noTokens: (destination: string, platform: string) =>
    `${destination} is on ${platform}, whose tokens are not set. .env.example says where to get them.`,
}

export const enStatus = { status, uncertainList, manualPost }
