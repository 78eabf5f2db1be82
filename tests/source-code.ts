import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** The source files, by path from the project's root. Paths use forward slashes on every system. */
export function readSources(pattern: string): ReadonlyMap<string, string> {
  return new Map(
    globSync(pattern)
      .map((file) => file.replaceAll('\\', '/'))
      .sort()
      .map((file) => [file, readFileSync(file, 'utf8')]),
  )
}

/** The code without whole-line and trailing comments. The formatter puts every comment on lines of its own. */
export const withoutComments = (code: string): string =>
  code.replaceAll(/^\s*\/\*(?:[^*]|\*(?!\/))*\*\//gm, '').replaceAll(/(^|\s)\/\/ .*$/gm, '$1')

// A static import or `export … from` begins its line and reaches its specifier before any quote, bracket of a call or
// semicolon; `import(…)` may stand anywhere, also as a type.
const staticImport = /^\s*(?:import|export)\b(?:[^'"`;()=]*?\bfrom)?\s*(['"])([^'"]+)\1/gm
const dynamicImport = /\bimport\(\s*(['"`])([^'"`]+)\1/g

/** What a file imports: for values, for types, for side effects, on demand and to export it again. */
export function importsOf(code: string): readonly string[] {
  const plain = withoutComments(code)
  return [...plain.matchAll(staticImport), ...plain.matchAll(dynamicImport)].map(([, , specifier = '']) => specifier)
}

/** What a file loads before it runs: imports on demand and of types are left out. */
export function loadedBy(code: string): readonly string[] {
  const plain = withoutComments(code).replace(/\b(?:import|export) type\b[^'"]*['"][^'"]*['"]/g, '')
  return [...plain.matchAll(staticImport)].map(([, , specifier = '']) => specifier)
}

/** How often a file loads a module by a way that `importsOf` cannot follow. */
export const untraceableImports = (code: string): number =>
  withoutComments(code).match(/\bimport\(\s*[^\s'"`]|\brequire\(|\bcreateRequire\b/g)?.length ?? 0

/** The names that a file declares and exports. */
export const exportedNames = (code: string): readonly string[] =>
  [
    ...code.matchAll(/^export (?:declare |abstract |async )*(?:function\*?|const|let|class|interface|type) (\w+)/gm),
  ].map(([, name = '']) => name)

/** From each file to the files it imports. */
export function importGraph(sources: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const local = (file: string, code: string) =>
    importsOf(code)
      .filter((to) => to.startsWith('.'))
      .map((to) => normalize(join(dirname(file), to)).replaceAll('\\', '/'))
  return new Map([...sources].map(([file, code]) => [file, [...new Set(local(file, code))].sort()]))
}

/** The imports that lie on a cycle, as `from → to`. */
export function cyclicImports(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const reachable = (start: string): ReadonlySet<string> => {
    const seen = new Set<string>()
    const open = [start]
    for (let file = open.pop(); file; file = open.pop())
      for (const to of graph.get(file) ?? []) if (!seen.has(to) && seen.add(to)) open.push(to)
    return seen
  }
  const cyclic = new Map([...graph.keys()].map((file) => [file, reachable(file)]))
  return [...graph].flatMap(([from, to]) =>
    to.filter((target) => cyclic.get(target)?.has(from)).map((target) => `${from} → ${target}`),
  )
}

interface Interface {
  readonly name: string
  readonly parents: readonly string[]
  readonly members: readonly string[]
  readonly hasMethods: boolean
}

/** The exported interfaces of a file with their own members. The formatter indents these by two spaces. */
export function interfacesOf(code: string): readonly Interface[] {
  const declarations = code.matchAll(
    /^export interface (\w+)(?:<[^\n]*>)?(?: extends ([^{]+))? \{\n((?: .*\n|\n)*)\}/gm,
  )
  return [...declarations].map(([, name = '', parents = '', body = '']) => ({
    name,
    parents: parents.split(',').map((parent) => parent.trim().replace(/<.*/, '')),
    members: [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??[(<:]/gm)].map(([, member = '']) => member),
    hasMethods: /^ {2}(?:readonly )?\w+\??(?:[(<]|: \()/m.test(body),
  }))
}
