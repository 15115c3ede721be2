//! The whole page.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::Timeout;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::browser;
use super::chart::{Chart, Drawing};
use super::load::{load, read};
use super::motion::Flow;
use super::player::Player;
use super::state::{Action, Phase, State};
use super::theme::Choice;
use super::{code, console, nav, theme, transport, words};
use crate::catalogue::{Built, Index};
use crate::runtime::clock::Wall;
use crate::runtime::protocol::Message;
use crate::time::Micros;
use crate::timeline::{View, layout_with_prediction};

/// The page is drawn anew at the latest this many milliseconds after news came, where the browser gives no frames
/// (a hidden tab).
const LATEST: u32 = 250;

/// What happens to the page.
#[derive(Debug)]
pub enum Msg {
    /// Something that the state takes in.
    Action(Action),
    /// A run said something: which one, and when it was heard.
    Heard(u32, Wall, Message),
    /// It is time to draw what was heard.
    Frame,
    /// The chart has this width, in CSS pixels.
    Width(f64),
    /// The reader wants the next theme.
    Theme,
}

/// The whole page.
pub struct Page {
    state: State,
    /// Listings that were loaded before.
    loaded: Vec<Rc<Built>>,
    /// What is being loaded.
    loading: Option<String>,
    /// The run that goes on, and its number.
    player: Option<(u32, Player)>,
    /// What the run said since the last frame.
    heard: Vec<(u32, Wall, Message)>,
    frame: Option<(AnimationFrame, Timeout)>,
    width: f64,
    drawing: Rc<Drawing>,
    /// The state's revision and the width that the drawing shows.
    drawn: (u32, f64),
    theme: Choice,
    /// The listing that the strip of listings was scrolled to.
    revealed: String,
    strip: NodeRef,
    clock: NodeRef,
    main: NodeRef,
    _address: Option<EventListener>,
}

impl core::fmt::Debug for Page {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Page").finish_non_exhaustive()
    }
}

impl Component for Page {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link().clone();
        let address = browser::window().map(|window| {
            let tell = link.callback(|()| Msg::Action(Action::Addressed(browser::fragment())));
            EventListener::new(&window, "hashchange", move |_| tell.emit(()))
        });
        let mut page = Self {
            state: State::default(),
            loaded: Vec::new(),
            loading: None,
            player: None,
            heard: Vec::new(),
            frame: None,
            width: 0.0,
            drawing: Rc::default(),
            drawn: (0, 0.0),
            theme: Choice::current(),
            revealed: String::new(),
            strip: NodeRef::default(),
            clock: NodeRef::default(),
            main: NodeRef::default(),
            _address: address,
        };
        page.state.reduce(Action::Addressed(browser::fragment()));
        page.follow(ctx);
        page
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Heard(run, now, message) => {
                self.heard.push((run, now, message));
                if self.frame.is_none() {
                    let (frame, timeout) = (ctx.link().callback(|()| Msg::Frame), ctx.link().callback(|()| Msg::Frame));
                    let frame = request_animation_frame(move |_| frame.emit(()));
                    self.frame = Some((frame, Timeout::new(LATEST, move || timeout.emit(()))));
                }
                false
            }
            Msg::Frame => {
                self.frame = None;
                let mut changed = false;
                for (run, now, message) in core::mem::take(&mut self.heard) {
                    changed |= self.state.reduce(Action::Heard { run, now, message });
                }
                self.follow(ctx);
                changed
            }
            Msg::Action(action) => {
                match &action {
                    Action::Loaded(listing) => {
                        self.loading = None;
                        self.loaded.push(Rc::clone(listing));
                    }
                    Action::Indexed(_) | Action::Unloadable(_) => self.loading = None,
                    _ => {}
                }
                let changed = self.state.reduce(action);
                self.follow(ctx);
                changed
            }
            Msg::Width(width) => {
                self.width = width;
                self.draw()
            }
            Msg::Theme => {
                self.theme = self.theme.next();
                self.theme.apply();
                true
            }
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if self.state.index.is_some() && self.revealed != self.state.chosen {
            self.revealed.clone_from(&self.state.chosen);
            nav::reveal(&self.strip);
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let state = &self.state;
        let skip = {
            let main = self.main.clone();
            Callback::from(move |event: MouseEvent| {
                // The address names the listing: it must not change.
                event.prevent_default();
                if let Some(main) = main.cast::<HtmlElement>() {
                    let _ = main.focus();
                }
            })
        };
        html! {
            <>
                <a class="skip" href="#" onclick={skip}>{ "Skip to the program" }</a>
                <header>
                    { brand() }
                    <p class="tagline">{ "Python multitasking, really run in your browser" }</p>
                    { theme::button(self.theme, ctx.link().callback(|_| Msg::Theme)) }
                </header>
                <div class="shell">
                    { for state.index.as_ref().map(|index| nav::view(index, &state.chosen, &self.strip, ctx.link())) }
                    <main ref={&self.main} tabindex="-1" data-run={state.phase.name()}>
                        { self.content(ctx) }
                    </main>
                    <footer>
                        <p>{ "Every Python thread and process here is a Web Worker of your browser that really sleeps or computes. \
                              A worker shares no memory, so the memory that threads share is tasklanes’ own." }</p>
                    </footer>
                </div>
                <p class="hidden" role="status" aria-live="polite">{ &state.announcement }</p>
            </>
        }
    }
}

