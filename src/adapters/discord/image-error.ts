import { type ExpectedError, ImageRefused, MessageRefused } from '../../domain/errors.ts'
import { record } from '../../lib/json.ts'
import { faultsOf } from './errors.ts'

/** The path of an image: `components[0].components[2].items[0].media.url`. */
const imagePath = /^(.+\.items\[\d+\])\.media/

/**
 * Discord fetches images after it has taken a message, which then shows an empty frame for those it cannot fetch; it
 * refuses a message only for addresses that can be none of an image. The error then names the images.
 */
export function toImageError(error: ExpectedError, body: unknown): ExpectedError {
  if (!(error instanceof MessageRefused)) return error
  const urls = faultsOf(error).flatMap((fault) => {
    const [, item] = imagePath.exec(fault) ?? []
    const url = item === undefined ? undefined : record(record(valueAt(body, item)).media).url
    return typeof url === 'string' ? [url] : []
  })
  return urls.length > 0
    ? new ImageRefused('Discord', error.reason.values?.[1] ?? error.message, urls, { cause: error.cause })
    : error
}

function valueAt(body: unknown, path: string): unknown {
  return path.split(/[.[\]]+/).reduce<unknown>((node, key) => {
    if (key === '') return node
    return Array.isArray(node) ? node[Number(key)] : record(node)[key]
  }, body)
}
