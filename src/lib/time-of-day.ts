/** `08:30` of `8:30`, `08:30`, `0830`, `8.30`, `8`, `8am` or `8:30 pm`; undefined for anything else. */
export function parseTimeOfDay(text: string): string | undefined {
  const match = /^(\d{1,2})(?:[:.：]?(\d{2}))?\s*(am|pm)?$/i.exec(text.trim())
  if (!match) return undefined
  const half = match[3]?.toLowerCase()
  const [hours, minutes] = [Number(match[1]), Number(match[2] ?? 0)]
  if (minutes > 59 || (half ? hours < 1 || hours > 12 : hours > 23)) return undefined
  const hour = half ? (hours % 12) + (half === 'pm' ? 12 : 0) : hours
  return `${String(hour).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}
