const v2 = 1 << 15

export const post = 'POST /channels/{channel.id}/messages'
export const callback = 'POST /interactions/{interaction.id}/{interaction.token}/callback'
export const register = 'PUT /applications/{application.id}/commands'

export const letters = (count: number) => 'a'.repeat(count)
export const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at))

export const text = (content: string) => ({ type: 10, content })
export const row = (...components: unknown[]) => ({ type: 1, components })
export const button = (more: object = {}) => ({ type: 2, style: 2, label: 'Discuss', custom_id: 'mp:1', ...more })
export const link = (url: string, more: object = {}) => ({ type: 2, style: 5, label: 'Read', url, ...more })
export const option = (value: string, more: object = {}) => ({ label: 'First', value, ...more })
export const select = (options: unknown[], more: object = {}) => ({ type: 3, custom_id: 'mp:2', options, ...more })
export const container = (...components: unknown[]) => ({ type: 17, components })
export const gallery = (count: number, url = 'https://example.org/a.png') => ({
  type: 12,
  items: times(count, () => ({ media: { url }, description: 'A chart' })),
})
export const separator = () => ({ type: 14 })

/** A message of components. */
export const modern = (...components: unknown[]) => ({ flags: v2, components })
/** A message of plain content with controls below it. */
export const classic = (...components: unknown[]) => ({ content: 'The day in brief', components })

export const command = (more: object = {}) => ({ name: 'digest', description: 'Find a digest', ...more })
export const textOption = (name: string, more: object = {}) => ({ type: 3, name, description: 'What about', ...more })
/** An answer to an interaction. */
export const answer = (type: number, data?: object) => ({ type, data })
/** A new post in a forum. */
export const forumPost = (more: object = {}) => ({
  name: 'Thursday',
  message: { content: 'The day in brief' },
  ...more,
})
