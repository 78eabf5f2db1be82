/** The words that a draft adds to a digest. */
export const enDrafts = {
  drafts: {
    /** Ends a section that a model wrote. */
    written: (model: string, date: string) =>
      `Drafted by ${model} on ${date} from the source named here; numbers, names and quotations checked against it.`,
    /** Ends a section without a model. */
    quoted: (date: string) => `Quoted from the source, sentence by sentence, on ${date}.`,
    /** Ends a section that a person changed. */
    edited: (date: string) => `Drafted on ${date} and edited by a person.`,
    /** Marks a sentence in the draft; `reason` is one of `problems`. */
    unverified: (reason: string) => `⟦unverified: ${reason}⟧`,
    quote: (text: string) => `“${text}”`,
    between: '; ',
    problems: {
      number: (what: string) => `the number ${what} is not in the sentences that this rests on`,
      unit: (what: string) => `${what} is about something else in the source`,
      name: (what: string) => `the name ${what} is not in the source`,
      quotation: (what: string) => `the quotation “${what}” is not in the source`,
      link: (what: string) => `the address ${what} is not that of the source`,
      evidence: (what: string) => `no sentence of the source supports this: ${what}`,
      judgement: (what: string) => `a judgement must not state facts: ${what}`,
      certainty: (what: string) => `the source is less certain: ${what}`,
      polarity: (what: string) => `the source says the opposite of ${what}`,
      review: (what: string) => `a second model doubts this: ${what}`,
    },
  },
}
