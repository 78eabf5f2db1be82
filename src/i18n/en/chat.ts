import type { Weekday } from '../../domain/day.ts'
import type { Inline } from '../../domain/digest.ts'

/** Replies for an answer that failed or cannot be shown. */
const fallback = {
  failed: 'Something went wrong on our side. Nothing was changed; please try again in a minute.',
  later: 'This takes longer than usual. Please try again in a minute.',
  busy: (seconds: number) => `Too much is being posted right now. Please try again in ${seconds} seconds.`,
  /** An error that only has an English sentence. */
  notDone: (text: string) => text,
  /** A control of a message that an older version posted. */
  unknownAction: 'This button belongs to an older version of this bot and no longer works.',
  expired: 'This answer is too old to turn its pages. Please ask again.',
  /** A question that was answered before, is too old, or was put to another person. */
  notWaiting: 'This was answered already, or is too old. Please ask again.',
  /** Platforms let a dialog open right after a click only. */
  tooLateForDialog: 'This took too long to open. Please try again.',
  tooMany: 'That is a lot for one minute. Nothing was posted; please try again in a minute.',
  shared: 'Shared: everybody here can see it now.',
  notShared: 'This could not be shared here. Nothing was posted; please try again in a minute.',
}

/** Answers about digests and searches. */
const answers = {
  gone: 'This digest no longer exists, so its sections cannot be opened any more.',
  /** `1–5 of 12` */
  range: (first: number, last: number, total: number) =>
    first === last ? `${first} of ${total}` : `${first}–${last} of ${total}`,
  since: (day: string) => `since ${day}`,
  until: (day: string) => `until ${day}`,
  closest: 'Nothing has all of this exactly; these come closest.',
  partly: (missing: string, found: string) => `Nothing has ${missing}; these have ${found}.`,
  apart: (names: string) => `Nothing has ${names} in one section; these have one of them.`,
  corrected: (tag: string) => `Nothing matches that exactly, so this is the topic ${tag}.`,
  /** After a search that begins with the name of a command. */
  isSearch: (command: Inline): readonly (string | Inline)[] => ['This is a search. The command is ', command, '.'],
  /** A command or a day with one wrong letter. */
  didYouMean: (command: Inline): readonly (string | Inline)[] => ['Did you mean ', command, '?'],
  newer: 'Newer',
  older: 'Older',
  share: 'Share to channel',
  shareAsk: 'Show this page to everybody in the channel?',
  takeBack: 'Take back',
  tookBack: 'Taken back by who shared it.',
  notSharer: 'Only the person who shared this can take it back.',
  membersOnly: 'Only people of the workspace that runs this bot can do that. You can read and search its digests here.',
  noShare: 'This is a private conversation. Ask in a channel to share the answer there.',
  readSection: 'Read section',
  openInChannel: 'Open in channel',
  nothing: 'Nothing found',
  nothingIn: (days: Inline): readonly (string | Inline)[] => ['There is no digest in this period: ', days, '.'],
  nothingFor: (query: Inline): readonly (string | Inline)[] => ['There is nothing about ', query, ' in the digests.'],
  noSuchDay: (text: string) => `There is no day “${text}”.`,
  nearTitles: 'Nearest titles:',
  otherDays: 'On other days:',
  nearTopics: 'Nearest topics:',
  topics: 'Topics:',
  noDigestOn: (day: string) => `No digest of ${day}`,
  nearestDays: (days: readonly string[]) => `Nearest: ${days.join(' and ')}.`,
  noDigests: 'There is no digest yet.',
  withdrawnOn: (day: string) => `The digest of ${day} was withdrawn`,
}

const discuss = {
  posting: 'This section is still being posted here. Please try again in a minute.',
  takenBack: 'This digest was taken back, so it cannot be discussed here.',
  notPosted: 'This digest was never posted in this channel, so it cannot be discussed here.',
  off: 'Discussions are turned off in this channel.',
  opened: (point: number) => `Takeaway ${point} is up for discussion: `,
  openedAll: 'All takeaways of this section are up for discussion: ',
  openedSection: 'This section is up for discussion: ',
  openLink: 'open the thread',
  title: 'Being discussed',
  none: 'Nothing from the last seven days is being discussed here. Use the menu or button under a section to begin.',
  inChannels: 'Discussions are listed in the channel where they are held: type /digest discussed there.',
  replies: (count: number) => (count === 0 ? 'no replies yet' : count === 1 ? '1 reply' : `${count} replies`),
}

