import type { z } from 'zod'
import type { FailureReason } from '../../domain/failure-reason.ts'
import { failureReason } from '../../i18n/failures.ts'
import { decodeDocument } from '../fetch/decode.ts'
import { FetchFailed } from '../fetch/fetch-failed.ts'
import type { SourceAdapter } from '../source.ts'

interface ReadItems<Item> {
  readonly items: readonly Item[]
  readonly problem?: FailureReason
}

/** The JSON of an API. Throws `FetchFailed` for other content. */
export function readJson({ body, contentType }: Parameters<SourceAdapter['read']>[0]): unknown {
  try {
    return JSON.parse(decodeDocument(body, contentType))
  } catch (cause) {
    throw new FetchFailed(failureReason('source-no-json'), { cause })
  }
}

/** The items of a list that have the expected fields; `problem` says how many have not. Throws `FetchFailed` if none has. */
export function readItems<Schema extends z.ZodType>(list: unknown, schema: Schema): ReadItems<z.output<Schema>> {
  if (!Array.isArray(list)) throw new FetchFailed(failureReason('source-other-form'))
  const items = list.flatMap((each) => {
    const read = schema.safeParse(each)
    return read.success ? [read.data] : []
  })
  const unread = list.length - items.length
  if (items.length === 0 && unread > 0) throw new FetchFailed(failureReason('source-no-fields'))
  const problem = failureReason('source-unread', String(unread), String(list.length))
  return { items, ...(unread > 0 && { problem }) }
}
