/** The fixed words around a digest. In sentence case; a platform that needs another case converts them. */
export const enLabels = {
  /** A digest without a title. */
  untitled: 'Daily digest',
  overview: 'Today’s overview',
  featured: 'Featured',
  notes: 'Also worth noting',
  /** The notes of a digest that has nothing else. */
  onlyNotes: 'In brief',
  observation: 'Today’s observation',
  takeaways: 'Key takeaways',
  source: 'Source',
  /** What separates a label from its content, e.g. `Source: `. */
  colon: ': ',
  /** Replaces an empty "also worth noting". */
  noNotes: 'Nothing else today.',
  cellsHidden: (count: number) =>
    `This table is too large for a chat: ${count} more ${count === 1 ? 'cell is' : 'cells are'} not shown.`,
  readSource: 'Read source',
  readOnline: 'Read online',
  /** The select that lists a section's takeaways. */
  discuss: 'Discuss a takeaway',
  /** The button of a section without takeaways. */
  discussSection: 'Discuss this section',
  report: 'Report a mistake',
  /** The select that lists what can be read on demand. */
  readSection: 'Read a section',
  minutes: (count: number) => `${count} min read`,
  stories: (count: number) => (count === 1 ? '1 story' : `${count} stories`),
  /** The title of a message that continues another. */
  continued: (title: string) => `${title} (continued)`,
  /** Opens the discussion of a takeaway; both count from 1. */
  prompt: (point: number, of: number) => `Takeaway ${point} of ${of} — what do you think?`,
  /** Opens the discussion of all takeaways of a section. */
  promptForAll: 'What do you think? Say which takeaway you mean.',
  /** Opens the discussion of a section without takeaways. */
  promptForSection: 'What do you think of this section?',
  /** A time follows. */
  corrected: 'Corrected',
  sectionsAdded: (count: number) => (count === 1 ? '1 section added' : `${count} sections added`),
  sectionsRemoved: (count: number) => (count === 1 ? '1 section removed' : `${count} sections removed`),
  /** In place of a section, or of a part without a number. A time follows, as after the next two. */
  removed: (section?: string) => `${section ? `Section ${section}` : 'This part'} was removed by its author`,
  unwanted: (section?: string) =>
    `${section ? `Section ${section}` : 'This part'} is no longer about a topic of this channel`,
  /** In place of a digest; a time and the reason follow. */
  withdrawn: 'Withdrawn by its author',
  /** The reason of an author who gave none. */
  noReason: 'No reason was given.',
  /** In place of its other messages; the reason follows. */
  withdrawnPart: 'Withdrawn',
  /** In place of a message that the platform refuses; a link to the page may follow. */
  refused: (section?: string) => `${section ? `Section ${section}` : 'This part'} could not be shown here`,
  /** In a new channel whose newest digest is too old to be posted. */
  firstDigestOn: (date: string, time: string, zone: string) =>
    `The first digest is due here on ${date} at ${time} (${zone}).`,
  firstDigestSoon: 'The first digest comes here as soon as it is published.',
  /** In place of content that moved into the message above. */
  moved: 'This text is now part of the message above.',
  /** Lists the corrected takeaways of a section; none when some were removed. */
  takeawaysCorrected: (title: string, points: readonly number[]) => {
    if (points.length === 0) return `Corrected in “${title}”: a takeaway was removed.`
    return `Corrected in “${title}”: ${points.length === 1 ? 'takeaway' : 'takeaways'} ${points.join(', ')}.`
  },
}
