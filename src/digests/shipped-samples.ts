/**
 * The hashes of every digest that was ever shipped as a sample, as `isShippedSample()` makes them. Add the new hash when
 * a sample changes and keep the old one: people have copies of it. A test fails until it is here.
 */
export const shippedSamples: ReadonlySet<string> = new Set([
  'f114a70885a77347542ad334dcf46f53', // 2026-03-08
  '8826ed07b438c139edaf789a76a4d141', // 2026-03-09
  '2392c8c80a1eb8bed1136044c320ba61', // 2026-03-10
  'c8226b42577e423ef6763829f5f87388', // 2026-03-11
  '6cfc780dd7c9798d6b8416aba4ac2867', // 2026-03-12
  'b4ccfe5f3b86f70d496f59c3f650e47e', // zh/2026-03-12
])
