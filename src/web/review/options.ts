import type { Vocabulary } from '../../domain/vocabulary.ts'
import type { ReviewWorkflow } from '../../review/decisions.ts'
import type { EditableText } from '../../review/edit-form.ts'

/** The dependencies of the page. */
export interface ReviewPageContext {
  readonly workflow: ReviewWorkflow
  readonly vocabulary: Vocabulary
  /** Whether the visitor may decide. */
  readonly canReview: boolean
}

/** A form that failed, with its input. */
export interface FailedForm {
  readonly words: string
  readonly problems: readonly string[]
  readonly digest?: string
  readonly section?: string
  readonly values?: EditableText
}