/** The bot's own page: Slack's App Home. */
const home = {
  newest: 'The newest digest',
  read: 'Read it',
  /** The oldest and the newest of the days that can be chosen. */
  digestsOf: (first: string, last: string) =>
    first === last ? `The digest of ${last}` : `The digests from ${first} to ${last}`,
  chooseDay: 'Choose a day',
  /** After a day. */
  withdrawn: ' (withdrawn)',
  topics: 'Topics',
  destinations: 'Channels you manage',
  none: 'None is known here. Type /digest settings in a channel to see what it gets, or /digest subscribe to change that.',
  install: {
    title: 'Confirm the installation',
    why: 'Morning Post was not installed here with its own link. It works as it is; an admin can confirm it here: ',
    label: 'Install Morning Post',
  },
}

/** Posts to come, and why none came today. */
const next = {
  title: 'Next post',
  sentenceGap: ' ',
  comes: (when: string, zone: string) => `The next one comes on ${when} (${zone}).`,
  /** There is no digest for that post yet. */
  waits: (when: string, zone: string) =>
    `The next one waits for its digest, and comes on ${when} (${zone}) at the earliest.`,
  never: 'There is no posting day within a year.',
  /** After the last of a long list of destinations. */
  more: (count: number) => `… and ${count} more.`,
  pausedUntil: (day: string) => `It is paused until ${day}.`,
  paused: (reason: string) => `It is paused: ${reason}`,
  posted: 'Today’s is here already.',
  posting: 'Today’s is on its way; it may be waiting for a rate limit.',
  uncertain:
    'It is unknown whether all of today’s arrived, so nothing more was sent. The admins can see it in the status.',
  dayOff: (day: Weekday) => `Today is a day off: nothing comes on a ${weekdays[day]}.`,
  skipped: 'Today is a day off: this date is skipped here.',
  early: 'Today’s comes later today.',
  tooLate: (until: string) => `It was too late for today: nothing is posted here after ${until}.`,
  inReview: 'Today’s is waiting for review; it is posted as soon as it is approved.',
  noDigestYet: 'There is no digest for today yet; it is posted as soon as there is one.',
  withdrawn: (reason: string) => `Today’s was withdrawn: ${reason}`,
}

const weekdays: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}

/** Mistakes that readers report. */
const reports = {
  title: 'Report a mistake',
  send: 'Send',
  what: 'What is wrong?',
  /** Below the field: what it is about. */
  about: (section: string, day: string) => `${section}, ${day}. Sent with your name.`,
  thanks: 'Thank you. Your report is with the people who make this digest.',
  noted: 'Thank you. Your report was noted.',
  empty: 'There were no words in it, so nothing was sent.',
  tooMany: 'That is a lot of reports at once. This one was not sent; please send it again in a minute:',
  /** The heading of a report. */
  reported: (title: string) => `Mistake reported: ${title}`,
  openMessage: 'Open message',
}

