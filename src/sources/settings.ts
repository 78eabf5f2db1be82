/** Settings that all kinds of sources have. */
interface CommonSettings {
  /** How often it is fetched at most, in minutes. */
  readonly every: number
  /** The largest number of its candidates that are proposed for a day. */
  readonly most: number
}

/** The base URL of a service, for mirrors and tests. */
interface ServiceSettings extends CommonSettings {
  readonly base: string
}

/** The sources of a publication as they are configured. One entry can be several sources. */
export type SourceSettings =
  | (CommonSettings & { readonly kind: 'feed'; readonly url: string; readonly name: string })
  | (ServiceSettings & { readonly kind: 'arxiv'; readonly categories: readonly string[] })
  | (ServiceSettings & { readonly kind: 'huggingface' })
  | (ServiceSettings & { readonly kind: 'github'; readonly repositories: readonly string[] })
  | (ServiceSettings & { readonly kind: 'hackernews'; readonly points: number; readonly words: readonly string[] })

/** The names of the sources of one entry, as candidates have them, in its order. */
export function sourceNames(settings: SourceSettings): string[] {
  switch (settings.kind) {
    case 'feed':
      return [`feed:${settings.name}`]
    case 'arxiv':
      return [...new Set(settings.categories)].map((category) => `arxiv:${category}`)
    case 'github':
      return [...new Set(settings.repositories)].map((repository) => `github:${repository}`)
    case 'huggingface':
    case 'hackernews':
      return [settings.kind]
  }
}
