import { SlackErrorResponse } from '../../validators/slack/error.ts'
import { type Args, textArgument } from './method.ts'

// https://docs.slack.dev/apis/web-api/pagination

const defaultLimit = 100
const limitMax = 999

interface Page<Item> {
  readonly items: readonly Item[]
  /** Empty on the last page. */
  readonly nextCursor: string
}

/** The items that a call asks for with `limit` and `cursor`; a cursor is the name of the first item of its page. */
export function pageOf<Item>(all: readonly Item[], args: Args, nameOf: (item: Item) => string): Page<Item> {
  const limit = typeof args.limit === 'number' && args.limit > 0 ? args.limit : defaultLimit
  if (!Number.isInteger(limit) || limit > limitMax) throw new SlackErrorResponse('invalid_limit')
  const start = startOf(all, textArgument(args, 'cursor'), nameOf)
  const next = all[start + limit]
  return {
    items: all.slice(start, start + limit),
    nextCursor: next ? Buffer.from(`next:${nameOf(next)}`).toString('base64') : '',
  }
}

function startOf<Item>(all: readonly Item[], cursor: string, nameOf: (item: Item) => string): number {
  if (!cursor) return 0
  const [prefix, name] = Buffer.from(cursor, 'base64').toString().split(':')
  const start = all.findIndex((item) => nameOf(item) === name)
  if (prefix !== 'next' || start < 0) throw new SlackErrorResponse('invalid_cursor')
  return start
}