const subscriptions = {
  notAllowed: 'Only people who manage this channel can change what comes to it.',
  noChannel: 'Type this in the channel it is about.',
  notThere:
    'Morning Post was not added here, so it can post nothing here: it only answers you. Type this in a channel of a server that it was added to.',
  nothingHere: 'No morning post comes to this channel. Type /digest subscribe to get one.',
  fromFile: (publication: string) =>
    `“${publication}” is set in the configuration file for this channel, and can only be changed there.`,
  comesAlready: (publication: string) =>
    `“${publication}” comes to this channel already. Type /digest settings to change it.`,
  comesFromElsewhere: (publication: string) =>
    `“${publication}” comes to this channel already, from another workspace that shares it.`,
  title: 'Morning Post here',
  subscribe: 'Subscribe',
  change: 'Change',
  pause: 'Pause',
  resume: 'Resume',
  unsubscribe: 'Unsubscribe',
  save: 'Save',
  /** Questions before something is done. */
  unsubscribeAsk: (publication: string) => `Post “${publication}” here no more?`,
  pauseAsk: (publication: string, day: string) => `Post “${publication}” here again on ${day}, and nothing before?`,
  resumeAsk: (publication: string) => `Post “${publication}” here again from now on?`,
  notPaused: (publication: string) => `“${publication}” is not paused here, so there is nothing to resume.`,
  changeAsk: (settings: string) => `Change the posts here to: ${settings}?`,
  subscribedLater: (when: string) => `Subscribed. The morning post comes here at ${when}.`,
  subscribed: (when: string) => `Subscribed. The morning post comes here at ${when}; the latest digest is on its way.`,
  changed: (when: string) => `Saved. The morning post comes here at ${when}.`,
  unsubscribed: 'Unsubscribed. What was posted stays.',
  pausedUntil: (day: string) => `Paused. The morning post comes back on ${day}.`,
  resumed: 'Resumed. What was missed since yesterday still comes; older digests do not.',
  stoppedTitle: 'A morning post is paused',
  stopped: (publication: string, channel: Inline): readonly (string | Inline)[] => [
    'You subscribed the channel ',
    channel,
    ` to “${publication}”, and it cannot be posted there:`,
  ],
  exportLead: 'The destinations that you manage, ready to be pasted into the configuration file:',
  /** `every day`, `Mon, Tue` */
  daysOf: (days: readonly Weekday[]) =>
    days.length === 7 ? 'every day' : days.map((day) => weekdays[day].slice(0, 3)).join(', '),
  layouts: {
    sections: 'one message for each section',
    thread: 'everything in one thread',
    overview: 'the overview only',
    forum: 'a forum post a day',
  },
  /** Empty for the default. */
  discussions: { 'on-click': '', 'on-post': 'takeaways wait in the thread', off: 'no discussions' },
  /** `08:30 (Europe/Berlin)` */
  when: (at: string, zone: string) => `${at} (${zone})`,
}

/** The dialogs of subscriptions, and what is wrong with a value. */
const subscriptionForm = {
  publication: 'Publication',
  when: 'Time and time zone',
  whenHint: 'For example 08:30 Europe/Berlin',
  time: 'Time',
  timeHint: 'For example 08:30',
  timezone: 'Time zone',
  suggestedZones: 'Suggested',
  days: 'Days',
  tags: 'Only these topics',
  tagsHint: 'None for all',
  layout: 'Layout',
  until: 'Paused until',
  /** Opens a dialog again, with what was typed. */
  again: 'Change my entries',
  untilHint: 'A day, such as next monday or 2026-12-27',
  noPublication: (name: string, known: readonly string[]) =>
    `There is no publication “${name}”. There are: ${known.join(', ')}.`,
  noTime: (text: string) => `“${text}” is not a time of day. Write it as 08:30.`,
  /** `nearest` is empty when nothing is near. */
  noZone: (text: string, nearest: string) =>
    `“${text}” is not a time zone. ${nearest ? `Did you mean ${nearest}?` : 'Write it as Europe/Berlin.'}`,
  noDays: (text: string) => `“${text}” names no days. Write mon, tue, wed, thu, fri, sat, sun, or weekdays, or daily.`,
  noTopic: (text: string, nearest: readonly string[]) =>
    `Nothing is tagged “${text}”. ${nearest.length > 0 ? `Did you mean ${nearest.join(' or ')}?` : 'Leave it out for all topics.'}`,
  noLayout: (text: string, possible: readonly string[]) =>
    `“${text}” is not a layout here. Choose one of ${possible.join(', ')}.`,
  noDiscussion: (text: string, possible: readonly string[]) =>
    `“${text}” is not a way to discuss. Choose one of ${possible.join(', ')}.`,
  noDay: (text: string) => `“${text}” is not a future day. Write a date such as 2026-12-27, or next monday.`,
}

export const enChat = {
  /** Posted once, when a channel is chosen. */
  testMessage: (time: string, zone: string) =>
    `This is a test: Morning Post reaches this channel. The daily digest comes here at ${time} (${zone}).`,
  fallback,
  answers,
  discuss,
  home,
  next,
  weekdays,
  reports,
  subscriptions,
  subscriptionForm,
}
