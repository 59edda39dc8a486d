const CLOSE_MESSAGE = 'chat:close';

/** In another site's frame: Escape closes the widget, and the send box gets the focus that the frame is given. */
export function connectEmbedding(): { ready: () => void } {
  document.addEventListener('keydown', (event) => {
    // Inside the transcript, Escape is Web Chat's: it leaves a message.
    const within = (event.target as Element).closest?.('.webchat__basic-transcript');
    if (event.key === 'Escape' && !event.defaultPrevented && !within) parent.postMessage(CLOSE_MESSAGE, '*');
  });
  window.addEventListener('focus', focusSendBox);
  return { ready: () => document.hasFocus() && focusSendBox() };
}

function focusSendBox(): void {
  if (document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>('[data-id="webchat-sendbox-input"]')?.focus();
}
