//! Random programs: tasks, threads, jobs of a pool, or processes that sleep, wait for each other, end, fail and are
//! cancelled. CPython and the simulation must print the same.
//!
//! What such a program does is certain, though written by chance: whoever has been woken, by whatever, sleeps until
//! a moment of its own before it does the next thing. The moments are numbered, and no two sleeps end at the same.
//! So the generator knows at each moment who acts and who waits for what, picks what that one does from what
//! cannot lead to a deadlock, and writes it down.

use std::fmt::Write as _;
use std::fs;

use crate::compare::{Allowed, Run, difference, simulated};
use crate::cpython::{Server, check_version};
use crate::each_again;

/// How many programs a run compares, and how many at once: they do little but sleep.
const PROGRAMS: u64 = 500;
const AT_ONCE: usize = 8;

/// How much faster CPython's time goes, in one try after the other. Two moments are a quarter of a second apart.
const SCALES: [f64; 6] = [30.0, 20.0, 10.0, 5.0, 2.0, 1.0];
const PROCESSES_SCALES: [f64; 4] = [10.0, 5.0, 2.0, 1.0];

#[test]
fn random_programs_agree_with_cpython() {
    check_version();
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let seed = number("CONFORMANCE_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    let seeds: Vec<u64> = (0..number("CONFORMANCE_RANDOM").unwrap_or(PROGRAMS)).map(|n| seed + n).collect();
    println!("{} random programs, CONFORMANCE_SEED={seed}", seeds.len());
    let folder = std::env::temp_dir().join(format!("tasklanes-random-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let compare = |server: &mut Server, &seed: &u64| {
        let (flavour, source) = generate(seed);
        let name = format!("random_{seed}.py");
        fs::write(folder.join(&name), &source).unwrap();
        let ours = match simulated(&name, &source) {
            Ok(ours) => ours,
            Err(error) => return Some((flavour, format!("{error}\n{source}"))),
        };
        let mut differs = String::new();
        let scales: &[f64] = if flavour == Flavour::Processes { &PROCESSES_SCALES } else { &SCALES };
        for &scale in scales {
            differs = match server.run(&folder, &name, scale) {
                Ok(theirs) => difference(&ours, &punctual(theirs, &ours), &Allowed::default()),
                Err(error) => error,
            };
            if differs.is_empty() {
                return None;
            }
        }
        Some((flavour, format!("{differs}\n{source}\n# prints here:\n{}{}", ours.stdout, ours.stderr)))
    };
    let results = each_again(&seeds, AT_ONCE, compare, Option::is_some);
    fs::remove_dir_all(&folder).unwrap();
    let wrong: Vec<_> = seeds.iter().zip(results).filter_map(|(seed, result)| Some((seed, result?))).collect();
    for (seed, (flavour, difference)) in &wrong {
        println!("CONFORMANCE_SEED={seed} CONFORMANCE_RANDOM=1, {flavour:?}: DIFFERS\n{difference}\n");
    }
    assert!(wrong.is_empty(), "{} of {} random programs differ", wrong.len(), seeds.len());
}

/// What CPython has printed, with each line that came one moment late put right: a disturbed machine is no difference, and
/// the order of the lines shows whether the times are true.
fn punctual(mut theirs: Run, ours: &Run) -> Run {
    let late = |a: &str, b: &str| {
        let ((a, due), (b, came)) = (a.rsplit_once(' ')?, b.rsplit_once(' ')?);
        Some(a == b && a.ends_with(" at") && due.parse::<u32>().ok()? + 1 == came.parse().ok()?)
    };
    let mut lines: Vec<&str> = theirs.stdout.split_inclusive('\n').collect();
    for (line, due) in lines.iter_mut().zip(ours.stdout.split_inclusive('\n')) {
        if late(due.trim_end(), line.trim_end()) == Some(true) {
            *line = due;
        }
    }
    theirs.stdout = lines.concat();
    theirs
}

#[test]
fn the_same_seed_is_the_same_program() {
    assert_eq!(generate(7), generate(7));
    assert_ne!(generate(7).1, generate(8).1);
}

/// What the actors of a program are.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Flavour {
    Tasks,
    Threads,
    Pool,
    Processes,
}

/// What someone waits for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum On {
    Event(usize),
    Item(usize),
    Lock(usize),
    Notified,
    End(usize),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Queued,
    Asleep(u32),
    Waiting { on: On, deadline: Option<u32>, since: u32 },
    Ended,
}

