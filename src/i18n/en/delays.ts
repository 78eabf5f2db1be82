import type { DelayReason } from '../../domain/delivery.ts'

/** Why a post was late: sentences for the log, the command line, the pages and alerts. */
const delays = {
  minutes: (count: number) => `${count} min`,
  hours: (count: number) => `${count} h`,
  days: (count: number) => (count === 1 ? '1 day' : `${count} days`),
  posted: (duration: string) => `Posted ${duration} late`,
  finished: (duration: string) => `Finished ${duration} late`,
  unfinished: 'Not finished in time',
  /** The whole sentence. `reasons` may be empty; `isExplained` if they account for all of the delay. */
  sentence: (late: string, reasons: readonly string[], isExplained: boolean) => {
    if (reasons.length === 0) return `${late}.`
    return `${late}${isExplained ? ': ' : ', in part because '}${reasons.join(', then ')}.`
  },
  /** Each stands after a colon, in the past tense. */
  reasons: (platform: string): Readonly<Record<DelayReason, string>> => ({
    'not-running': 'the bot was not running',
    asleep: 'the machine was asleep',
    'clock-ahead': 'the clock of the machine was set forward',
    'asleep-or-clock-ahead': 'the machine was asleep, or its clock was set forward',
    'clock-wrong': 'the clock of the machine was wrong',
    unreachable: `${platform} could not be reached`,
    'token-refused': `${platform} did not accept the bot’s token`,
    'not-installed': 'the app was not installed in its workspace',
    'no-access': 'the bot had no access to its workspace',
    retried: `${platform} could not be reached or asked us to wait`,
    slow: `${platform} was slow to accept it`,
    'on-hold': 'it was on hold, as asked in chat',
    paused: 'its destination was paused',
    busy: 'an earlier delivery or a correction was still under way',
    'digest-late': 'its digest came late',
    'digest-unreadable': 'its digest could not be read',
    uncertain: 'it was unknown whether a part had arrived',
    'config-changed': 'the configuration was changed',
    'new-destination': 'its destination is new',
  }),
}

export const enDelays = { delays }
