import type { Hono } from 'hono'

/** Says of every path that is there which methods it takes, whatever else is tried. Comes after all other routes. */
export function refuseOtherMethods(app: Hono): void {
  const routes = Map.groupBy(
    app.routes.filter(({ method }) => method !== 'ALL'),
    ({ path }) => path,
  )
  for (const [path, taken] of routes) {
    const methods = [...new Set(taken.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))]
    const allow = methods.join(', ')
    app.all(path, (context) => context.text(`This address takes ${allow} only.\n`, 405, { allow }))
  }
}
