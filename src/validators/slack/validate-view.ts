import { z } from 'zod'
import { homeBlocks, modalBlocks } from './blocks/blocks.ts'
import { id, plainTextSchema } from './blocks/text.ts'
import { apiError, apiErrorAt, type SlackApiError, violationsOf } from './error.ts'
import { limits } from './limits.ts'
import { repeatedIds } from './rules.ts'

// https://docs.slack.dev/reference/views

const shared = {
  private_metadata: z.string().max(limits.viewMetadata).optional(),
  callback_id: id.optional(),
}

const home = z.strictObject({ type: z.literal('home'), ...shared, blocks: homeBlocks })

const modal = z
  .strictObject({
    type: z.literal('modal'),
    ...shared,
    title: plainTextSchema(limits.viewTitle),
    submit: plainTextSchema(limits.viewTitle).optional(),
    close: plainTextSchema(limits.viewTitle).optional(),
    blocks: modalBlocks,
  })
  .refine(({ submit, blocks }) => submit || !blocks.some(({ type }) => type === 'input'), {
    error: 'must define "submit" to use an "input" block in modals',
  })

/** The error that Slack would answer to a view with, or undefined. */
export function validateView(method: string, view: unknown): SlackApiError | undefined {
  if (Buffer.byteLength(JSON.stringify(view)) > limits.viewBytes) return apiError('view_too_large')
  const result = (method === 'views.publish' ? home : modal).safeParse(view)
  const flaws = result.success
    ? repeatedIds(result.data.blocks, ['view', 'blocks'])
    : violationsOf(result.error, view, ['view'])
  return flaws.length > 0 ? apiErrorAt('invalid_arguments', flaws) : undefined
}
