/** The same object with other methods in place of some. Its class may have private fields, so it cannot be spread. */
export function withMethods<Target extends object>(target: Target, methods: Partial<Target>): Target {
  const known: Record<PropertyKey, unknown> = { ...methods }
  return new Proxy(target, {
    get: (_, name) => {
      if (Object.hasOwn(known, name)) return known[name]
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      known[name] = member.bind(target)
      return known[name]
    },
  })
}
