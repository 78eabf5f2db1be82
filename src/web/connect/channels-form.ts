import { html } from 'hono/html'
import type { ChannelChoice } from '../../domain/workspace.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'
import { defaultChannel } from '../../setup/default-channel.ts'
import { digestLanguages } from '../../setup/first-digest.ts'
import type { ConnectedPlatform } from '../../setup/session.ts'
import { type Html, hiddenFields } from '../html.ts'
import { platformIcon } from '../icons.ts'
import type { FormValues } from './options.ts'

/** The second step: one channel for each connected platform, and when. */
export function channelsForm(
  token: string,
  connected: readonly ConnectedPlatform[],
  values: FormValues,
  problem?: string,
): Html {
  return html`<form method="post" action="/connect/save" class="connect-step" id="channels" aria-labelledby="channels-title">
    <h2 id="channels-title"><b>2</b> Choose the channel and the time</h2>
    ${hiddenFields({ token })}
    ${problem ? html`<p class="result wrong" role="alert">${problem}</p>` : ''}
    <div class="connect-grid">
      ${connected.map((each) => channelField(each, values))}
      <div class="connect-field short"><label for="at">Local time</label>
        <input type="time" id="at" name="at" value="${values.at}" required /></div>
      <div class="connect-field"><label for="timezone">Time zone</label>
        <input id="timezone" name="timezone" value="${values.timezone}" list="zones" required spellcheck="false" autocomplete="off" data-zone />
        <datalist id="zones">${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value="${zone}"></option>`)}</datalist></div>
      <div class="connect-field short"><label for="language">Language of the first digest</label>
        <select id="language" name="language" data-language>${digestLanguages.map(
          ({ tag, name }) =>
            html`<option value="${tag}" lang="${tag}" ${tag === values.language ? html`selected` : ''}>${name}</option>`,
        )}</select></div>
    </div>
    <p class="connect-go">
      <button class="primary" name="after" value="test">Save and post a test message</button>
      <button class="secondary" name="after" value="save">Save only</button>
    </p>
  </form>${forgetForms(token, connected)}`
}

function channelField({ platform, channels, problem, inviteUrl }: ConnectedPlatform, values: FormValues): Html {
  const id = `channel-${platform}`
  const label = html`<label for="${id}">${platformIcon(platform)} ${platformTitle(platform)} channel</label>`
  const chosen = values.channels.get(platform)?.id ?? defaultChannel(channels)?.id
  if (channels.length === 0) {
    const invite = html`<a href="${inviteUrl ?? ''}" target="_blank" rel="noreferrer">Add the bot to a server</a>, then`
    return html`<div class="connect-field wide">${label}
      <p class="hint" id="${id}-hint">${problem ?? 'There is no channel yet in which the bot can post.'}
        ${inviteUrl && !problem ? invite : 'Invite it to a channel, then'} <a href="/connect#channels">load the channels</a>, or type the id of one.</p>
      <input id="${id}" name="${id}" value="${values.channels.get(platform)?.id ?? ''}" aria-describedby="${id}-hint" autocomplete="off" spellcheck="false" /></div>`
  }
  const servers = Map.groupBy(channels, ({ server }) => server ?? '')
  const options = (list: readonly ChannelChoice[]) =>
    list.map(
      (channel) =>
        html`<option value="${channel.id}" ${channel.id === chosen ? html`selected` : ''}>#${channel.name}${kinds[channel.kind]}</option>`,
    )
  return html`<div class="connect-field wide">${label}
    <select id="${id}" name="${id}">
      ${[...servers].map(([server, list]) => (server ? html`<optgroup label="${server}">${options(list)}</optgroup>` : options(list)))}
      <option value="">None for now</option>
    </select></div>`
}

const kinds: Readonly<Record<ChannelChoice['kind'], string>> = { public: '', private: ' (private)', forum: ' (forum)' }

/** Forms cannot hold forms, so the one that forgets a platform's tokens stands beside the others. */
function forgetForms(token: string, connected: readonly ConnectedPlatform[]): Html[] {
  return connected.map(
    ({ platform }) =>
      html`<form method="post" action="/connect/forget" id="forget-${platform}" hidden>${hiddenFields({ token, platform })}</form>`,
  )
}
