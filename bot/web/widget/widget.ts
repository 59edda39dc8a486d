// The floating button for any site: <script src="https://…/widget.js" defer></script>. It adds one button; a press opens the
// chat in a frame of its own, which is loaded only then.
import en from '../../../locales/en/widget.json' with { type: 'json' };
import ja from '../../../locales/ja/widget.json' with { type: 'json' };
import { WIDGET_STYLE } from './widget-style.js';

const CLOSE_MESSAGE = 'chat:close';
/** What the chat needs of the frame: its own origin and scripts, links in new tabs, saving the conversation. */
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';

interface Parts {
  button: HTMLButtonElement;
  panel: HTMLElement;
}

function start(script: HTMLScriptElement): void {
  const wish = script.dataset.lang ?? document.documentElement.lang;
  const lang = /^en/i.test(wish) ? 'en' : 'ja';
  const texts = { ja, en }[lang];
  const chatUrl = new URL(`/?embed=1&lang=${lang}`, script.src);
  const parts = build(texts, lang);
  let frame: HTMLIFrameElement | undefined;

  const open = () => {
    parts.panel.hidden = false;
    frame ??= addFrame(parts.panel, chatUrl.href, texts.title);
    frame.focus();
    show(parts.button, texts.close, true);
  };
  const close = () => {
    parts.panel.hidden = true;
    show(parts.button, texts.open, false);
    parts.button.focus();
  };
  show(parts.button, texts.open, false);
  parts.button.addEventListener('click', () => (parts.panel.hidden ? open() : close()));
  parts.panel.getRootNode().addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Escape' && !parts.panel.hidden) close();
  });
  window.addEventListener('message', ({ origin, source, data }) => {
    if (origin === chatUrl.origin && source === frame?.contentWindow && data === CLOSE_MESSAGE) close();
  });
}

/** The button and the panel live in a shadow tree, so that neither side's style reaches the other. */
function build(texts: { title: string }, lang: string): Parts {
  const host = document.createElement('div');
  host.lang = lang;
  const root = host.attachShadow({ mode: 'open' });
  const style = new CSSStyleSheet();
  style.replaceSync(WIDGET_STYLE);
  root.adoptedStyleSheets = [style];
  const panel = document.createElement('div');
  panel.id = 'panel';
  panel.hidden = true;
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-label', texts.title);
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('aria-controls', 'panel');
  root.append(panel, button);
  document.body.append(host);
  return { button, panel };
}

function addFrame(panel: HTMLElement, url: string, title: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.setAttribute('sandbox', SANDBOX);
  frame.src = url;
  frame.addEventListener('load', () => !panel.hidden && frame.focus());
  panel.append(frame);
  return frame;
}

function show(button: HTMLButtonElement, label: string, expanded: boolean): void {
  button.textContent = label;
  button.setAttribute('aria-expanded', String(expanded));
}

const script = document.currentScript as HTMLScriptElement;
if (document.body) start(script);
else document.addEventListener('DOMContentLoaded', () => start(script));
