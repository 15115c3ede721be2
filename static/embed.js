// <task-lanes listing="…">: a live listing in somebody else's page. docs/embed.md says how; the page itself is in a frame.
//
// Until a reader wants it, there is its poster, as high as what comes. Nothing is put into the host's page but this
// element; its styles are in its shadow, where no policy of the host's forbids them.
(() => {
  // The first of several scripts serves all elements of a page.
  if (customElements.get('task-lanes')) return;
  const base = new URL('.', (document.currentScript ?? document.querySelector('script[src$="embed.js"]')).src);
  // Of each listing and each variant: how many seconds it takes, how high the chart's rows are where they are narrow, how high where they are
  // wide, how many lines its code has, and what it is called.
  const listings = { __proto__: null, '%LISTINGS%': 0 };
  const choices = {
    speed: '0.5, 1, 2, 4, 10, 20',
    rows: 'workers, tasks',
    code: 'hidden, shown',
    theme: 'auto, light, dark',
  };
  const keys = Object.keys(choices);
  const sheet = new CSSStyleSheet();
  // A change of the text's colour around it is heard as a transition, and read as numbers from 0 to 1. A chart is a picture that is
  // higher than what is seen of it: `--h` is how high that is, `--n` where it is narrow, `--l` how long its axis is beside the longest.
  // src/timeline/svg.rs says what the picture makes of its size, and has the room beside the axis: 232 and 28 pixels.
  sheet.replaceSync(`
:host(:not([hidden])) { display: block; container-type: inline-size }
.box { position: relative; transition: color 1ms; outline-color: color-mix(in srgb, currentcolor, currentcolor) }
iframe { position: absolute; width: 100%; height: 100%; border: 0 }
.poster { position: relative; border: 1px solid #8883; border-radius: 10px; background: light-dark(#fff, #191d25); color: CanvasText; font: 13px/1.5 system-ui; overflow: hidden }
section { display: flex; align-items: center; gap: 16px; padding: 0 16px; height: 40px }
section + section { height: 67px; border-bottom: 1px solid #8883 }
b { flex: 1; font: 600 15px/1.2 system-ui }
a { color: light-dark(#2456c7, #7ba4ff) }
button { height: 44px; padding: 0 24px; border: 0; border-radius: 10px; background: light-dark(#2456c7, #7ba4ff); color: Canvas; font: inherit }
i { display: block; height: 26px; overflow: hidden }
div div div img { height: 1000px; width: calc((100% - 232px)*var(--l) + 232px) }
i ~ i { height: var(--h) }
i ~ i img { margin-top: -26px }
@container (width<560px) {
  div div div img { height: 2000px; width: calc((100% - 28px)*var(--l) + 28px) }
  i ~ i { height: var(--n) }
}
p, pre { margin: 16px; overflow: auto; overflow-wrap: anywhere }`);

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // As it stands in an address: UTF-8, then base64 without the sign that parts names. (`unescape` makes of UTF-8 what `btoa` takes.)
  const packed = (text) => `~0${btoa(unescape(encodeURIComponent(text))).replaceAll('+', '-')}`.slice(0, 2e5);

  customElements.define('task-lanes', class extends HTMLElement {
    static observedAttributes = ['race', 'title', 'height', 'listing', 'variant', ...keys];
    #box = make('div', { className: 'box', ontransitionend: () => this.#dress() });
    #asked = [];
    #names;
    #frame;
    #ready;
    #late;

    constructor() {
      super();
      const shadow = this.attachShadow({ mode: 'open' });
      shadow.adoptedStyleSheets = [sheet];
      shadow.append(this.#box);
      new IntersectionObserver(([one]) => one.isIntersecting && this.hasAttribute('autoplay') && !this.#frame && this.run(), { threshold: 0.5 }).observe(this);
    }

    connectedCallback() {
      // The parser is at its start tag: what is between the tags comes later.
      if (document.readyState === 'loading' && /^(~|$)/.test(this.#given())) {
        this.#box.style.minHeight = `${+this.#get('height') || 420}px`;
        addEventListener('DOMContentLoaded', () => this.isConnected && this.connectedCallback());
        return;
      }
      this.#show();
      addEventListener('message', this.#hear);
    }

    disconnectedCallback() {
      removeEventListener('message', this.#hear);
      this.#end();
    }

    // Where a host moves it without taking it out, it goes on.
    connectedMoveCallback() {}

    attributeChangedCallback(name) {
      if (this.isConnected && this.#box.firstChild) name === 'theme' ? this.#dress() : this.#show();
    }

    run() { this.#ask('run'); }
    stop() { this.#ask('stop'); }
    play() { this.#ask('play'); }
    pause() { this.#ask('pause'); }
    seek(seconds) { this.#ask('seek', +seconds); }

    #get(name) {
      return (this.getAttribute(name) ?? '').trim();
    }

    #given() {
      const variant = this.#get('variant');
      return this.#get('race') || this.#get('listing') + (variant && `.${variant}`);
    }

    // The address of what is shown, or of the frame that shows it.
    #address(more) {
      const wishes = new URLSearchParams(more);
      for (const key of ['speed', 'rows', 'code']) if (this.#get(key)) wishes.set(key, this.#get(key));
      return `${base}${more ? `?embed=${location.origin}` : ''}#${this.#names.join('+')}?${wishes}`;
    }

    // The poster, or what is wrong.
    #show() {
      this.#end();
      const given = this.#given();
      // What is between the tags is code, without the blank lines around it and what all its lines begin with.
      const text = (this.querySelector('pre') ?? this).textContent.trimEnd().replace(/^\s*\n/, '');
      const source = `\n${text}`.replaceAll(`\n${/^\s*/.exec(text)}`, '\n').slice(1);
      const names = this.#names = given || !source ? given.split(/[\s,+]+/) : [packed(source)];
      const own = [0, 0, 0, 0, 'Python program'];
      const of = names.map((name) => (name[0] === '~' ? own : listings[name]));
      const unknown = names[of.indexOf(undefined)];
      const wrong = keys.find((key) => this.#get(key) && !choices[key].split(', ').includes(this.#get(key)));
      const message = unknown !== undefined ? `There is no listing “${unknown}”. There are: ${Object.keys(listings)}.`
        : wrong ? `${wrong} is one of: ${choices[wrong]}.`
        : names.length > 4 && 'At most four can race.';
      if (message) return this.#fail(message);
      const drawn = !of.includes(own);
      const titles = of.map((one, at) => [one[4], ...names[at].split('.').slice(1)].join(' '));
      const title = this.#get('title') || titles.join(' against ');
      // Of several there is one axis, that of the longest, and a heading for each.
      const more = of.length > 1;
      const [longest] = of.toSorted((one, other) => other[0] - one[0]);
      const picture = (name, alt, style) => make('i', { style }, make('img', { name, alt, loading: 'lazy' }));
      const chart = (one, at, alt) => picture(`${names[at]}.embed`, alt, `--h: ${one[2] + !more * 97}px; --n: ${one[1] + !more * 97}px; --l: ${one[0] / longest[0]}`);
      this.#box.replaceChildren(make('div', { className: 'poster' },
        make('section', {}, make('b', {}, title), this.#link()),
        make('section', {}, make('button', { ariaLabel: `Run: ${title}`, onclick: () => this.#live(title) }, '▶ Run')),
        drawn ? make('div', { style: 'max-height: 1000px; overflow: hidden' }, chart(longest, of.indexOf(longest), ''), ...of.flatMap((one, at) =>
          [more ? make('section', {}, `${one[0]} s: ${titles[at]}`) : '', chart(one, at, `Predicted: ${titles[at]}`)]))
          : make('pre', { tabIndex: 0, style: `height: ${(+this.#get('height') || 420) - 142}px` }, source),
        drawn && more ? make('p', { style: 'height: 65px' }, 'Predicted') : '',
        drawn && this.#get('code') === 'shown' ? picture(`${names[0]}.code`, 'Code', `height: ${157 + 21 * of[0][3]}px; margin-top: 12px; border-top: 1px solid #8883`) : ''));
      this.#box.style.colorScheme = '';
      this.#dress();
    }

    #link() {
      return make('a', { href: this.#address(), target: '_blank' }, 'Open ↗');
    }

    // Light or dark, as the text around it is: of `color(srgb RED GREEN BLUE)` green is most of the light.
    #dress() {
      const green = getComputedStyle(this.#box).outlineColor.split(' ')[2];
      const given = this.#get('theme');
      const theme = /k|g/.test(given) ? given : green > 0.5 ? 'dark' : 'light';
      if (theme === this.#box.style.colorScheme) return;
      this.#box.style.colorScheme = theme;
      this.#box.querySelectorAll('img').forEach((image) => {
        image.src = `${base}posters/${image.name}.svg#${theme}`;
      });
      if (this.#ready) this.#post({ do: 'theme', theme });
    }

    #live(title) {
      if (this.#frame) return;
      this.#frame = make('iframe', { title, src: this.#address({ theme: this.#box.style.colorScheme, run: '', title }) });
      // Under the poster, until it is ready.
      this.#box.prepend(this.#frame);
      this.#late = setTimeout(() => this.#fail(`${base.host} does not answer.`), 15e3);
    }

    #end() {
      clearTimeout(this.#late);
      this.#frame?.remove();
      this.#frame = this.#ready = undefined;
      this.#asked = [];
      this.#box.style.minHeight = '';
    }

    #fail(message) {
      this.#end();
      this.#dress();
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
      else if (!/stop|pause/.test(word)) {
        // What starts it runs it.
        this.#box.querySelector('button')?.click();
        if (word !== 'run') this.#asked.push(message);
      }
    }

    #post(message) {
      this.#frame.contentWindow.postMessage({ tasklanes: 1, ...message }, base.origin);
    }

    #hear = ({ source, origin, data }) => {
      if (source !== this.#frame?.contentWindow || origin !== base.origin || data?.tasklanes !== 1) return;
      clearTimeout(this.#late);
      if (data.event === 'ready') {
        this.#ready = true;
        const focused = this.shadowRoot.activeElement;
        this.#box.lastChild.style.visibility = 'hidden';
        if (focused) {
          this.#frame.focus();
          this.#post({ do: 'focus' });
        }
        this.#asked.forEach(this.#post, this);
      }
      if (data.event === 'error' && !this.#ready) return this.#fail(data.message);
      if (data.event === 'resized' && data.height < 1e4) this.#box.style.minHeight = `${data.height}px`;
      this.#tell(data.event, data);
    };
  });
})();
