// <task-lanes listing="…">: a live listing in somebody else's page. docs/embed.md says how; the page itself is in a frame.
//
// Until a reader wants it, there is its poster, as high as what comes. Nothing is put into the host's page but this
// element; its styles are in its shadow, where no policy of the host's forbids them.
(() => {
  'use strict';
  // The first of several scripts serves all elements of a page.
  if (customElements.get('task-lanes')) return;
  const script = document.currentScript ?? document.querySelector('script[src$="embed.js"]');
  const base = new URL('.', script.src);
  // A line for each listing: its name and title; then the heights of its chart, wide and narrow, and the lines of its code, as
  // it is written and, after a name, of each variant.
  const listings = {};
  for (const line of '%LISTINGS%'.split('\n')) {
    const [id, title, ...all] = line.split('|');
    all.forEach((text) => {
      const [variant, ...numbers] = text.split(',');
      listings[id + (variant && `.${variant}`)] = [title, ...numbers.map(Number)];
    });
  }
  const choices = {
    speed: ['0.5', '1', '2', '4', '10', '20'],
    rows: ['workers', 'tasks'],
    code: ['hidden', 'shown'],
    theme: ['auto', 'light', 'dark'],
  };
  const sheet = new CSSStyleSheet();
  // A change of the text's colour around it is heard as a transition, and read as red, green and blue from 0 to 1.
  sheet.replaceSync(`
:host { display: block; container-type: inline-size }
:host([hidden]) { display: none }
.box { position: relative; height: var(--wide); min-height: var(--needed); color-scheme: light; transition: color 1ms; outline-color: color-mix(in srgb, currentcolor, currentcolor); --paper: #fff; --ink: #1d2430; --line: #e4e1da; --accent: #2456c7 }
.dark { color-scheme: dark; --paper: #191d25; --ink: #e8eaee; --line: #2b313c; --accent: #7ba4ff }
.n { display: none }
@container (width < 560px) {
  .box { height: var(--narrow) }
  .n { display: block }
  .w { display: none }
}
iframe, .poster { position: absolute; inset: 0; width: 100%; height: 100%; box-sizing: border-box; border: 0 }
.poster { border: 1px solid var(--line); border-radius: 10px; background: var(--paper); color: var(--ink); font: 13px/1.5 system-ui, sans-serif; overflow: hidden }
.poster div { display: flex; align-items: center; gap: 12px; padding: 0 16px; height: 40px }
.poster .bar { height: 67px; border-bottom: 1px solid var(--line) }
b { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 15px }
a, button { color: var(--accent) }
button { height: 44px; padding: 0 24px; border: 0; border-radius: 8px; background: var(--accent); color: var(--paper); font: inherit }
i { display: block; overflow: hidden }
img { max-width: 100% }
.code { height: 999px; margin-top: 12px; border-top: 1px solid var(--line) }
.code img { max-width: none }
p { margin: 16px; overflow-wrap: anywhere }`);

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  customElements.define('task-lanes', class extends HTMLElement {
    static observedAttributes = ['listing', 'variant', 'race', 'title', ...Object.keys(choices)];
    #box = make('div', { className: 'box' });
    #asked = [];
    #frame;
    #ready;
    #shade;
    #late;
    #sight;

    constructor() {
      super();
      const shadow = this.attachShadow({ mode: 'open' });
      shadow.adoptedStyleSheets = [sheet];
      shadow.append(this.#box);
      this.#box.addEventListener('transitionend', () => this.#dress());
    }

    connectedCallback() {
      this.#show();
      addEventListener('message', this.#hear);
      if (!this.hasAttribute('autoplay')) return;
      this.#sight = new IntersectionObserver(([one]) => one.isIntersecting && !this.#frame && this.run(), { threshold: 0.5 });
      this.#sight.observe(this);
    }

    disconnectedCallback() {
      removeEventListener('message', this.#hear);
      this.#sight?.disconnect();
      this.#end();
    }

    // Where a host moves it without taking it out, it goes on.
    connectedMoveCallback() {}

    attributeChangedCallback(name) {
      if (this.isConnected) name === 'theme' ? this.#dress() : this.#show();
    }

    run() { this.#ask('run'); }
    stop() { this.#ask('stop'); }
    play() { this.#ask('play'); }
    pause() { this.#ask('pause'); }
    seek(seconds) { this.#ask('seek', +seconds); }

    #get(name) {
      return this.getAttribute(name)?.trim() ?? '';
    }

    #names() {
      const variant = this.#get('variant');
      return (this.#get('race') || this.#get('listing') + (variant && `.${variant}`)).split(/[\s,+]+/);
    }

    // The address of what is shown, or of the frame that shows it.
    #address(more) {
      const url = new URL(more ? `?embed=${encodeURIComponent(location.origin)}` : '', base);
      const wanted = { ...more };
      for (const key of ['speed', 'rows', 'code']) if (this.#get(key)) wanted[key] = this.#get(key);
      url.hash = this.#names().join('+') + `?${new URLSearchParams(wanted)}`;
      return url.href;
    }

    // The poster, or what is wrong.
    #show() {
      this.#end();
      const names = this.#names();
      const unknown = names.find((name) => !Object.hasOwn(listings, name));
      const wrong = Object.keys(choices).find((key) => this.#get(key) && !choices[key].includes(this.#get(key)));
      if (unknown !== undefined) return this.#fail(`There is no listing “${unknown}”. There are: ${Object.keys(listings).join(', ')}.`);
      if (wrong) return this.#fail(`${wrong} is one of: ${choices[wrong].join(', ')}.`);
      if (names.length > 4) return this.#fail('At most four can race.');
      const of = names.map((name) => listings[name]);
      const code = this.#get('code') === 'shown' && 170 + 21.0625 * of[0][3];
      const title = this.#get('title') || of.map(([title]) => title).join(' against ');
      // Of several, only the charts are in sight, without what stands under each.
      const picture = (className, file, alt, height) => {
        const frame = make('i', { className }, make('img', { name: file, loading: 'lazy', alt }));
        if (height) frame.style.height = `${height + (of.length < 2 && 97)}px`;
        return frame;
      };
      this.#box.replaceChildren(make('div', { className: 'poster' },
        make('div', {}, make('b', {}, title), this.#link()),
        make('div', { className: 'bar' }, make('button', { ariaLabel: `Run: ${title}`, onclick: () => this.#live(title) }, '▶ Run'), 'Predicted'),
        ...names.flatMap((name, at) => [
          picture('w', name, `Predicted: ${of[at][0]}`, of[at][1]),
          picture('n', `${name}.narrow`, '', of[at][2]),
        ]),
        code ? picture('code', `${names[0]}.code`, 'Code') : ''));
      this.#dress(1);
      // Of several there is one axis, and a heading for each. Around that are the controls, and the code under it.
      ['wide', 'narrow'].forEach((property, at) => {
        const chart = of.reduce((sum, one) => sum + one[at + 1], of.length > 1 && 26 - 4 * at + of.length * (10 + 2 * at));
        this.#box.style.setProperty(`--${property}`, `${Math.ceil(207 + Math.min(chart, 1e3) + code)}px`);
      });
    }

    #link() {
      return make('a', { href: this.#address(), target: '_blank', rel: 'noopener' }, 'Open ↗');
    }

    // Light or dark, as the text around it is.
    #dress(anew) {
      const [red, green, blue] = getComputedStyle(this.#box).outlineColor.match(/[\d.]+/g);
      const given = this.#get('theme');
      const theme = given && given !== 'auto' ? given : 3 * red + 6 * green + +blue > 5 ? 'dark' : 'light';
      if (theme === this.#shade && !anew) return;
      this.#shade = theme;
      this.#box.classList.toggle('dark', theme === 'dark');
      this.#box.querySelectorAll('img').forEach((image) => {
        image.src = new URL(`posters/${image.name}.svg#${theme}`, base);
      });
      if (this.#ready) this.#post({ do: 'theme', theme });
    }

    #live(title) {
      if (this.#frame) return;
      this.#frame = make('iframe', { title, src: this.#address({ theme: this.#shade, run: '', title: this.#get('title') }) });
      // Under the poster, until it is ready.
      this.#box.prepend(this.#frame);
      this.#late = setTimeout(() => this.#fail(`The frame from ${base.host} does not answer.`), 15000);
    }

    #end() {
      clearTimeout(this.#late);
      this.#frame?.remove();
      this.#frame = this.#ready = undefined;
      this.#asked = [];
      this.#box.style.removeProperty('--needed');
    }

    #fail(message) {
      this.#end();
      this.#box.replaceChildren(make('div', { className: 'poster', role: 'alert' }, make('p', {}, message, ' ', this.#link())));
      this.#tell('error', { message });
    }

    #tell(event, detail) {
      this.dispatchEvent(new CustomEvent(event, { detail }));
    }

    #ask(word, seconds) {
      const message = { do: word, seconds };
      if (this.#ready) this.#post(message);
      else if (this.#frame) this.#asked.push(message);
      else if (word !== 'stop' && word !== 'pause') {
        // What starts it runs it.
        this.shadowRoot.querySelector('button')?.click();
        if (word !== 'run') this.#asked.push(message);
      }
    }

    #post(message) {
      this.#frame.contentWindow.postMessage({ tasklanes: 1, ...message }, base.origin);
    }

    #hear = ({ source, origin, data }) => {
      if (source !== this.#frame?.contentWindow || origin !== base.origin || data?.tasklanes !== 1) return;
      const { tasklanes, event, ...detail } = data;
      if (event === 'ready') {
        clearTimeout(this.#late);
        this.#ready = true;
        const focused = this.shadowRoot.activeElement;
        this.#box.querySelector('.poster')?.remove();
        if (focused) {
          this.#frame.focus();
          this.#post({ do: 'focus' });
        }
        this.#asked.splice(0).forEach((message) => this.#post(message));
      }
      if (event === 'resized' && detail.height < 1e4) this.#box.style.setProperty('--needed', `${detail.height}px`);
      this.#tell(event, detail);
    };
  });
})();
