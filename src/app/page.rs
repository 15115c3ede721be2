//! The whole page.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::Timeout;
use web_sys::HtmlElement;
use yew::html::Scope;
use yew::prelude::*;

use super::browser;
use super::chart::{Chart, Drawing};
use super::load::{load, read};
use super::motion::{Flow, Passage};
use super::part::Parts;
use super::player::Player;
use super::playhead::Playhead;
use super::state::{Action, Phase, Source, State};
use super::theme::Choice;
use super::{code, console, head, nav, theme, transport, watch, words};
use crate::catalogue::{Built, Index};
use crate::runtime::clock::Wall;
use crate::runtime::protocol::Message;
use crate::time::Micros;
use crate::timeline::{View, layout_with_prediction};

/// The page is drawn anew at the latest this many milliseconds after news came, where the browser gives no frames
/// (a hidden tab).
const LATEST: u32 = 250;

/// News are not drawn while workers are being started, which takes the page's thread, but for this many
/// milliseconds at the most.
const QUIET: f64 = 100.0;

/// As long as a frame takes, in milliseconds.
const FRAME: f64 = 16.0;

/// What happens to the page.
#[derive(Debug)]
pub enum Msg {
    /// Something that the state takes in.
    Action(Action),
    /// A run said something: which one, and when it was heard.
    Heard(u32, Wall, Message),
    /// It is time to draw what was heard.
    Frame,
    /// The program of a listing came, or did not.
    Program(String, Result<Vec<u8>, String>),
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
    /// The programs of listings; none while one is being loaded. A run needs it, what is seen before does not.
    programs: Vec<(String, Option<Vec<u8>>)>,
    /// The run that goes on, and its number.
    player: Option<(u32, Player)>,
    /// What the run said since the last frame.
    heard: Vec<(u32, Wall, Message)>,
    frame: Option<(AnimationFrame, Timeout)>,
    /// What wakes the page when the playhead, which plays, comes to an event; and how often it did.
    turn: Option<Timeout>,
    turns: u32,
    width: f64,
    drawing: Rc<Drawing>,
    /// What is shown, the state's revision and the width that the drawing shows.
    drawn: (u32, u32, f64),
    parts: Parts,
    theme: Choice,
    /// The choice that the strip of listings was scrolled to.
    revealed: u32,
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
            programs: Vec::new(),
            player: None,
            heard: Vec::new(),
            frame: None,
            turn: None,
            turns: 0,
            width: 0.0,
            drawing: Rc::default(),
            drawn: (0, 0, 0.0),
            parts: Parts::default(),
            theme: Choice::current(),
            revealed: 0,
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
                    self.await_frame(ctx);
                }
                false
            }
            Msg::Frame if self.is_quiet() => {
                self.await_frame(ctx);
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
                        self.load_program(ctx, &listing.id);
                    }
                    Action::Indexed(_) | Action::Unloadable(_) => self.loading = None,
                    Action::Turn { .. } => self.turns += 1,
                    _ => {}
                }
                let changed = self.state.reduce(action);
                self.follow(ctx);
                changed
            }
            Msg::Program(listing, program) => {
                self.programs.retain(|(of, _)| *of != listing);
                match program {
                    Ok(program) => self.programs.push((listing, Some(program))),
                    Err(reason) if self.state.phase.is_live() && self.state.chosen == listing => {
                        let (run, message) = (self.state.run, Message::Failed(reason));
                        self.state.reduce(Action::Heard { run, now: Wall::now(), message });
                    }
                    // Nobody waits for it: it is fetched again when somebody does.
                    Err(_) => return false,
                }
                self.follow(ctx);
                true
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
        if self.state.index.is_some() && self.revealed != self.state.choice {
            self.revealed = self.state.choice;
            nav::reveal(&self.strip);
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (state, parts, link) = (&self.state, &self.parts, ctx.link());
        html! {
            <>
                { parts.part("top", &[self.theme as u32], || top(self.theme, &self.main, link)) }
                <div class="shell">
                    { for state.index.as_ref().map(|index| {
                        parts.part("nav", &[state.choice], || nav::view(index, &state.chosen, &self.strip, link))
                    }) }
                    <main ref={&self.main} tabindex="-1" data-run={state.phase.name()}>
                        { self.content(ctx) }
                    </main>
                    { parts.part("footer", &[], footer) }
                </div>
                <p class="hidden" role="status" aria-live="polite">{ &state.announcement }</p>
            </>
        }
    }
}