#[derive(Debug)]
struct Actor {
    body: Vec<String>,
    state: State,
    /// How many things it will still do.
    left: u64,
    holds: Option<usize>,
    /// Whether what cancelling it does is left to chance: a group cancels its tasks in the order of a set.
    in_group: bool,
}

/// `SplitMix64`: small, and the same everywhere.
#[derive(Debug)]
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }

    fn index(&mut self, end: usize) -> usize {
        usize::try_from(self.below(end as u64)).unwrap()
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// A program in the making, at one moment.
struct World {
    random: Random,
    flavour: Flavour,
    now: u32,
    /// The moments at which something ends.
    taken: Vec<u32>,
    actors: Vec<Actor>,
    events: [bool; 2],
    items: [u32; 2],
    /// How often each may still be acquired: a lock and a semaphore.
    permits: [u32; 2],
    /// How many jobs the pool's workers can still take.
    idle: u32,
}

/// The number of a pool's workers.
const WORKERS: u32 = 2;

fn generate(seed: u64) -> (Flavour, String) {
    let mut random = Random(seed);
    let flavour = match random.below(100) {
        0..45 => Flavour::Tasks,
        45..73 => Flavour::Threads,
        73..92 => Flavour::Pool,
        _ => Flavour::Processes,
    };
    let mut world = World {
        random,
        flavour,
        now: 0,
        taken: Vec::new(),
        actors: Vec::new(),
        events: [false; 2],
        items: [0; 2],
        permits: [1, 2],
        idle: WORKERS,
    };
    let left = 4 + world.random.below(4);
    world.actors.push(Actor { body: Vec::new(), state: State::Queued, left, holds: None, in_group: false });
    world.resume(0);
    while let Some((moment, at)) = world.next() {
        world.now = moment;
        match world.actors[at].state {
            State::Asleep(_) => world.act(at),
            _ => world.resume(at),
        }
    }
    (flavour, world.text())
}

impl World {
    /// Who acts next, and when.
    fn next(&self) -> Option<(u32, usize)> {
        let due = |actor: &Actor| match actor.state {
            State::Asleep(moment) => Some(moment),
            State::Waiting { deadline, .. } => deadline,
            _ => None,
        };
        self.actors.iter().enumerate().filter_map(|(at, actor)| Some((due(actor)?, at))).min()
    }

    /// A moment to come at which nothing ends yet.
    fn moment(&mut self) -> u32 {
        let mut moment = self.now + 1 + u32::try_from(self.random.below(3)).unwrap();
        while self.taken.contains(&moment) {
            moment += 1;
        }
        self.taken.push(moment);
        moment
    }

    fn say(&mut self, at: usize, line: impl Into<String>) {
        self.actors[at].body.push(line.into());
    }

    fn waits(&self) -> &'static str {
        if self.flavour == Flavour::Tasks { "await " } else { "" }
    }

    /// Lets an actor sleep until a moment of its own, and then say what the last thing it did has given.
    fn resume(&mut self, at: usize) {
        let moment = self.moment();
        self.sleep(at, moment);
    }

    fn sleep(&mut self, at: usize, moment: u32) {
        let waits = self.waits();
        self.say(at, format!("{waits}until({moment})"));
        self.say(at, format!("log(\"a{at}\", x)"));
        self.actors[at].state = State::Asleep(moment);
        self.actors[at].in_group = false;
    }

    /// Wakes those who wait for something: all, or who has waited longest.
    fn wake(&mut self, on: On, all: bool) -> bool {
        let mut waiting: Vec<(u32, usize)> = Vec::new();
        for (at, actor) in self.actors.iter().enumerate() {
            if let State::Waiting { on: other, since, .. } = actor.state
                && other == on
            {
                waiting.push((since, at));
            }
        }
        waiting.sort_unstable();
        waiting.truncate(if all { usize::MAX } else { 1 });
        for &(_, at) in &waiting {
            if let On::Lock(lock) = on {
                self.actors[at].holds = Some(lock);
            }
            self.resume(at);
        }
        !waiting.is_empty()
    }

    fn waiting(&self, on: On) -> bool {
        self.actors.iter().any(|actor| matches!(actor.state, State::Waiting { on: other, .. } if other == on))
    }

    /// One thing that an actor does.
    fn act(&mut self, at: usize) {
        if self.actors[at].left == 0 {
            return self.finish(at);
        }
        self.actors[at].left -= 1;
        let which = self.random.index(2);
        // The first never waits without an end, and who holds a lock does not wait at all: so all comes to its end.
        let may_wait = self.actors[at].holds.is_none();
        let deadline = at == 0 || self.random.chance(30);
        match self.random.below(13) {
            0..3 if self.actors.len() < 7 && (at == 0 || self.flavour != Flavour::Processes) => self.spawn(at),
            3 => self.set(at, which),
            4 => {
                self.say(at, format!("x = e{which}.clear()"));
                self.events[which] = false;
                self.resume(at);
            }
            5 => self.put(at, which),
            6 if may_wait => self.wait(at, On::Event(which), deadline),
            7 if may_wait => self.wait(at, On::Item(which), deadline),
            8 if may_wait && !self.waiting(On::Lock(which)) => self.wait(at, On::Lock(which), deadline),
            9 if may_wait && !(deadline && self.flavour == Flavour::Tasks) => self.wait(at, On::Notified, deadline),
            10 => self.notify(at),
            11 if may_wait && (self.flavour != Flavour::Processes && self.flavour != Flavour::Pool || at == 0) => {
                let others = at + 1..self.actors.len();
                if others.is_empty() {
                    return self.idle(at);
                }
                let other = others.start + self.random.index(others.len());
                self.wait(at, On::End(other), deadline);
            }
            12 if self.flavour == Flavour::Tasks || self.flavour == Flavour::Pool => self.cancel(at),
            _ if self.flavour == Flavour::Tasks => self.several(at),
            _ => self.idle(at),
        }
    }

    fn idle(&mut self, at: usize) {
        self.say(at, "x = None");
        self.resume(at);
    }

    fn spawn(&mut self, at: usize) {
        let new = self.actors.len();
        let line = match self.flavour {
            Flavour::Tasks => format!("x = None; all[{new}] = asyncio.create_task(a{new}())"),
            Flavour::Pool => format!("x = None; all[{new}] = pool.submit(a{new})"),
            Flavour::Threads => format!("all[{new}] = threading.Thread(target=a{new}); x = all[{new}].start()"),
            Flavour::Processes => {
                format!("all[{new}] = multiprocessing.Process(target=a{new}); x = all[{new}].start()")
            }
        };
        self.say(at, line);
        let left = 1 + self.random.below(3);
        self.actors.push(Actor {
            body: vec!["x = None".into()],
            state: State::Queued,
            left,
            holds: None,
            in_group: false,
        });
        if self.flavour != Flavour::Pool {
            self.resume(new);
        } else if self.idle > 0 {
            self.idle -= 1;
            self.resume(new);
        }
        self.resume(at);
    }

    fn set(&mut self, at: usize, event: usize) {
        self.say(at, format!("x = e{event}.set()"));
        self.events[event] = true;
        self.wake(On::Event(event), true);
        self.resume(at);
    }

    fn put(&mut self, at: usize, queue: usize) {
        let item = self.random.below(100);
        let waits = self.waits();
        self.say(at, format!("x = {waits}q{queue}.put({item})"));
        if !self.wake(On::Item(queue), false) {
            self.items[queue] += 1;
        }
        self.resume(at);
    }

    fn notify(&mut self, at: usize) {
        let all = self.random.chance(50);
        let with = if self.flavour == Flavour::Tasks { "async with" } else { "with" };
        self.say(at, format!("{with} c:\n    x = c.notify{}()", if all { "_all" } else { "" }));
        self.wake(On::Notified, all);
        self.resume(at);
    }

    /// Writes down what waits, and whether there is something to wait for.
    fn wait(&mut self, at: usize, on: On, deadline: bool) {
        let fulfilled = match on {
            On::Event(event) => self.events[event],
            On::Item(queue) => self.items[queue] > 0,
            On::Lock(lock) => self.permits[lock] > 0,
            On::Notified => false,
            On::End(other) => self.actors[other].state == State::Ended,
        };
        let deadline = deadline.then(|| self.moment());
        let line = self.line_that_waits(on, deadline);
        self.say(at, line);
        if !fulfilled {
            self.actors[at].state = State::Waiting { on, deadline, since: self.now };
            return;
        }
        match on {
            On::Item(queue) => self.items[queue] -= 1,
            On::Lock(lock) => {
                self.permits[lock] -= 1;
                self.actors[at].holds = Some(lock);
            }
            _ => {}
        }
        self.resume(at);
    }

    fn line_that_waits(&self, on: On, deadline: Option<u32>) -> String {
        let task = self.flavour == Flavour::Tasks;
        let left = deadline.map_or(String::new(), |moment| format!("left({moment})"));
        let timeout = if left.is_empty() { left.clone() } else { format!("timeout={left}") };
        let call = match on {
            On::Event(event) => format!("e{event}.wait"),
            On::Item(queue) => format!("q{queue}.get"),
            On::Lock(lock) => format!("l{lock}.acquire"),
            On::Notified if task => return "async with c:\n    x = await c.wait()".into(),
            On::Notified => return format!("with c:\n    x = c.wait({left})"),
            On::End(other) => return self.line_that_joins(other, &timeout),
        };
        match (on, deadline) {
            (_, None) => format!("x = {}{call}()", self.waits()),
            (_, Some(_)) if task => format!(
                "try:\n    x = await asyncio.wait_for({call}(), {left})\nexcept asyncio.TimeoutError:\n    x = \"late\""
            ),
            (On::Item(_), _) => format!("try:\n    x = {call}({timeout})\nexcept queue.Empty:\n    x = \"empty\""),
            _ => format!("x = {call}({timeout})"),
        }
    }

    fn line_that_joins(&self, other: usize, timeout: &str) -> String {
        match self.flavour {
            Flavour::Tasks if timeout.is_empty() => {
                format!("x = (await asyncio.gather(all[{other}], return_exceptions=True))[0]")
            }
            Flavour::Tasks => format!("x = len((await asyncio.wait([all[{other}]], {timeout}))[0])"),
            Flavour::Pool => format!(
                "try:\n    x = all[{other}].result({timeout})\nexcept (ValueError, TimeoutError, concurrent.futures.CancelledError) as error:\n    x = error"
            ),
            Flavour::Threads => format!("x = all[{other}].join({timeout}), all[{other}].is_alive()"),
            Flavour::Processes => format!("x = all[{other}].join({timeout}), all[{other}].exitcode"),
        }
    }

    fn cancel(&mut self, at: usize) {
        let others: Vec<usize> =
            (1..self.actors.len()).filter(|&other| other != at && self.can_cancel(other)).collect();
        if others.is_empty() {
            return self.idle(at);
        }
        let other = others[self.random.index(others.len())];
        self.say(at, format!("x = all[{other}].cancel()"));
        if self.flavour == Flavour::Tasks || self.actors[other].state == State::Queued {
            self.actors[other].state = State::Ended;
            self.wake(On::End(other), true);
        }
        self.resume(at);
    }

    /// Whether it is certain what cancelling an actor does.
    fn can_cancel(&self, other: usize) -> bool {
        let actor = &self.actors[other];
        let waits = match actor.state {
            State::Asleep(_) => true,
            State::Waiting { on, .. } => !matches!(on, On::Lock(_) | On::End(_)),
            State::Queued | State::Ended => return true,
        };
        self.flavour == Flavour::Pool || waits && actor.holds.is_none() && !actor.in_group
    }

    /// Several coroutines at once, in one of asyncio's ways.
    fn several(&mut self, at: usize) {
        let way = self.random.below(7);
        // An exception that nobody asks for is reported when the task is collected.
        let fails = way != 6 && self.random.chance(25);
        let count = if way == 4 { 2 } else { 2 + self.random.below(3) };
        let mut jobs: Vec<String> = Vec::new();
        let mut last = 0;
        for number in 0..count {
            let moment = self.moment();
            last = last.max(moment);
            let failing = if fails && number == 1 { ", True" } else { "" };
            let job = format!("(\"a{at}.{number}\", {moment}{failing})");
            jobs.push(if way == 3 {
                format!("asyncio.to_thread(blocking, {}", &job[1..])
            } else {
                format!("job{job}")
            });
        }
        let jobs = jobs.join(", ");
        let deadline = if self.random.chance(50) { last } else { self.moment() };
        let what = match way {
            0 | 3 => format!("x = await asyncio.gather({jobs}, return_exceptions=True)"),
            1 => format!("x = await asyncio.gather({jobs})"),
            // CPython starts coroutines in the order of a set, which is chance, and numbers their tasks by it.
            2 => format!(
                "x = [await done for done in asyncio.as_completed([asyncio.create_task(one) for one in [{jobs}]])]"
            ),
            4 => format!(
                "async with asyncio.TaskGroup() as group:\n    x = [group.create_task(one) for one in [{jobs}]]\nx = [one.result() for one in x]"
            ),
            5 => format!("async with asyncio.timeout(left({deadline}.5)):\n    x = await asyncio.gather({jobs})"),
            _ => format!(
                "x = await asyncio.wait([asyncio.create_task(one) for one in [{jobs}]], return_when=asyncio.FIRST_COMPLETED)\nx = [len(part) for part in x]"
            ),
        };
        let what = what.replace('\n', "\n    ");
        self.say(at, format!("try:\n    {what}\nexcept Exception as error:\n    x = type(error).__name__, str(error)"));
        // Longer than all of them.
        let now = std::mem::replace(&mut self.now, last.max(deadline));
        let moment = self.moment();
        self.now = now;
        self.sleep(at, moment);
        self.actors[at].in_group = way == 4;
    }

    /// What an actor does that has nothing more to do.
    fn finish(&mut self, at: usize) {
        if let Some(lock) = self.actors[at].holds.take() {
            self.say(at, format!("x = l{lock}.release()"));
            if !self.wake(On::Lock(lock), false) {
                self.permits[lock] += 1;
            }
            return self.resume(at);
        }
        if at > 0 {
            return self.end(at);
        }
        // The first lets everyone go on who waits without an end, and is the last to end.
        if self.actors.iter().skip(1).all(|actor| actor.state == State::Ended) {
            // Coroutines may still run whose waiter was cancelled.
            match self.taken.iter().max() {
                Some(&last) if last > self.now => self.sleep(0, last + 1),
                _ => self.actors[0].state = State::Ended,
            }
            return;
        }
        for which in 0..2 {
            if self.waiting(On::Event(which)) {
                return self.set(0, which);
            }
            if self.waiting(On::Item(which)) {
                return self.put(0, which);
            }
        }
        if self.waiting(On::Notified) { self.notify(0) } else { self.idle(0) }
    }

    fn end(&mut self, at: usize) {
        self.say(at, format!("log(\"a{at} ends\")"));
        let line = match self.flavour {
            Flavour::Processes => format!("raise SystemExit({at})"),
            _ if self.random.chance(25) => format!("raise ValueError(\"a{at}\")"),
            _ => format!("return {at}"),
        };
        self.say(at, line);
        self.actors[at].state = State::Ended;
        self.wake(On::End(at), true);
        if self.flavour == Flavour::Pool {
            match self.actors.iter().skip(1).position(|actor| actor.state == State::Queued) {
                Some(next) => self.resume(next + 1),
                None => self.idle += 1,
            }
        }
    }

    /// The program.
    fn text(&self) -> String {
        let task = self.flavour == Flavour::Tasks;
        let (module, others): (_, &[&str]) = match self.flavour {
            Flavour::Tasks => ("asyncio", &[]),
            Flavour::Threads => ("threading", &["queue"]),
            Flavour::Pool => ("threading", &["queue", "concurrent.futures"]),
            Flavour::Processes => ("multiprocessing", &["queue"]),
        };
        let queue = match self.flavour {
            Flavour::Threads | Flavour::Pool => "queue.Queue",
            _ => &format!("{module}.Queue"),
        };
        let mut text: String = others.iter().flat_map(|other| ["import ", other, "\n"]).collect();
        write!(text, "import {module}\n{PRELUDE}").unwrap();
        if task {
            text += "async def until(moment):\n    await asyncio.sleep(max(0, left(moment)))\n\n\n";
            text += JOBS;
        } else {
            text += "def until(moment):\n    time.sleep(max(0, left(moment)))\n\n\n";
        }
        for (at, actor) in self.actors.iter().enumerate().skip(1) {
            let indent = if task { "        " } else { "    " };
            let head = if task { format!("async def a{at}():\n    try:\n") } else { format!("def a{at}():\n") };
            let tail = if task { CANCELLED.replace('#', &at.to_string()) } else { String::new() };
            writeln!(text, "{head}{}{tail}\n", indented(&actor.body, indent)).unwrap();
        }
        let main = indented(&self.actors[0].body, "    ");
        let made = format!(
            "e0, e1, q0, q1 = {module}.Event(), {module}.Event(), {queue}(), {queue}()\nl0, l1, c = {module}.Lock(), {module}.Semaphore(2), {module}.Condition()\nall = {{}}\nbegin = time.monotonic()\n"
        );
        let (head, tail) = match self.flavour {
            Flavour::Tasks => (
                "async def main():\n    x = None\n",
                "    log(\"main\", await asyncio.gather(*all.values(), return_exceptions=True))\n\n\nasyncio.run(main())\n",
            ),
            Flavour::Pool => (
                "with concurrent.futures.ThreadPoolExecutor(2) as pool:\n    x = None\n",
                "log(\"main\", [one.cancelled() or str(one.exception()) for one in all.values()])\n",
            ),
            _ => (
                "if __name__ == \"__main__\":\n    x = None\n",
                "    log(\"main\", [one.join() for one in all.values()])\n",
            ),
        };
        text + &made + head + &main + tail
    }
}

fn indented(body: &[String], indent: &str) -> String {
    body.iter().flat_map(|lines| lines.lines()).flat_map(|line| [indent, line, "\n"]).collect()
}

const PRELUDE: &str = "\
import time


def left(moment):
    return moment / 4 - (time.monotonic() - begin)


def log(*what):
    print(*what, \"at\", round((time.monotonic() - begin) * 4))


";

const JOBS: &str = "\
async def job(name, moment, fails=False):
    try:
        await until(moment)
    except asyncio.CancelledError:
        log(name, \"cancelled\")
        raise
    log(name)
    if fails:
        raise ValueError(name)
    return name


def blocking(name, moment, fails=False):
    time.sleep(left(moment))
    log(name)
    if fails:
        raise ValueError(name)
    return name


";

const CANCELLED: &str = "    except asyncio.CancelledError:
        log(\"a# is cancelled\")
        raise
";
