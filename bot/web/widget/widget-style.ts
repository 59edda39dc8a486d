/** The style of the floating button and its panel, inside their shadow tree. */
export const WIDGET_STYLE = `
:host { all: initial; }
button {
  position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; z-index: 2147483000;
  min-height: 3rem; padding: .5rem 1.25rem;
  border: 2px solid #fff; border-radius: 1.5rem;
  background: #1c4e80; color: #fff;
  font: 700 1rem/1.5 "Hiragino Sans", "Noto Sans JP", "Yu Gothic UI", Meiryo, sans-serif;
  box-shadow: 0 2px 10px rgb(0 0 0 / .25); cursor: pointer;
}
button:focus-visible { outline: 3px solid #1c4e80; outline-offset: 3px; }
#panel {
  position: fixed; inset-block-end: 5rem; inset-inline-end: 1rem; z-index: 2147483000;
  width: min(26rem, 100vw - 2rem); height: min(42rem, 100dvh - 6.5rem);
  border: 1px solid #868d96; border-radius: .75rem; overflow: hidden;
  background: Canvas; box-shadow: 0 4px 24px rgb(0 0 0 / .25);
}
#panel[hidden] { display: none; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
@media (max-width: 30rem) {
  #panel { inset: 0 0 4.5rem 0; width: auto; height: auto; border-width: 0 0 1px; border-radius: 0; }
}
@media print { button, #panel { display: none; } }
`;
