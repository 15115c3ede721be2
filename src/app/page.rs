//! The whole page.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::html::Scope;
use yew::prelude::*;

use super::browser;
use super::chart::Chart;
use super::drawing::{AllRows, Drawing, Frame};
use super::inspect::Inspect;
use super::keys::{self, Command};
use super::load::{OUTDATED, PROBE, load};
use super::markup::fixed;
use super::motion::{Flow, Passage};
use super::part::Parts;
use super::player::Player;
use super::playhead::{Playhead, Seek};
use super::state::{Action, Source, State};
use super::theme::Choice;
use super::track::{Exhibit, Grouping, Phase, Track};
use super::{card, code, console, head, nav, theme, transport, viewbar, watch, words};
use crate::catalogue::{Built, Index, is_own};
use crate::runtime::clock::Wall;
use crate::runtime::protocol::Message;
use crate::time::Micros;
use crate::timeline::profile::Profile;

/// The page is drawn anew at the latest this many milliseconds after news came, where the browser gives no frames
/// (a hidden tab).
const LATEST: u32 = 250;

/// News are not drawn while workers are being started, which takes the page's thread, but for this many
/// milliseconds at the most.
const QUIET: f64 = 100.0;
/// Nor in the next milliseconds, in which they are told what to do first.
const SETTLE: f64 = 12.0;
/// So many milliseconds pass between two looks at whether they are.
const QUIET_STEP: u32 = 8;

/// Where a run says so much at once, it is drawn in every third frame: so many milliseconds pass at the least between two
/// drawings. What moves is the engine's, in every frame.
const MUCH: usize = 16;
const PACE: f64 = 36.0;

/// As long as a frame takes, in milliseconds.
const FRAME: f64 = 16.0;

/// What happens to the page.
#[derive(Debug)]
pub enum Msg {
    /// Something that the state takes in.
    Action(Action),
    /// A run said something: which one, of which track, and when it was heard.
    Heard(u32, usize, Wall, Message),
    /// It is time to draw what was heard.
    Frame,
    /// The program of a listing came, or did not.
    Program(String, Result<Vec<u8>, String>),
    /// A listing came.
    Exhibit(Rc<Exhibit>),
    /// So much of the chart is in sight.
    Sight(Frame),
    /// A key, or a button that does the same.
    Command(Command),
    /// The reader wants the next theme.
    Theme,
}

