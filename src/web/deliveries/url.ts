import { type Day, parseDay } from '../../domain/day.ts'

/** The cell of the open delivery. */
interface OpenedDelivery {
  readonly destination: string
  readonly day: Day
}

/** The view of the page. The address holds all of it, so that everything works as a plain link. */
export interface DeliveriesUrl {
  /** The first of the days, when they are not the newest ones. */
  readonly from?: Day
  /** The first day of a month that is shown whole. */
  readonly month?: Day
  /** Only this destination. */
  readonly destination?: string
  /** Only destinations with a problem. */
  readonly trouble: boolean
  readonly open?: OpenedDelivery
  /** The part whose sending is to be confirmed. */
  readonly confirm?: string
}

/** The limits of the calendar in both directions. */
const [earliest, latest] = ['1971-01-01', '2900-01-01']

export function parseUrl(query: URLSearchParams): DeliveriesUrl {
  const from = dayIn(query.get('from') ?? '')
  const month = dayIn(`${query.get('month')}-01`)
  const destination = query.get('destination')
  const open = openedIn(query.get('open') ?? '')
  const confirm = query.get('confirm')
  return {
    trouble: query.get('show') === 'trouble',
    ...(from && { from }),
    ...(month && { month }),
    ...(destination && { destination }),
    ...(open && { open }),
    ...(open && confirm && { confirm }),
  }
}

/** `research-slack@2026-03-12` */
export function openedName({ destination, day }: OpenedDelivery): string {
  return `${destination}@${day}`
}

function openedIn(name: string): OpenedDelivery | undefined {
  const at = name.lastIndexOf('@')
  const day = dayIn(name.slice(at + 1))
  return at > 0 && day ? { destination: name.slice(0, at), day } : undefined
}

function dayIn(text: string): Day | undefined {
  const day = parseDay(text)
  return day && day > earliest && day < latest ? day : undefined
}

type Changes = { readonly [Name in keyof DeliveriesUrl]?: DeliveriesUrl[Name] | undefined }

/** The path of the same view with some parameters changed; `undefined` removes one. */
export function pathTo(address: DeliveriesUrl, changes: Changes = {}): string {
  const { from, month, destination, trouble, open, confirm } = { ...address, ...changes }
  const query = new URLSearchParams()
  if (from) query.set('from', from)
  if (month) query.set('month', month.slice(0, 'YYYY-MM'.length))
  if (destination) query.set('destination', destination)
  if (trouble) query.set('show', 'trouble')
  if (open) query.set('open', openedName(open))
  if (open && confirm) query.set('confirm', confirm)
  return query.size > 0 ? `/deliveries?${query}` : '/deliveries'
}
