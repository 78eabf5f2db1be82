import { type ExpectedError, ImageRefused, MessageRefused } from '../../domain/errors.ts'
import { type Json, records, string } from '../../lib/json.ts'
import { errorCode, faultsOf } from './errors.ts'

/**
 * Slack fetches images while it takes a message, and answers `invalid_blocks` with `downloading image failed
 * [json-pointer:/blocks/3/image_url]` if it cannot: https://github.com/slackapi/node-slack-sdk/issues/1693. The error
 * then names the images; all of them if Slack does not say which block it refuses.
 */
export function toImageError(error: ExpectedError, body: Json): ExpectedError {
  if (!(error instanceof MessageRefused) || errorCode(error) !== 'invalid_blocks') return error
  const blocks = records(body.blocks)
  const faults = faultsOf(error)
  const refused = faults.flatMap((fault): Json[] => {
    const [, at] = /json-pointer:\/blocks\/(\d+)/.exec(fault.replaceAll('\\/', '/')) ?? []
    const block = at === undefined ? undefined : blocks[Number(at)]
    return block ? [block] : []
  })
  const images = (refused.length > 0 ? refused : blocks).filter(({ type }) => type === 'image')
  if (images.length === 0) return error
  return new ImageRefused(
    'Slack',
    error.reason.values?.[1] ?? error.message,
    images.map((image) => string(image.image_url)),
    { cause: error.cause },
  )
}
