import type { Context } from 'hono'
import { html } from 'hono/html'
import type { PlatformName } from '../../domain/destination.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'
import type { ConnectedPlatform, SetupSession } from '../../setup/session.ts'
import { document } from '../document.ts'
import { type Html, hiddenFields } from '../html.ts'
import { platformIcon } from '../icons.ts'
import { channelsForm } from './channels-form.ts'
import type { FormValues, Progress, SavedSetup } from './options.ts'
import type { PlatformSteps, TokenField } from './platform-steps.ts'
import { stepsOf } from './steps.ts'

interface ConnectView {
  /** Names the form as one of this page. */
  readonly token: string
  readonly progress: Progress
  readonly connected: readonly ConnectedPlatform[]
  readonly session: Pick<SetupSession, 'isAccepted'>
  readonly values: FormValues
  /** The problem with the form about channels. */
  readonly problem?: string
}

export async function connectPage(context: Context, view: ConnectView): Promise<Html> {
  const { token, progress, connected, values, problem } = view
  const isFirst = connected.length === 0
  const main = html`<main class="connect" id="main" data-connect>
    <header class="connect-head">
      <h1>Connect a workspace</h1>
      <p>Slack, Discord, or both. Nothing is posted until you start it, and your tokens stay on this machine.</p>
    </header>
    <form method="post" action="/connect/tokens" class="connect-step" autocomplete="off" id="tokens" aria-labelledby="tokens-title">
      <h2 id="tokens-title"><b>1</b> Get the tokens</h2>
      ${hiddenFields({ token })}
      <div class="connect-cards">${[...stepsOf].map(([platform, steps]) => card(platform, steps, view))}</div>
      ${connected.length < stepsOf.size ? html`<p class="connect-go"><button class="${isFirst ? 'primary' : 'secondary'}">Check ${isFirst ? 'and continue' : 'the other platform'}</button></p>` : ''}
    </form>
    ${
      isFirst
        ? html`<section class="connect-step later" id="channels" aria-labelledby="channels-title"><h2 id="channels-title"><b>2</b> Choose the channel and the time</h2>
        <p>The channels appear here after a token was accepted.</p></section>`
        : channelsForm(token, connected, values, problem)
    }
    ${progress.saved ? savedSection(token, progress.saved) : ''}
  </main>`
  const assets = { script: 'connect.js' }
  return document({ context, title: 'Connect a workspace', place: 'connect', skips: [], main, assets })
}

function card(platform: PlatformName, steps: PlatformSteps, view: ConnectView): Html {
  const found = view.connected.find((each) => each.platform === platform)
  const title = html`<h3>${platformIcon(platform)} ${platformTitle(platform)}</h3>`
  if (found) {
    return html`<div class="connect-card done" id="card-${platform}">
      <header>${title}
        <button class="plain" form="forget-${platform}">Use another token<span class="visually-hidden"> of ${platformTitle(platform)}</span></button></header>
      <p class="fine">Connected: <b>${found.owner}</b></p>
      ${found.inviteUrl ? html`<p data-invite>Is the bot not in your server yet? <a href="${found.inviteUrl}" target="_blank" rel="noreferrer">Add the bot to a server</a>, then <a href="/connect#channels">load the channels again</a>.</p>` : ''}
    </div>`
  }
  const { href, words } = steps.start
  return html`<div class="connect-card" id="card-${platform}">
    <header>${title}</header>
    <p><a class="secondary button" href="${href}" target="_blank" rel="noreferrer">${words} <span aria-hidden="true">↗</span><span class="visually-hidden">(opens another window)</span></a></p>
    <p>${steps.advice}</p>
    ${steps.fields.map((field) => tokenField(field, view))}
  </div>`
}

function tokenField({ variable, label, hint, placeholder }: TokenField, { progress, session }: ConnectView): Html {
  const result = progress.results.get(variable)
  const isKept = session.isAccepted(variable)
  const state = result ? (result.isAccepted ? 'fine' : 'wrong') : ''
  // A paste may be much longer than a token, and what was pasted never comes back in the page.
  return html`<div class="connect-field">
    <label for="${variable}">${label}</label>
    <p class="hint" id="${variable}-hint">${hint}</p>
    <input type="password" id="${variable}" name="${variable}" placeholder="${isKept ? 'Accepted; paste another one to replace it' : placeholder}"
      autocomplete="off" spellcheck="false" autocapitalize="off" data-1p-ignore maxlength="4000"
      aria-describedby="${variable}-hint ${variable}-result" ${state === 'wrong' ? html`aria-invalid="true"` : ''} data-check />
    <p class="result ${state}" id="${variable}-result" aria-live="polite">${result?.sentence ?? ''}</p>
  </div>`
}

function savedSection(token: string, { files, tests }: SavedSetup): Html {
  return html`<section class="connect-step" id="saved" aria-labelledby="saved-title">
    <h2 id="saved-title"><b>3</b> Start</h2>
    <ul class="connect-tests">${tests.map(
      ({ place, link, problem }) =>
        html`<li class="${problem ? 'wrong' : 'fine'}">${
          problem
            ? html`No test message in <b>${place}</b>: ${problem}`
            : html`Test message posted in <b>${place}</b>. ${link ? html`<a href="${link}" target="_blank" rel="noreferrer">Open it<span class="visually-hidden"> in ${place}</span></a>` : ''}`
        }</li>`,
    )}</ul>
    <p>Written: ${files.map((file, index) => html`${index > 0 ? ', ' : ''}<code>${file}</code>`)}</p>
    <p>When you start, the newest digest is posted at once unless it is old, and then one a day. The simulated channels are closed.</p>
    <form method="post" action="/connect/start" data-start>${hiddenFields({ token })}<button class="primary">Start posting</button></form>
  </section>`
}

/** The servers close for a moment: the page waits by itself, with and without JavaScript. */
export async function startedPage(context: Context): Promise<Html> {
  const main = html`<main class="apology" id="main" data-starting="/deliveries">
    <h1>Morning Post is starting</h1>
    <p role="status">It connects to your workspace. This takes a few seconds; then the deliveries are shown.
      If nothing appears, the log says why.</p>
    <p><a href="/deliveries">Show the deliveries</a></p>
  </main>`
  const assets = { script: 'connect.js' }
  return document({ context, title: 'Starting', skips: [], main, assets })
}
