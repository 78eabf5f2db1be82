/** Why a destination or one of its days is in its state. A `text` is a sentence of its own. */
const states = {
  onHold: (time: string) => `Paused in its channel until ${time}.`,
  superseded: (day: string) => `The digest of ${day} takes its place.`,
  withdrawn: (text: string) => `Its digest was withdrawn: ${text}`,
  dayOff: (weekday: string) => `Nothing is due on ${weekday}s.`,
  uncertain: 'Some of its messages are uncertain.',
  underWay: 'Under way: the bot continues it.',
  skippedDate: 'Its configuration skips this date.',
  inReview: 'Its draft is waiting for review.',
  held: 'A reviewer held its draft, so nothing is posted.',
  windowOver: 'Its digest exists, but it was not posted in time.',
}

export const enStates = { states }
