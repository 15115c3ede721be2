// <task-lanes listing="…">: a live listing in somebody else's page. docs/embed.md says how; the page itself is in a frame.
//
// Until a reader wants it, there is its poster, as high as what comes. Nothing is put into the host's page but this
// element; its styles are in its shadow, where no policy of the host's forbids them.
(() => {
  // The first of several scripts serves all elements of a page.
  if (customElements.get('task-lanes')) return;
  const base = new URL('.', (document.currentScript ?? document.querySelector('script[src$="embed.js"]')).src);
  // Of each listing: its title; how many lines its code has, how much higher its chart is where it is narrow, how high it is, and its
  // name; and the same of each variant, the numbers where they differ from those before.
  const listings = { __proto__: null };
  let title;
  let listing;
  let numbers;
  for (const text of '%LISTINGS%'.split('|')) {
    const [name, ...own] = text.split(',').reverse();
    if (/[A-Z]/.test(text)) {
      title = text;
      listing = '';
    } else {
      if (own[0]) numbers = own;
      listings[listing + name] = [title, ...numbers];
      listing ||= `${name}.`;
    }
  }
  const choices = {
    speed: '0.5, 1, 2, 4, 10, 20',
    rows: 'workers, tasks',
    code: 'hidden, shown',
    theme: 'auto, light, dark',
  };
  const keys = Object.keys(choices);
  const sheet = new CSSStyleSheet();
  // A change of the text's colour around it is heard as a transition, and read as numbers from 0 to 1.
  sheet.replaceSync(`
:host(:not([hidden])) { display: block; container-type: inline-size }
.box { position: relative; transition: color 1ms; outline-color: color-mix(in srgb, currentcolor, currentcolor) }
.n { display: none }
@container (width<560px) {
  .n { display: block }
  .w { display: none }
}
iframe { position: absolute; width: 100%; height: 100%; border: 0 }
.poster { position: relative; border: 1px solid #8883; border-radius: 10px; background: light-dark(#fff, #191d25); color: light-dark(#1d2430, #e8eaee); font: 13px/1.5 system-ui; overflow: hidden }
section { display: flex; align-items: center; gap: 16px; padding: 0 16px; height: 40px }
section + section { height: 67px; border-bottom: 1px solid #8883 }
b { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 15px }
a { color: light-dark(#2456c7, #7ba4ff) }
button { height: 44px; padding: 0 24px; border: 0; border-radius: 10px; background: light-dark(#2456c7, #7ba4ff); color: Canvas; font: inherit }
i { display: block; overflow: hidden }
img { max-width: 100% }
.code { margin-top: 12px; border-top: 1px solid #8883 }
.code img { max-width: none }
p, pre { margin: 16px; overflow: auto; overflow-wrap: anywhere }`);

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // As it stands in an address: UTF-8, then base64. (`unescape` makes of UTF-8 what `btoa` takes.)
  const packed = (text) => `~0${btoa(unescape(encodeURIComponent(text))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`.slice(0, 2e5);

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
      const own = ['Python program'];
      const of = names.map((name) => (name[0] === '~' ? own : listings[name]));
      const unknown = names[of.indexOf(undefined)];
      const wrong = keys.find((key) => this.#get(key) && !choices[key].split(', ').includes(this.#get(key)));
      const message = unknown !== undefined ? `There is no listing “${unknown}”. There are: ${Object.keys(listings)}.`
        : wrong ? `${wrong} is one of: ${choices[wrong]}.`
        : names.length > 4 && 'At most four can race.';
      if (message) return this.#fail(message);
      const drawn = !of.includes(own);
      const code = drawn && this.#get('code') === 'shown' && Math.ceil(157 + 21 * of[0][3]);
      const title = this.#get('title') || of.map(([title]) => title).join(' against ');
      // Of several, only the charts are in sight, without what stands under each. There is one axis, and a heading for each.
      const more = of.length > 1;
      const picture = (className, name, alt, height, space) => make('i', { className, style: `height: ${height}px; margin: 0 0 ${space}px` }, make('img', { name, alt, loading: 'lazy' }));
      this.#box.replaceChildren(make('div', { className: 'poster' },
        make('section', {}, make('b', {}, title), this.#link()),
        make('section', {}, make('button', { ariaLabel: `Run: ${title}`, onclick: () => this.#live(title) }, '▶ Run'), drawn ? 'Predicted' : ''),
        drawn ? make('i', { style: `max-height: 1000px; padding: 0 0 ${more && 97}px` }, ...names.flatMap((name, at) => ['', '.narrow'].map((kind, side) =>
            picture('wn'[side], name + kind, `Predicted: ${of[at][0]}`, +of[at][1] + side * of[at][2] + !more * 97, more && (26 - 4 * side) / of.length + 10 + 2 * side))))
          : make('pre', { tabIndex: 0, style: `height: ${(+this.#get('height') || 420) - 142}px` }, source),
        code ? picture('code', `${names[0]}.code`, 'Code', code) : ''));
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
      const theme = given && given !== 'auto' ? given : green > 0.5 ? 'dark' : 'light';
      const { style } = this.#box;
      if (theme === style.colorScheme) return;
      style.colorScheme = theme;
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
        this.shadowRoot.querySelector('button')?.click();
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
