import { readFileSync } from 'node:fs'
import { html } from 'hono/html'
import { parse } from 'yaml'
import type { PlatformSteps } from '../platform-steps.ts'

const manifest = new URL('../../../../config/slack-manifest.yaml', import.meta.url)

export function slackSteps(): PlatformSteps {
  // https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests#sharing-manifests: JSON has no comments, so it is shorter.
  const query = new URLSearchParams({
    new_app: '1',
    manifest_json: JSON.stringify(parse(readFileSync(manifest, 'utf8'))),
  })
  return {
    start: { href: `https://api.slack.com/apps?${query}`, words: 'Create the Slack app' },
    advice: html`Slack opens with everything filled in. Choose your workspace, then <em>Create</em>, then
      <em>Install to Workspace</em>.`,
    fields: [
      {
        variable: 'SLACK_BOT_TOKEN',
        label: 'Bot User OAuth Token',
        hint: html`Under <em>OAuth &amp; Permissions</em>, after installing.`,
        placeholder: 'xoxb-',
      },
      {
        variable: 'SLACK_APP_TOKEN',
        label: 'App-Level Token',
        hint: html`<em>Basic Information</em>, <em>App-Level Tokens</em>, <em>Generate</em>, with the scope
          <code>connections:write</code>.`,
        placeholder: 'xapp-',
      },
    ],
  }
}
