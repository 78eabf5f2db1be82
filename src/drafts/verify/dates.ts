import type { Quantity } from './quantity.ts'

/** Whether a number is a part of `1998-99`. */
export function isOfYears({ start }: Quantity, text: string): boolean {
  return /^(?:19|20)\d\d-\d\d(?!\d)/.test(text.slice(start)) || /\b(?:19|20)\d\d-$/.test(text.slice(0, start))
}

/** Whether a number is a part of 11 月 18 日. */
export function isOfDate({ start, raw }: Quantity, text: string): boolean {
  return /^\d{1,2}\s?月$/.test(raw) || (/日$/.test(raw) && /月\s?$/.test(text.slice(0, start)))
}

/** Whether a number is a year by its digits and the word before it. */
export function isYear({ start, raw }: Quantity, text: string): boolean {
  return /^(?:19|20)\d\d$/.test(raw) && /\b(?:in|by|since|until|before|after|of)\s$/i.test(text.slice(0, start))
}

/** Whether a number is the day in 14 June or June 14. */
export function isDayOfMonth({ start, end, raw }: Quantity, text: string): boolean {
  return /^\d{1,2}$/.test(raw) && (month.test(text.slice(end)) || monthBefore.test(text.slice(0, start)))
}

const names = 'January|February|March|April|May|June|July|August|September|October|November|December'
const month = new RegExp(`^(?:st|nd|rd|th)?\\s(?:of\\s)?(?:${names})\\b`)
const monthBefore = new RegExp(`\\b(?:${names})\\s$`)
