import { stripVTControlCharacters, styleText } from 'node:util'

const colors = { fatal: 'red', error: 'red', warn: 'yellow', info: 'green', debug: 'dim', trace: 'dim' } as const

/** A line of the log for people: `07:30:00 info  posted  part=overview destination=team`, in the local time. */
export function readableLine(json: string, stream: NodeJS.WriteStream): string {
  const { time, level, msg, err, ...fields } = JSON.parse(json)
  const color = colors[level as keyof typeof colors]
  const style = (format: 'red' | 'yellow' | 'green' | 'dim', text: string) => styleText(format, text, { stream })
  const clock = new Date(time).toTimeString().slice(0, 8)
  const pairs = Object.entries(fields).map(([name, value]) => style('dim', `${name}=${formatValue(value)}`))
  const label = color ? style(color, level.padEnd(5)) : level
  const line = [clock, label, printable(msg), ...(pairs.length > 0 ? [` ${pairs.join(' ')}`] : [])].join(' ')
  return `${[line, ...stackOf(err)].join('\n')}\n`
}

function formatValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return /[\s"=\p{Cc}]/u.test(text) || text === '' ? JSON.stringify(text) : text
}

/** A title or an answer of a platform must not move the cursor or begin a line of its own. */
const printable = (text: string): string => stripVTControlCharacters(text).replaceAll(/\p{Cc}+/gu, ' ')

function stackOf(err: { readonly stack?: string } | undefined): string[] {
  return err?.stack?.split('\n').map((line) => `         ${printable(line)}`) ?? []
}
