import type { Unit } from './units.ts'

/** One way to read a number: `128K` is 128,000 of something, or 128 kelvin. */
export interface Reading {
  readonly value: number
  readonly unit?: Unit
}

/** A number in a normalized text. */
export interface Quantity {
  /** The quantity as it is written, with its unit. */
  readonly raw: string
  readonly start: number
  readonly end: number
  readonly readings: readonly Reading[]
  /** `article`: "a year", which supports "one year" and is no number itself. */
  readonly kind: 'digits' | 'words' | 'ordinal' | 'article'
  /** Whether the text says that it is not exact: about, nearly, more than. */
  readonly isRough: boolean
  /** Whether it has no unit but a noun behind it: 412 adults, 37 座. */
  readonly isCount: boolean
  /** Whether it is a label that can have no unit: version 2.3, level 19, December 2022. */
  readonly isLabel: boolean
  /** The share of which it is the part or the whole, in percent: 27% for both numbers of `27 of 100`. */
  readonly share?: Reading
}