/// The whole page.
pub struct Page {
    state: State,
    /// Listings that were loaded before.
    loaded: Vec<Rc<Exhibit>>,
    /// What is being loaded.
    loading: Option<String>,
    /// The programs of listings; none while one is being loaded. A run needs it, what is seen before does not.
    programs: Vec<(String, Option<Vec<u8>>)>,
    /// The runs that go on: their number, and whose they are.
    players: Vec<(u32, usize, Player)>,
    /// What runs said since the last frame.
    heard: Vec<(u32, usize, Wall, Message)>,
    frame: Option<(Option<AnimationFrame>, Timeout)>,
    /// Until when they are not drawn, because workers start.
    settled: Wall,
    /// Until when they are not drawn, because much was drawn.
    rests: Wall,
    /// What wakes the page when the playhead, which plays, comes to an event; and how often it did.
    turn: Option<Timeout>,
    turns: u32,
    /// What of the chart is in sight; none until it is there.
    sight: Option<Frame>,
    rows: AllRows,
    drawing: Rc<Drawing>,
    /// What is shown, the state's revision and what was in sight when it was drawn.
    drawn: Option<(u32, u32, Frame)>,
    /// How much goes on at once, and a number that changes with it; and of what it is.
    profile: (Rc<Profile>, u32),
    profiled: Option<(u32, u32, u32, usize, bool)>,
    parts: Parts,
    theme: Choice,
    /// What the page says of the run.
    said: Option<Phase>,
    /// The choice that the strip of listings was scrolled to.
    revealed: u32,
    strip: NodeRef,
    clock: NodeRef,
    main: NodeRef,
    _listeners: Vec<EventListener>,
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
        let listeners = browser::window().map(|window| {
            let link = ctx.link().clone();
            let address = EventListener::new(&window, "hashchange", move |_| {
                link.send_message(Msg::Action(Action::Addressed(browser::fragment())));
            });
            let own = [address, keyboard(&window, ctx.link().clone())];
            own.into_iter().chain(watch::listeners(&window)).collect::<Vec<_>>()
        });
        let mut page = Self {
            state: State::default(),
            loaded: Vec::new(),
            loading: None,
            programs: Vec::new(),
            players: Vec::new(),
            heard: Vec::new(),
            frame: None,
            settled: Wall(0.0),
            rests: Wall(0.0),
            turn: None,
            turns: 0,
            sight: None,
            rows: AllRows::default(),
            drawing: Rc::default(),
            drawn: None,
            profile: Default::default(),
            profiled: None,
            parts: Parts::default(),
            theme: Choice::current(),
            said: None,
            revealed: 0,
            strip: NodeRef::default(),
            clock: NodeRef::default(),
            main: NodeRef::default(),
            _listeners: listeners.into_iter().flatten().collect(),
        };
        page.state.reduce(Action::Addressed(browser::fragment()));
        page.follow(ctx);
        page
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Heard(run, track, now, message) => {
                self.heard.push((run, track, now, message));
                if self.frame.is_none() {
                    self.await_frame(ctx);
                }
                false
            }
            Msg::Frame if self.is_quiet() => {
                // Not a frame, which would have the browser draw.
                let again = ctx.link().callback(|()| Msg::Frame);
                self.frame = Some((None, Timeout::new(QUIET_STEP, move || again.emit(()))));
                false
            }
            Msg::Frame if Wall::now() < self.rests => {
                self.await_frame(ctx);
                false
            }
            Msg::Frame => {
                self.frame = None;
                let changes = |(.., message): &(u32, usize, Wall, Message)| match message {
                    Message::Changes(changes) => changes.len(),
                    _ => 0,
                };
                // Workers do not say why they did not start.
                if self.heard.iter().any(|(.., message)| matches!(message, Message::Failed(_))) {
                    self.load_program(ctx, PROBE);
                }
                // What a run begins with is not kept waiting.
                if self.state.phase() == Phase::Running && self.heard.iter().map(changes).sum::<usize>() >= MUCH {
                    self.rests = Wall(Wall::now().0 + PACE);
                }
                let mut changed = false;
                for (run, track, now, message) in core::mem::take(&mut self.heard) {
                    changed |= self.state.reduce(Action::Heard { run, track, now, message });
                }
                self.follow(ctx);
                changed
            }
            Msg::Exhibit(exhibit) => {
                self.loading = None;
                // Of a reader's own, which come with every key press, only those that are shown are kept.
                let state = &self.state;
                let kept = |name: &str| !is_own(name) || state.wanted().any(|wanted| wanted == name);
                self.loaded.retain(|known| kept(&known.id));
                self.programs.retain(|(name, _)| kept(name));
                self.load_program(ctx, &exhibit.id);
                self.loaded.push(exhibit);
                self.follow(ctx);
                true
            }
            Msg::Action(action) => self.act(ctx, action),
            // It is not asked for again: what is gone stays gone.
            Msg::Program(_, Err(reason)) if reason == OUTDATED => self.act(ctx, Action::Unloadable(reason)),
            Msg::Program(listing, program) => {
                self.programs.retain(|(of, _)| *of != listing);
                match program {
                    Ok(_) if listing == PROBE => return false,
                    Ok(program) => self.programs.push((listing, Some(program))),
                    Err(reason) => {
                        let of = self.state.tracks.iter().position(|track| track.exhibit.id == listing);
                        let Some(track) = of.filter(|_| self.state.phase().is_live()) else {
                            // Nobody waits for it: it is fetched again when somebody does.
                            return false;
                        };
                        let (run, now, message) = (self.state.run, Wall::now(), Message::Failed(reason));
                        self.state.reduce(Action::Heard { run, track, now, message });
                    }
                }
                self.follow(ctx);
                true
            }
            Msg::Sight(frame) => {
                self.sight = Some(frame);
                self.draw()
            }
            Msg::Command(command) => self.command(ctx, command),
            Msg::Theme => {
                self.theme = self.theme.next();
                self.theme.apply();
                true
            }
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        // Last of all: Yew may pause between drawing the page and drawing its parts, and whoever waits for an end reads
        // what came of the run.
        let phase = self.state.phase();
        if self.said != Some(phase)
            && let Some(main) = self.main.cast::<Element>()
        {
            self.said = Some(phase);
            let _ = main.set_attribute("data-run", phase.name());
        }
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
                    <main id="main" ref={&self.main} tabindex="-1" data-secret={state.is_secret().then_some("")}>
                        { self.content(ctx) }
                    </main>
                    { fixed(FOOTER) }
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
        self.frame = Some((Some(frame), Timeout::new(LATEST, move || timeout.emit(()))));
    }

    fn act(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        match &action {
            Action::Indexed(_) | Action::Unloadable(_) => self.loading = None,
            Action::Turn { .. } => self.turns += 1,
            Action::Retry if self.state.unloadable.as_deref() == Some(OUTDATED) => browser::reload(),
            _ => {}
        }
        let changed = self.state.reduce(action);
        self.follow(ctx);
        changed
    }

    /// Does what a key says.
    fn command(&mut self, ctx: &Context<Self>, command: Command) -> bool {
        /// How much closer one key press or one button's looks.
        const CLOSER: f64 = 0.5;
        let now = Wall::now();
        let place = self.state.moment(now).unwrap_or_else(|| self.state.last(now));
        let (from, to) = self.state.window();
        let zoom = |times| {
            // Around the playhead where it is in sight, else around the middle.
            let at = if from <= place && place <= to { place } else { Micros(from.0.midpoint(to.0)) };
            Action::Inspect(Inspect::Zoom { at, to: at, times })
        };
        let half = i64::try_from(to.since(from).0 / 2).unwrap_or(i64::MAX);
        let seek = |to| Action::Seek { to, now };
        let action = match command {
            Command::Run if self.state.phase().is_live() => Action::Stop { now },
            Command::Run => Action::Start(Source::Workers),
            Command::Play if self.state.is_playing() => Action::Pause { now },
            Command::Play => Action::Play { now },
            Command::Previous => seek(Seek::Previous),
            Command::Next => seek(Seek::Next),
            Command::Start => seek(Seek::Start),
            Command::End => seek(Seek::End),
            Command::Closer => zoom(CLOSER),
            Command::Wider => zoom(1.0 / CLOSER),
            Command::Fit => Action::Inspect(Inspect::Window(None)),
            Command::Earlier => Action::Inspect(Inspect::Pan(-half)),
            Command::Later => Action::Inspect(Inspect::Pan(half)),
            Command::Group => Action::Inspect(Inspect::Group(match self.state.inspection.grouping {
                Grouping::ByWorker => Grouping::ByTask,
                Grouping::ByTask => Grouping::ByWorker,
            })),
            Command::Measure => Action::Inspect(Inspect::Anchor(place)),
            Command::Nothing => Action::Inspect(Inspect::Nothing),
            Command::Help => {
                browser::press("keys");
                return false;
            }
        };
        self.act(ctx, action)
    }

    /// Whether what was heard is not to be drawn yet.
    fn is_quiet(&mut self) -> bool {
        let first = self.heard.first().map_or(0.0, |(_, _, heard, _)| heard.0);
        let now = Wall::now();
        if self.players.iter().any(|(_, _, player)| player.is_starting()) {
            self.settled = Wall(now.0 + SETTLE);
        }
        now.0 - first < QUIET && now < self.settled
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
        if let (Some(document), Some(track)) = (browser::document(), self.state.tracks.first()) {
            let what = if self.state.is_race() { "Race" } else { track.exhibit.title.as_str() };
            let title = format!("{what} · tasklanes");
            if document.title() != title {
                document.set_title(&title);
            }
        }
    }

    fn follow_run(&mut self, ctx: &Context<Self>) {
        let (number, tracks) = (self.state.run, &self.state.tracks);
        // Dropping the old ones first stops them: there are never two of one track.
        self.players
            .retain(|(run, of, _)| *run == number && tracks.get(*of).is_some_and(|track| track.phase.is_live()));
        let waits = |at: usize, track: &Track| {
            track.phase == Phase::Starting && !self.players.iter().any(|(_, of, _)| *of == at)
        };
        let waiting: Vec<(usize, Rc<Exhibit>)> = tracks
            .iter()
            .enumerate()
            .filter(|(at, track)| waits(*at, track))
            .map(|(at, track)| (at, Rc::clone(&track.exhibit)))
            .collect();
        let workers = self.state.source == Source::Workers;
        let program = |programs: &[(String, Option<Vec<u8>>)], id: &str| {
            programs.iter().find(|(of, _)| of == id).and_then(|(_, program)| program.clone())
        };
        // They start when their programs are there: all of them at once.
        let missing: Vec<Rc<Exhibit>> = waiting
            .iter()
            .map(|(_, it)| Rc::clone(it))
            .filter(|it| workers && program(&self.programs, &it.id).is_none())
            .collect();
        if !missing.is_empty() {
            for exhibit in missing {
                self.load_program(ctx, &exhibit.id);
            }
            return;
        }
        for (at, exhibit) in waiting {
            let program = if workers { program(&self.programs, &exhibit.id) } else { None };
            let link = ctx.link().clone();
            let tell = move |message| link.send_message(Msg::Heard(number, at, Wall::now(), message));
            self.players.push((number, at, Player::start(&exhibit, program.as_deref(), self.state.speed.0, tell)));
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
        if self.state.unloadable.is_some() || self.loading.is_some() || self.state.is_ready() {
            return;
        }
        let known = |name: &str| self.loaded.iter().find(|listing| listing.id == name);
        let wanted = match &self.state.index {
            None => Some("index"),
            Some(_) => self.state.wanted().find(|name| known(name).is_none()),
        };
        let Some(wanted) = wanted.map(ToString::to_string) else {
            let all = self.state.wanted().filter_map(known).map(Rc::clone).collect();
            self.state.reduce(Action::Loaded(all));
            return;
        };
        self.loading = Some(wanted.clone());
        ctx.link().send_future(async move {
            let file = load(&format!("{wanted}.bin")).await;
            let read = file.and_then(|bytes| {
                if wanted == "index" {
                    Index::decode(&bytes).map(|index| Msg::Action(Action::Indexed(Rc::new(index))))
                } else {
                    Built::decode(&bytes).map(|built| Msg::Exhibit(Rc::new(Exhibit::new(built))))
                }
            });
            read.unwrap_or_else(|reason| Msg::Action(Action::Unloadable(reason)))
        });
    }

    /// Lays out the chart where it has changed; says whether it has.
    fn draw(&mut self) -> bool {
        let Some(sight) = self.sight.filter(|sight| sight.width > 0.0) else { return false };
        let due = (self.state.shown, self.state.revision, sight);
        if self.state.tracks.is_empty() || self.drawn == Some(due) {
            return false;
        }
        self.drawn = Some(due);
        self.drawing = Rc::new(self.drawing.next(&self.state, &mut self.rows, sight));
        let state = &self.state;
        let changes = state.focused().map_or(0, |track| track.recording().changes());
        let of = (state.shown, state.run, changes, state.inspection.focus, state.is_secret());
        if self.profiled != Some(of) {
            self.profiled = Some(of);
            self.profile = (state.profile(), self.profile.1 + 1);
        }
        true
    }

    /// How time passes over the chart.
    fn flow(&self) -> Option<Flow> {
        let (state, scene) = (&self.state, &self.drawing.scene);
        if scene.width <= 0.0 {
            return None;
        }
        let passage = |clock| Passage { clock, until: state.range };
        let running = |track: &Track| track.clock.filter(|_| track.phase == Phase::Running).map(passage);
        let mut curtains: Vec<Option<Passage>> = state.tracks.iter().map(running).collect();
        let all = state.clock().map(passage);
        curtains.push(all);
        let head = match state.playhead {
            Playhead::Follows => all,
            Playhead::Stands(_) => None,
            Playhead::Moves(clock) => Some(Passage { clock, until: self.last() }),
        };
        let window = scene.range;
        let flow = Flow { curtains, head, window, whole: state.range, plot: scene.plot, width: scene.width };
        (all.is_some() || head.is_some()).then_some(flow)
    }

    /// The last moment at which the playhead can be: while a run goes on, the last of the chart.
    fn last(&self) -> Micros {
        if self.state.phase().is_live() { self.state.range } else { self.state.last(Wall::now()) }
    }

    fn content(&self, ctx: &Context<Self>) -> Html {
        let (state, link) = (&self.state, ctx.link());
        if let Some(reason) = &state.unloadable {
            let again = link.callback(|_: MouseEvent| Msg::Action(Action::Retry));
            let what = if reason == OUTDATED { "Reload" } else { "Try again" };
            let first =
                state.index.iter().filter_map(|index| index.cards.first()).filter(|_| state.wanted().any(is_own));
            return html! {
                <div class="failure alone" role="alert">
                    <div><h1>{ "This cannot be shown." }</h1><p>{ reason.clone() }</p></div>
                    { for first.map(|card| html! { <a href={format!("#{}", card.id)}>{ "Show the first listing" }</a> }) }
                    <button type="button" onclick={again}>{ what }</button>
                </div>
            };
        }
        let (run, ready) = (state.phase() as u32, u32::from(state.is_ready()));
        let head = [state.is_away(), state.is_playing(), state.is_simulated()];
        let head = head.into_iter().fold(0, |bits, bit| bits << 1 | u32::from(bit));
        let shown = [state.shown, state.choice, u32::from(!state.tracks.is_empty())];
        // The card stays while another listing is being loaded, and with it the button that has the focus.
        html! {
            <>
                { self.parts.part("head", &shown, || head::view(state, link)) }
                <section class="card" aria-label="Run">
                    { self.parts.part("transport", &[run, ready, state.speed.0.0, head], || {
                        transport::view(state, &self.clock, link)
                    }) }
                    { self.chart(ctx) }
                </section>
                { self.panels(link) }
            </>
        }
    }

    /// The chart, what went wrong above it, what came of it under it.
    fn chart(&self, ctx: &Context<Self>) -> Html {
        let (state, parts, link) = (&self.state, &self.parts, ctx.link());
        if state.tracks.is_empty() {
            return html! {};
        }
        let (run, source, look) = (state.phase() as u32, state.source as u32, &state.inspection);
        let occurring = words::occurring(state);
        let finished = state.phase() == Phase::Finished || state.is_secret();
        let moves = matches!(state.playhead, Playhead::Moves(_));
        let moment = state.moment(Wall::now()).filter(|_| !moves);
        let rows = self.drawing.scene.sections.iter().map(|section| section.rows).sum();
        let guessed = look.guess.map_or(0, |guess| 1 + u32::try_from(guess.0 / 1_000).unwrap_or(u32::MAX));
        let result = [state.shown, state.run, run, source, state.speed.0.0, guessed, self.ended()];
        let viewbar =
            [run, look.grouping as u32, u32::from(look.window.is_some()), guessed.min(1), state.shown, state.run];
        html! {
            <>
                { transport::failure(state, link) }
                <Chart drawing={Rc::clone(&self.drawing)} flow={self.flow()} away={state.is_away()} {moment}
                    range={(state.range, self.last())} zoomed={look.window.is_some()} rest={state.rest()} turns={self.turns}
                    label={words::label(state, rows)} measured={look.measured} guess={look.guess}
                    headings={words::headings(state, link)} profile={self.profile.clone()}
                    clock={self.clock.clone()} on_frame={link.callback(Msg::Sight)}
                    on_edge={link.callback(|()| Msg::Action(Action::Edge { now: Wall::now() }))}
                    on_seek={link.callback(|to| Msg::Action(Action::Seek { to, now: Wall::now() }))}
                    on_inspect={link.callback(|inspect| Msg::Action(Action::Inspect(inspect)))}/>
                { card::view(state, link) }
                { parts.part("viewbar", &viewbar, || viewbar::view(state, link)) }
                { parts.part("result", &result, || words::result(state)) }
                { parts.part("watch", &[state.shown, look.grouping as u32, u32::from(state.is_secret())], || watch::view(state)) }
                { parts.part("legend", &[occurring, u32::from(finished)], || words::legend(occurring, finished)) }
                // Always there, so that a notice moves nothing else in the list.
                <div>{ for state.notices.iter().map(|notice| html! { <p class="notice">{ notice.clone() }</p> }) }</div>
            </>
        }
    }

    /// How many of the tracks have come to their end.
    fn ended(&self) -> u32 {
        let ended = self.state.tracks.iter().filter(|track| track.recording().trace().end.is_some()).count();
        u32::try_from(ended).unwrap_or(u32::MAX)
    }

    /// Code and console, and the chart as a table.
    fn panels(&self, link: &Scope<Self>) -> Html {
        let (state, parts) = (&self.state, &self.parts);
        let Some(track) = state.focused() else { return html! {} };
        let live = track.phase.is_live();
        let moment = state.moment(Wall::now());
        let active = state.active(moment.filter(|_| !state.is_secret() || track.began()));
        // The prediction's output is there only for who looks into it.
        let recording = if state.is_away() && !state.is_secret() { track.recorded() } else { track.recording() };
        let (output, moment) = (&recording.trace().output, moment.unwrap_or(Micros::MAX));
        let printed = output.iter().filter(|piece| piece.time <= moment).count();
        let printed = [output.len(), printed].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        let look = &state.inspection;
        let focus = u32::try_from(look.focus).unwrap_or(u32::MAX);
        let mut lines: Vec<u32> = vec![state.shown, focus, look.line.unwrap_or(0)];
        lines.extend(active.iter().flat_map(|active| [active.line, active.lane.0, active.state as u32]));
        let table =
            [state.shown, state.run, u32::from(live), focus, look.grouping as u32, u32::from(state.is_secret())];
        html! {
            <>
                if state.is_race() {
                    { parts.part("runners", &[state.shown, focus], || words::runners(state, link)) }
                }
                <div class="two">
                    { parts.part("code", &lines, || code::view(track, &active, look.line, link)) }
                    { parts.part("console", &[&[state.run, state.shown, focus, u32::from(live)], printed.as_slice()].concat(), || {
                        console::view(output, moment, live)
                    }) }
                </div>
                { parts.part("table", &table, || words::table(state)) }
            </>
        }
    }
}

