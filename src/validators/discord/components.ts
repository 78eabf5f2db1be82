import { webAddress } from '../../domain/web-address.ts'
import type { Violation } from './error.ts'
import { componentType } from './limits.ts'

/** The part of a message component that the rules read. */
export interface AnyComponent {
  readonly type: number
  readonly id?: number | null
  readonly custom_id?: string | null
  readonly url?: string | null
  readonly label?: string | null
  readonly style?: number
  readonly content?: string
  readonly components?: readonly AnyComponent[]
  readonly items?: readonly { readonly media: { readonly url: string } }[]
  readonly min_values?: number | null
  readonly max_values?: number | null
  readonly options?: readonly { readonly label: string; readonly value: string; readonly description?: string }[]
}

/** A component and the way to it. */
export interface PlacedComponent {
  readonly component: AnyComponent
  readonly path: readonly (string | number)[]
}

const linkStyle = 5
/** components/reference, "Button Structure", answers others with this sentence. */
const linkSchemes = ['http', 'https', 'discord']

/** Every component, nested ones too, each after its parent. */
export function allComponents(
  components: readonly AnyComponent[],
  at: PlacedComponent['path'] = ['components'],
): PlacedComponent[] {
  return components.flatMap((component, index) => {
    const path = [...at, index]
    return [{ component, path }, ...allComponents(component.components ?? [], [...path, 'components'])]
  })
}

/** Rules for components in any message that the schema lacks. */
export function componentViolations(placed: readonly PlacedComponent[]): Violation[] {
  return [...repeats(placed), ...placed.flatMap(ownViolations)]
}

function ownViolations({ component, path }: PlacedComponent): Violation[] {
  switch (component.type) {
    case componentType.actionRow:
      return rowViolations(component, path)
    case componentType.button:
      return buttonViolations(component, path)
    case componentType.textDisplay:
      return isEmptyText(component.content) ? [required([...path, 'content'])] : []
    case componentType.stringSelect:
      return selectViolations(component, path)
    case componentType.mediaGallery:
      return galleryViolations(component, path)
    case componentType.separator:
    case componentType.container:
      return []
    default:
      // There are no rules for what the bot never sends, so that a test fails if it begins to.
      return [
        { path, code: 'UNION_TYPE_CHOICES', message: `There are no rules for components of type ${component.type}.` },
      ]
  }
}

function rowViolations({ components = [] }: AnyComponent, path: PlacedComponent['path']): Violation[] {
  const selects = components.filter(({ type }) => type !== componentType.button).length
  if (selects === 0 || components.length === 1) return []
  const message = 'A row holds buttons or one select, not both.'
  return [{ path: [...path, 'components'], code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message }]
}

function buttonViolations(button: AnyComponent, path: PlacedComponent['path']): Violation[] {
  const { style, custom_id, url } = button
  const violations: Violation[] = []
  const say = (field: string, code: string, message: string) =>
    violations.push({ path: [...path, field], code, message })

  if (isEmptyText(button.label)) say('label', 'BUTTON_COMPONENT_CONTENT_REQUIRED', 'A label is required')
  if (style === linkStyle) {
    if (!url) say('url', 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required')
    if (custom_id) say('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_FORBIDDEN', 'A link button has no custom id')
    return [...violations, ...addressViolations(url, [...path, 'url'])]
  }
  if (!custom_id) say('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required')
  if (url) say('url', 'BUTTON_COMPONENT_URL_FORBIDDEN', 'Only a link button has a url')
  return violations
}

/** components/reference, "Unfurled Media Item Structure": the bot sends no attachments, so images have web addresses. */
function galleryViolations({ items = [] }: AnyComponent, path: PlacedComponent['path']): Violation[] {
  return items.flatMap(({ media }, index) => addressViolations(media.url, [...path, 'items', index, 'media', 'url']))
}

function selectViolations(select: AnyComponent, path: PlacedComponent['path']): Violation[] {
  const violations: Violation[] = []
  // components/reference, "String Select Structure": both default to 1.
  if ((select.min_values ?? 1) > (select.max_values ?? 1)) {
    const message = 'min_values must not be greater than max_values.'
    violations.push({ path: [...path, 'min_values'], code: 'SELECT_COMPONENT_MIN_OVER_MAX', message })
  }
  const seen = new Set<string>()
  for (const [index, { label, value }] of (select.options ?? []).entries()) {
    const at = [...path, 'options', index]
    if (isEmptyText(label)) violations.push(required([...at, 'label']))
    const message = 'The specified option value is already used'
    if (seen.has(value))
      violations.push({ path: [...at, 'value'], code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message })
    seen.add(value)
  }
  return violations
}

/** Discord answers addresses of other schemes, and of hosts that are not on the public web. */
function addressViolations(url: string | null | undefined, path: PlacedComponent['path']): Violation[] {
  const scheme = url?.split(':', 1)[0]?.toLowerCase()
  if (!url || !scheme || scheme === 'discord') return []
  if (!linkSchemes.includes(scheme)) {
    const message = `Scheme "${scheme}" is not supported. Scheme must be one of (${linkSchemes.join(', ')}).`
    return [{ path, code: 'URL_TYPE_INVALID_SCHEME', message }]
  }
  return webAddress(url) === url ? [] : [{ path, code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }]
}

function repeats(placed: readonly PlacedComponent[]): Violation[] {
  const [customIds, ids] = [new Set<string>(), new Set<number>()]
  return placed.flatMap(({ component: { custom_id, id }, path }) => {
    const violations: Violation[] = []
    if (custom_id && customIds.has(custom_id)) {
      const message = 'Component custom id cannot be duplicated'
      violations.push({ path: [...path, 'custom_id'], code: 'COMPONENT_CUSTOM_ID_DUPLICATED', message })
    }
    if (id && ids.has(id))
      violations.push({
        path: [...path, 'id'],
        code: 'COMPONENT_ID_DUPLICATED',
        message: 'Component id is already used',
      })
    if (custom_id) customIds.add(custom_id)
    // components/reference, "Anatomy of a Component": 0 means none.
    if (id) ids.add(id)
    return violations
  })
}

/** Discord trims before it measures, so blanks are nothing. */
export function isEmptyText(text: string | null | undefined): boolean {
  return !text?.trim()
}

/** The violation of a field that is missing or holds nothing. */
export function required(path: PlacedComponent['path']): Violation {
  return { path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
}