impl Page {
    /// Does what follows from the state: loads what is to be shown, starts or stops the run, lays out the chart.
    fn follow(&mut self, ctx: &Context<Self>) {
        self.follow_run(ctx);
        self.follow_loading(ctx);
        self.follow_title();
        self.draw();
    }

    fn follow_title(&self) {
        if let (Some(document), Some(listing)) = (browser::document(), &self.state.listing) {
            let title = format!("{} · tasklanes", listing.title);
            if document.title() != title {
                document.set_title(&title);
            }
        }
    }

    fn follow_run(&mut self, ctx: &Context<Self>) {
        let live = self.state.phase.is_live();
        let number = self.state.run;
        // Dropping the old one first stops it: there are never two.
        self.player.take_if(|(run, _)| !live || *run != number);
        if live
            && self.player.is_none()
            && let Some(listing) = &self.state.listing
        {
            let link = ctx.link().clone();
            let tell = move |message| link.send_message(Msg::Heard(number, Wall::now(), message));
            self.player = Some((number, Player::start(self.state.source, listing, self.state.speed.0, tell)));
        }
    }

    fn follow_loading(&mut self, ctx: &Context<Self>) {
        let wanted = match (&self.state.index, &self.state.listing) {
            (None, _) => "index",
            (Some(_), None) => self.state.chosen.as_str(),
            (Some(_), Some(_)) => return,
        };
        if self.state.unloadable.is_some() || self.loading.as_deref() == Some(wanted) {
            return;
        }
        let wanted = wanted.to_string();
        if let Some(listing) = self.loaded.iter().find(|listing| listing.id == wanted) {
            self.state.reduce(Action::Loaded(Rc::clone(listing)));
            return;
        }
        self.loading = Some(wanted.clone());
        ctx.link().send_future(async move {
            let result = load(&wanted).await.and_then(|bytes| {
                if wanted == "index" {
                    read::<Index>(&bytes).map(|index| Action::Indexed(Rc::new(index)))
                } else {
                    read::<Built>(&bytes).map(|listing| Action::Loaded(Rc::new(listing)))
                }
            });
            Msg::Action(result.unwrap_or_else(Action::Unloadable))
        });
    }