/// Hears the keys that mean something wherever the focus is.
fn keyboard(window: &web_sys::Window, link: Scope<Page>) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(window, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented() {
            return;
        }
        let name = event.key();
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let within =
            |what: &str| target.as_ref().is_some_and(|target| target.closest(what).is_ok_and(|it| it.is_some()));
        // What is typed is text, a dialog has its own keys, and what has the focus is pressed with the space bar.
        let own = within("input[type=text], textarea, select, dialog, [contenteditable]");
        if own || name == " " && within("button, a, summary, input") {
            return;
        }
        if let Some(command) = keys::command(&name) {
            // Escape also closes what the browser has opened.
            if command != Command::Nothing {
                event.prevent_default();
            }
            link.send_message(Msg::Command(command));
        }
    })
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
            <a class="skip" href="#main" onclick={skip}>{ "Skip to the program" }</a>
            <header>
                { fixed(BANNER) }
                { theme::button(theme, link.callback(|_| Msg::Theme)) }
            </header>
        </>
    }
}

/// What stands there and does nothing, or is loaded to open (`static/start.js`).
const BANNER: &str = r#"<span class="brand"><svg width="26" height="20" viewBox="0 0 26 20" aria-hidden="true"><rect x="1" y="1" width="11" height="5" rx="2.5" fill="var(--await)"/><rect x="6" y="7.5" width="19" height="5" rx="2.5" fill="var(--sleep)"/><rect x="1" y="14" width="15" height="5" rx="2.5" fill="var(--run)"/></svg>tasklanes</span><p class="tagline">Python multitasking, really run in your browser</p><button type="button" class="share" data-opens="share">Share</button><button type="button" id="keys" class="keys" aria-label="Keys and gestures" title="Keys and gestures" data-opens="help">?</button>"#;
const FOOTER: &str = "<footer><p>Every Python thread and process here is a Web Worker of your browser that really sleeps or computes. \
    A worker shares no memory, so the memory that threads share is tasklanes’ own.</p></footer>";
