import type { Control } from './control.ts'
import type { MessageRef } from './delivery.ts'
import type { PlatformName } from './destination.ts'
import type { Inline } from './digest.ts'
import type { Part } from './part.ts'

/** A reader used a control of ours. The adapter has already told the platform that it was heard. */
export interface ControlRequest {
  readonly platform: PlatformName
  readonly control: Control
  /** What was chosen in a select. */
  readonly value: string
  /** The platform's id of the reader. */
  readonly user: string
  /** The message that carries the control. */
  readonly message: MessageRef
}

/** What the reader who asked is answered, for their eyes only. */
export type Reply =
  | { readonly type: 'text'; readonly text: readonly Inline[] }
  /** Rendered messages, one after another. */
  | { readonly type: 'parts'; readonly parts: readonly Part[] }

/** Answers a control. Never throws: a failed lookup ends in a sentence. */
export type ControlHandler = (request: ControlRequest) => Promise<Reply>
