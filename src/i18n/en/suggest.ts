/** Answers to who suggests the links of a message. */
export const enSuggest = {
  added: (title: string, publication: string) =>
    `Suggested for “${publication}”: ${title}. An editor decides what is taken.`,
  unread: (title: string, publication: string) =>
    `Suggested for “${publication}”: ${title}. The page could not be read, so an editor will look at it.`,
  known: (title: string) => `This is a candidate already: ${title}.`,
  noLink: 'There is no link to a web page in this message.',
  nowhere: 'No publication can be read here, so there is nothing to suggest links for.',
  onlyFirst: (count: number) => `Only the first ${count} links of a message are taken.`,
  tooMany: 'You have suggested a lot today. Please try again tomorrow.',
}
