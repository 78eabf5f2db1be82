import type { Installation, NextStep } from '../../domain/installation.ts'

/** How workspaces install the app with a click. */
export interface InstallOptions {
  /** The name of the platform, as readers know it. */
  readonly title: string
  /** The host of the public address. */
  readonly publicHost: string
  /** Where a browser goes to allow the app, with a new state. */
  authorizeUrl(): string
  /** Whether the state was issued by `authorizeUrl`. It can be used once. */
  useState(state: string): Promise<'valid' | 'wrong' | 'expired' | 'used'>
  /** Throws an `ExpectedError`. `isOurs` is whether the installation began at `authorizeUrl`. */
  install(code: string, isOurs: boolean): Promise<Installation>
  nextStep(installation: Installation): NextStep
}
