import type { Budget } from '../../domain/part.ts'
import type { Component, MediaGallery } from './components.ts'
import { countNodes } from './read-markdown.ts'

/** How much of a message's limits something uses. */
interface Size {
  readonly characters: number
  readonly bytes: number
  readonly components: number
  /** Styles, links, code and the like, which the client draws. */
  readonly nodes: number
}

type Bounds = { readonly [of in keyof Size]: { readonly budget: number; readonly limit: number } }

/** The limits of a message of components: the bot's own, and Discord's. */
const componentBounds: Bounds = {
  /** discord.js guide, "Display Components": all text displays of one message together. */
  characters: { budget: 3800, limit: 4000 },
  /** Measured in discord-api-docs issue 8554: beyond it Discord answers 500. Chinese reaches it before the characters. */
  bytes: { budget: 9500, limit: 10_170 },
  /** components/reference, "Component Reference": nested ones count. */
  components: { budget: 36, limit: 40 },
  /** discord-api-docs issue 8501: the client draws this many nodes of a text and shows `...` for the rest. */
  nodes: { budget: 180, limit: 200 },
}

/** The same issue: what each text display adds to its own bytes. */
const bytesPerText = 12

/** resources/message, "Create Message": `content`. */
const contentBounds = { budget: 1900, limit: 2000 }

/** components/reference, "Media Gallery Structure" and "Media Gallery Item Structure". */
export const [galleryMax, descriptionMax] = [10, 1024]
/** components/reference, "Button Structure". */
export const buttonUrlMax = 512
/** components/reference, "Select Option Structure", "Option Value". */
export const optionTextMax = 100
/** components/reference, "String Select Structure". */
export const optionsMax = 25
/** components/reference, "Legacy Message Component Behavior". */
export const rowsMax = 5
/** resources/channel, "Start Thread in Forum or Media Channel". */
export const threadNameMax = 100

const nothing: Size = { characters: 0, bytes: 0, components: 0, nodes: 0 }

export function sizeOf(components: readonly Component[]): Size {
  return components.map(componentSize).reduce(add, nothing)
}

function componentSize(component: Component): Size {
  const own = { ...nothing, components: 1 }
  if ('components' in component) return add(own, sizeOf(component.components))
  if ('options' in component) return { ...own, bytes: Buffer.byteLength(JSON.stringify(component.options)) }
  if ('items' in component) return gallerySize(component)
  if (!('content' in component)) return own
  const { content } = component
  const bytes = Buffer.byteLength(content) + bytesPerText
  return { components: 1, characters: content.length, bytes, nodes: nodesIn(content) }
}

/** Whether Discord counts the words and addresses of images is unknown. */
function gallerySize({ items }: MediaGallery): Size {
  const characters = items.reduce((sum, { description }) => sum + description.length, 0)
  return { ...nothing, components: 1, characters, bytes: Buffer.byteLength(JSON.stringify(items)) }
}

export function add(a: Size, b: Size): Size {
  return each((of) => a[of] + b[of])
}

export function largerSize(a: Size, b: Size): Size {
  return each((of) => Math.max(a[of], b[of]))
}

export function withinBudget(size: Size): boolean {
  return (Object.keys(size) as (keyof Size)[]).every((of) => size[of] <= componentBounds[of].budget)
}

/** Whether Discord accepts it, although it may exceed the bot's own limits. */
export function withinLimits(size: Size): boolean {
  return (Object.keys(size) as (keyof Size)[]).every((of) => size[of] <= componentBounds[of].limit)
}

export function componentBudget(size: Size): Budget[] {
  return (Object.keys(size) as (keyof Size)[]).map((of) => ({ of, used: size[of], ...componentBounds[of] }))
}

export function contentBudget(content: string): Budget[] {
  return [
    { of: 'characters', used: content.length, ...contentBounds },
    { of: 'nodes', used: nodesIn(content), ...componentBounds.nodes },
  ]
}

export function contentFits(content: string): boolean {
  return contentBudget(content).every(({ used, budget }) => used <= budget)
}

/** Parsing is slow: of a text with few marks, or one that is too long anyway, only the marks are counted. */
function nodesIn(content: string): number {
  const marks = content.match(/[*`~<[|\n]|\p{Extended_Pictographic}|\p{RI}/gu)?.length ?? 0
  const { nodes, characters } = componentBounds
  return marks <= nodes.budget || content.length > characters.limit ? marks : countNodes(content)
}

function each(of: (name: keyof Size) => number): Size {
  return { characters: of('characters'), bytes: of('bytes'), components: of('components'), nodes: of('nodes') }
}
