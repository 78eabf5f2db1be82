/** Drafts that wait for a person. A `problem` is a few words of `drafts.problems`. */
const review = {
  /** The heading of the message that asks. */
  title: (day: string) => `Draft for ${day}`,
  sections: (count: number) => (count === 1 ? '1 section' : `${count} sections`),
  due: (when: string) => `goes out at ${when} once approved`,
  overdue: 'goes out as soon as it is approved',
  quotedOnly: 'quoted from the sources',
  passed: 'All checks passed.',
  failed: (count: number) => (count === 1 ? '1 check failed' : `${count} checks failed`),
  failedAdvice: 'Edit, replace or drop what is marked. It cannot be approved before.',
  repeated: (title: string, day: string) =>
    `“${title}” is in the digest of ${day} by now. Replace or drop it, or approve to post it again.`,
  editedByHand: (file: string) =>
    `The file ${file} was changed by hand, which does not count. Edit the draft here, or move that file to the digests.`,
  more: (count: number) => `… and ${count} more`,
  takeaways: 'Key takeaways',
  observation: 'Observation',
  /** Where the message has no room for the whole text. */
  shortened: 'Shortened: “Show as posted” has every word.',
  show: 'Show as posted',
  approve: 'Approve',
  edit: 'Edit',
  drop: 'Drop section',
  replace: 'Replace',
  hold: 'Hold today',
  release: 'Review again',

  /** The one line that remains of the message. `when` is a time of day. */
  approved: (day: string, name: string, when: string) => `✅ ${day}: approved by ${name} at ${when}.`,
  held: (day: string, name: string, when: string) => `⏸️ ${day}: held by ${name} at ${when}. Nothing is posted.`,
  replaced: (day: string) => `✍️ ${day}: a person wrote the digest, and it takes the place of the draft.`,
  over: (day: string) => `⌛ ${day}: the draft was not approved in time. Nothing was posted.`,
  withoutReview: (day: string) => `${day}: posted without a review, as the configuration wants it.`,

  /** Private answers. */
  approvedNow: 'Approved. It is posted now.',
  approvedFor: (when: string) => `Approved. It is posted at ${when}.`,
  heldNow: 'Held. Nothing of this draft is posted.',
  releasedNow: 'It waits for review again.',
  waitsAgain: 'It waits for review already.',
  wasApproved: (name: string, when: string) => `${name} approved it at ${when}.`,
  wasHeld: (name: string, when: string) => `${name} held it at ${when}. Nothing of it is posted.`,
  wasChanged: (name: string, when: string) =>
    `${name} changed the draft at ${when}, so this button is out of date. The message shows the new version.`,
  isChanged: 'The draft was changed, so this button is out of date. The message shows the new version.',
  notReviewer: 'Only the reviewers of this publication can do that.',
  groupUnknown: (reason: string) => `This did not count, because the group of reviewers could not be read. ${reason}`,
  notHere: 'This draft is not reviewed here.',
  noDraft: 'There is no such draft any more.',
  cannotApprove: (count: number) =>
    count === 1
      ? 'It was not approved: 1 check failed. Edit, replace or drop what is marked first:'
      : `It was not approved: ${count} checks failed. Edit, replace or drop what is marked first:`,
  cannotPost: 'It was not approved, because the digest would be refused:',
  chooseEdit: 'Which section do you want to edit?',
  chooseDrop: 'Which section do you want to drop?',
  chooseReplace: 'Which section should the next candidate replace?',
  choose: 'Choose a section',
  edited: 'Saved. The message asks again, with the new text.',
  unchanged: 'Nothing was changed.',
  dropped: (title: string) => `Dropped: ${title}`,
  replacedBy: (title: string) => `Replaced by: ${title}`,
  lastSection: 'This is the only section. Hold the draft if nothing should be posted.',
  noReserve: 'There is no other candidate that could replace it.',
  editTitle: 'Edit the section',
  fieldTitle: 'Title',
  fieldTag: 'Topic',
  fieldText: 'Text',
  fieldTextHint: 'Plain text, one paragraph. What you change is yours, and no longer checked against the source.',
  fieldTakeaways: 'Key takeaways, one on each line',
  save: 'Save',
  emptyTitle: 'Write a title.',
  emptyText: 'Write at least one sentence.',
  tooLong: (max: number) => `This is longer than ${max} characters.`,
  onPage: 'This section is too long for a dialog here. Edit it on the page of the bot, under Review.',
  changedMeanwhile: 'The draft was changed while you wrote, so nothing was saved. Your text is kept.',
  again: 'Open it with my text',
  operator: 'the operator',

  /** Begins a digest that was posted without a review. */
  unreviewed: 'This digest was drafted automatically, and no person has reviewed it.',
}

export const enReview = { review }