    /// Lays out the chart where it has changed; says whether it has.
    fn draw(&mut self) -> bool {
        let Some(listing) = &self.state.listing else { return false };
        let due = (self.state.revision, self.width);
        if self.width <= 0.0 || self.drawn == due {
            return false;
        }
        self.drawn = due;
        let view =
            View { width: self.width, range: (Micros::ZERO, self.state.range), narrow: self.width < View::NARROW };
        let scene = layout_with_prediction(&self.state.trace, Some(&listing.prediction), &view);
        self.drawing = Rc::new(Drawing::new(scene, &self.state.trace));
        true
    }

    /// How time passes over the chart.
    fn flow(&self) -> Option<Flow> {
        let scene = &self.drawing.scene;
        let clock = self.state.clock.filter(|_| self.state.phase == Phase::Running && scene.width > 0.0)?;
        Some(Flow { clock, range: self.state.range, plot: scene.plot, width: scene.width })
    }

    fn content(&self, ctx: &Context<Self>) -> Html {
        let (state, link) = (&self.state, ctx.link());
        if let Some(reason) = &state.unloadable {
            let again = link.callback(|_: MouseEvent| Msg::Action(Action::Retry));
            return html! {
                <div class="failure alone" role="alert">
                    <p><strong>{ "This part of the page could not be loaded. " }</strong>{ reason.clone() }</p>
                    <button type="button" onclick={again}>{ "Try again" }</button>
                </div>
            };
        }
        let listing = state.listing.as_deref();
        // The card stays while another listing is being loaded, and with it the button that has the focus.
        html! {
            <>
                <h1 class={if listing.is_none() { "loading" } else { "" }}>
                    { listing.map_or("Loading…", |listing| &listing.title).to_string() }
                </h1>
                <p class="lead">{ listing.map_or("", |listing| &listing.lead).to_string() }</p>
                <section class="card" aria-label="Run">
                    { transport::view(state, &self.clock, link) }
                    { self.chart(ctx) }
                </section>
                { self.panels() }
            </>
        }
    }

    /// The chart, what went wrong above it, what came of it under it.
    fn chart(&self, ctx: &Context<Self>) -> Html {
        let (state, link) = (&self.state, ctx.link());
        if state.listing.is_none() {
            return html! {};
        }
        let (which, sentence) = words::sentence(state);
        html! {
            <>
                { transport::failure(state, link) }
                <Chart drawing={Rc::clone(&self.drawing)} flow={self.flow()} rest={state.rest()}
                    label={words::label(state, self.drawing.scene.rows.len())} clock={self.clock.clone()}
                    on_width={link.callback(Msg::Width)}
                    on_edge={link.callback(|()| Msg::Action(Action::Edge { now: Wall::now() }))}/>
                <div class="result">
                    <p id="summary"><b>{ which }</b>{ " " }{ sentence }</p>
                    { words::figures(state) }
                </div>
                { words::legend(state) }
                // Always there, so that a notice moves nothing else in the list.
                <div>{ for state.notices.iter().map(|notice| html! { <p class="notice">{ notice.clone() }</p> }) }</div>
            </>
        }
    }

    /// Code and console, and the chart in words.
    fn panels(&self) -> Html {
        let state = &self.state;
        let Some(listing) = &state.listing else { return html! {} };
        html! {
            <>
                <div class="two">
                    { code::view(listing, &state.active_lines()) }
                    { console::view(&state.trace.output, state.phase.is_live()) }
                </div>
                { words::table(state) }
            </>
        }
    }
}

fn brand() -> Html {
    let lanes = r#"<svg width="26" height="20" viewBox="0 0 26 20" aria-hidden="true"><rect x="1" y="1" width="11" height="5" rx="2.5" fill="var(--await)"/><rect x="6" y="7.5" width="19" height="5" rx="2.5" fill="var(--sleep)"/><rect x="1" y="14" width="15" height="5" rx="2.5" fill="var(--run)"/></svg>"#;
    html! {
        <span class="brand">{ Html::from_html_unchecked(AttrValue::Static(lanes)) }{ "tasklanes" }</span>
    }
}
