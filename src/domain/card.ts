import type { Action } from './action.ts'
import type { PlatformName } from './destination.ts'
import type { Block } from './digest.ts'

/** Somebody, as their platform knows them. */
export interface Person {
  readonly platform: PlatformName
  /** The platform's id. */
  readonly user: string
  /** As they are called there, where the platform tells. */
  readonly name?: string
}

/** One thing shown in an answer, made for no platform. */
export interface Card {
  readonly title?: string
  readonly tag?: string
  /** Small print under the title: date, publication. */
  readonly meta?: string
  /** Who said it, at the end of the small print. They are shown as a person on their own platform, and not notified. */
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
}

/** A dialog. Five fields at most: Discord takes no more. */
export interface Form {
  /** What is submitted: comes back with the values. */
  readonly control: Action
  readonly title: string
  readonly submit: string
  readonly fields: readonly Field[]
}

export type Field =
  | {
      readonly type: 'text'
      readonly name: string
      readonly label: string
      readonly hint?: string
      readonly value: string
      readonly optional: boolean
      /** Room for a text of several lines, of at most so many characters: 3,000 at most, as Slack allows. */
      readonly longest?: number
    }
  | {
      readonly type: 'choice'
      readonly name: string
      readonly label: string
      readonly hint?: string
      readonly options: readonly Option[]
      /** What is chosen already. */
      readonly chosen: readonly string[]
      /** Whether several may be chosen, or none. */
      readonly several: boolean
    }