impl Page {
    fn await_frame(&mut self, ctx: &Context<Self>) {
        let (frame, timeout) = (ctx.link().callback(|()| Msg::Frame), ctx.link().callback(|()| Msg::Frame));
        let frame = request_animation_frame(move |_| frame.emit(()));
        self.frame = Some((frame, Timeout::new(LATEST, move || timeout.emit(()))));
    }

    /// Whether what was heard is not to be drawn yet.
    fn is_quiet(&self) -> bool {
        let first = self.heard.first().map_or(0.0, |(_, heard, _)| heard.0);
        Wall::now().0 - first < QUIET && self.player.as_ref().is_some_and(|(_, player)| player.is_starting())
    }

    /// Does what follows from the state: loads what is to be shown, starts or stops the run, lays out the chart.
    fn follow(&mut self, ctx: &Context<Self>) {
        self.follow_run(ctx);
        self.follow_loading(ctx);
        self.follow_title();
        self.follow_playhead(ctx);
        self.draw();
    }

    /// Wakes the page when what the playhead shows changes: not more than once in a frame.
    fn follow_playhead(&mut self, ctx: &Context<Self>) {
        let now = Wall::now();
        self.turn = self.state.next_turn(now).map(|next| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates, as it should")]
            let wait = (next.0 - now.0).ceil().max(FRAME) as u32;
            let turn = ctx.link().callback(|()| Msg::Action(Action::Turn { now: Wall::now() }));
            Timeout::new(wait, move || turn.emit(()))
        });
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
            && let Some(listing) = self.state.ready().cloned()
        {
            let program = self.programs.iter().find(|(of, _)| *of == listing.id);
            let program = match (self.state.source, program) {
                (Source::Prediction, _) => None,
                (Source::Workers, Some((_, Some(program)))) => Some(program.as_slice()),
                // It starts when its program is there.
                (Source::Workers, _) => return self.load_program(ctx, &listing.id),
            };
            let link = ctx.link().clone();
            let tell = move |message| link.send_message(Msg::Heard(number, Wall::now(), message));
            self.player = Some((number, Player::start(&listing, program, self.state.speed.0, tell)));
        }
    }

    /// Loads a listing's program, unless that was done or is being done.
    fn load_program(&mut self, ctx: &Context<Self>, listing: &str) {
        if self.programs.iter().any(|(of, _)| of == listing) {
            return;
        }
        let listing = listing.to_owned();
        self.programs.push((listing.clone(), None));
        ctx.link().send_future(async move {
            let program = load(&format!("{listing}.program")).await;
            Msg::Program(listing, program)
        });
    }

    fn follow_loading(&mut self, ctx: &Context<Self>) {
        let wanted = match (&self.state.index, self.state.ready()) {
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
            let result = load(&format!("{wanted}.bin")).await.and_then(|bytes| {
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
        let due = (self.state.shown, self.state.revision, self.width);
        if self.width <= 0.0 || self.drawn == due {
            return false;
        }
        self.drawn = due;
        let view =
            View { width: self.width, range: (Micros::ZERO, self.state.range), narrow: self.width < View::NARROW };
        let scene = layout_with_prediction(&self.state.trace, Some(&listing.prediction), &view);
        self.drawing = Rc::new(self.drawing.next(scene, &self.state.trace, &listing.prediction, &listing.watch));
        true
    }

    /// How time passes over the chart.
    fn flow(&self) -> Option<Flow> {
        let (state, scene) = (&self.state, &self.drawing.scene);
        if scene.width <= 0.0 {
            return None;
        }
        let running = state.phase == Phase::Running;
        let curtain = state.clock.filter(|_| running).map(|clock| Passage { clock, until: state.range });
        let head = match state.playhead {
            Playhead::Follows => curtain,
            Playhead::Stands(_) => None,
            Playhead::Moves(clock) => Some(Passage { clock, until: self.last() }),
        };
        let flow = Flow { curtain, head, range: state.range, plot: scene.plot, width: scene.width };
        (curtain.is_some() || head.is_some()).then_some(flow)
    }

    /// The last moment at which the playhead can be: while a run goes on, the last of the chart.
    fn last(&self) -> Micros {
        if self.state.phase.is_live() { self.state.range } else { self.state.last(Wall::now()) }
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
        let (run, ready) = (state.phase as u32, u32::from(state.ready().is_some()));
        let head = [state.is_away(), state.is_playing(), state.is_simulated()];
        let head = head.into_iter().fold(0, |bits, bit| bits << 1 | u32::from(bit));
        let shown = [state.shown, state.choice, u32::from(state.listing.is_some())];
        // The card stays while another listing is being loaded, and with it the button that has the focus.
        html! {
            <>
                { self.parts.part("head", &shown, || head::view(state.listing.as_deref(), &state.chosen, link)) }
                <section class="card" aria-label="Run">
                    { self.parts.part("transport", &[run, ready, state.speed.0.0, head], || {
                        transport::view(state, &self.clock, link)
                    }) }
                    { self.chart(ctx) }
                </section>
                { self.panels() }
            </>
        }
    }

    /// The chart, what went wrong above it, what came of it under it.
    fn chart(&self, ctx: &Context<Self>) -> Html {
        let (state, parts, link) = (&self.state, &self.parts, ctx.link());
        let Some(listing) = &state.listing else { return html! {} };
        let (run, source) = (state.phase as u32, state.source as u32);
        let occurring = words::occurring(state);
        let finished = state.phase == Phase::Finished;
        let moves = matches!(state.playhead, Playhead::Moves(_));
        let moment = state.moment(Wall::now()).filter(|_| !moves);
        html! {
            <>
                { transport::failure(state, link) }
                <Chart drawing={Rc::clone(&self.drawing)} flow={self.flow()} away={state.is_away()} {moment}
                    range={(state.range, self.last())} rest={state.rest()} turns={self.turns}
                    label={words::label(state, self.drawing.scene.rows.len())} clock={self.clock.clone()}
                    on_width={link.callback(Msg::Width)}
                    on_edge={link.callback(|()| Msg::Action(Action::Edge { now: Wall::now() }))}
                    on_seek={link.callback(|to| Msg::Action(Action::Seek { to, now: Wall::now() }))}/>
                { parts.part("result", &[state.shown, state.run, run, source, state.speed.0.0], || words::result(state)) }
                { parts.part("watch", &[state.shown], || watch::view(listing)) }
                { parts.part("legend", &[occurring, u32::from(finished)], || words::legend(occurring, finished)) }
                // Always there, so that a notice moves nothing else in the list.
                <div>{ for state.notices.iter().map(|notice| html! { <p class="notice">{ notice.clone() }</p> }) }</div>
            </>
        }
    }

    /// Code and console, and the chart in words.
    fn panels(&self) -> Html {
        let (state, parts) = (&self.state, &self.parts);
        let Some(listing) = &state.listing else { return html! {} };
        let live = state.phase.is_live();
        let moment = state.moment(Wall::now());
        let lines = state.active_lines(moment);
        // The prediction's output is there only for who looks into it.
        let trace = state.recorded().filter(|_| state.is_away()).unwrap_or(&state.trace);
        let (output, moment) = (&trace.output, moment.unwrap_or(Micros::MAX));
        let printed = output.iter().filter(|piece| piece.time <= moment).count();
        let printed = [output.len(), printed].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        html! {
            <>
                <div class="two">
                    { parts.part("code", &[&[state.shown], lines.as_slice()].concat(), || code::view(listing, &lines)) }
                    { parts.part("console", &[&[state.run, state.shown, u32::from(live)], printed.as_slice()].concat(), || {
                        console::view(output, moment, live)
                    }) }
                </div>
                { parts.part("table", &[state.shown, state.run, u32::from(live)], || words::table(state)) }
            </>
        }
    }
}

/// What stands above everything else, and the way past it.
fn top(theme: Choice, main: &NodeRef, link: &Scope<Page>) -> Html {
    let main = main.clone();
    let skip = Callback::from(move |event: MouseEvent| {
        // The address names the listing: it must not change.
        event.prevent_default();
        if let Some(main) = main.cast::<HtmlElement>() {
            let _ = main.focus();
        }
    });
    html! {
        <>
            <a class="skip" href="#" onclick={skip}>{ "Skip to the program" }</a>
            <header>
                { brand() }
                <p class="tagline">{ "Python multitasking, really run in your browser" }</p>
                { theme::button(theme, link.callback(|_| Msg::Theme)) }
            </header>
        </>
    }
}

fn footer() -> Html {
    html! {
        <footer>
            <p>{ "Every Python thread and process here is a Web Worker of your browser that really sleeps or computes. \
                  A worker shares no memory, so the memory that threads share is tasklanes’ own." }</p>
        </footer>
    }
}

fn brand() -> Html {
    let lanes = r#"<svg width="26" height="20" viewBox="0 0 26 20" aria-hidden="true"><rect x="1" y="1" width="11" height="5" rx="2.5" fill="var(--await)"/><rect x="6" y="7.5" width="19" height="5" rx="2.5" fill="var(--sleep)"/><rect x="1" y="14" width="15" height="5" rx="2.5" fill="var(--run)"/></svg>"#;
    html! {
        <span class="brand">{ Html::from_html_unchecked(AttrValue::Static(lanes)) }{ "tasklanes" }</span>
    }
}
