import type { Action } from './action.ts'
import type { PlatformName } from './destination.ts'
import type { Block } from './digest.ts'

/** A user of a platform. */
export interface Person {
  readonly platform: PlatformName
  /** The platform's id. */
  readonly user: string
  /** Their display name, if the platform gives one. */
  readonly name?: string
}

/** A platform-independent block of an answer. */
export interface Card {
  readonly title?: string
  readonly tag?: string
  /** Small print under the title: date, publication. */
  readonly meta?: string
  /** The author, at the end of the small print: a mention on their own platform, without notification. */
  readonly by?: Person
  readonly body: readonly Block[]
  /** Five at most. */
  readonly buttons: readonly Button[]
  readonly menu?: Menu
}

/** A label has 75 characters at most. */
export type Button =
  | { readonly label: string; readonly control: Action; readonly style?: 'primary' | 'danger' }
  | { readonly label: string; readonly url: string }

export interface Menu {
  readonly placeholder: string
  readonly control: Action
  /** 25 at most. */
  readonly options: readonly Option[]
}

export interface Option {
  readonly label: string
  readonly value: string
  /** Its heading in a long list, where a platform shows headings. */
  readonly group?: string
}

/** A dialog. At most five fields, Discord's limit; accessories are not counted, because only Slack shows them as fields. */
export interface Form {
  /** Comes back with the submitted values. */
  readonly control: Action
  readonly title: string
  readonly submit: string
  readonly fields: readonly Field[]
}

interface Accessory {
  /** The label of the text field when the accessory has a field of its own. */
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly choice: Extract<Field, { type: 'choice' }>
}

export type Field =
  | {
      readonly type: 'text'
      readonly name: string
      readonly label: string
      readonly hint?: string
      readonly value: string
      readonly optional: boolean
      /** A part of the value that has a field of its own on platforms that take a sixth one. */
      readonly beside?: Accessory
      /** Set for a field of several lines: its maximum length in characters, 3,000 at most on Slack. */
      readonly longest?: number
    }
  | {
      readonly type: 'choice'
      readonly name: string
      readonly label: string
      readonly hint?: string
      readonly options: readonly Option[]
      /** The initially selected values. */
      readonly chosen: readonly string[]
      /** Whether any number of values may be chosen. */
      readonly several: boolean
    }

/** Whether a dialog can show the field: both platforms reject a select without options. */
export function isFillable(field: Field): boolean {
  return field.type === 'text' || field.options.length > 0
}
