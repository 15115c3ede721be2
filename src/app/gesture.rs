//! What pointers do on the chart: from where they go down, move and up to what is meant by it.
//!
//! A press moves the playhead and chooses a bar. A drag moves the playhead, or, where a reader looks closer, the window.
//! On the axis it measures. Two fingers zoom.

use alloc::vec::Vec;

/// How far a finger, or a mouse that may drag the window, has to go across before it drags, in CSS pixels.
const SLOP: f64 = 6.0;

/// What a pointer goes down on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Zone {
    /// The playhead's flag, held so far right of the playhead's line.
    Flag(f64),
    /// The guess's flag, likewise.
    Guess(f64),
    /// The time axis.
    Axis,
    /// The lanes.
    Plot,
}

/// What a pointer does. Lengths are CSS pixels, from the chart's left top corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pointer {
    /// Which.
    pub id: i32,
    /// Where it is.
    pub x: f64,
    /// Where it is.
    pub y: f64,
}

/// What is meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Deed {
    /// The playhead comes to this x.
    Seek(f64),
    /// The guess comes to this x.
    Guess(f64),
    /// What was at the first x comes to the second, and is so many times as long: below one means closer.
    Move {
        /// From where.
        from: f64,
        /// Where to.
        to: f64,
        /// The window's length over its length before.
        times: f64,
    },
    /// The time between two x is measured.
    Measure(f64, f64),
    /// There is nothing to measure any more.
    Forget,
    /// The bar at this place is chosen.
    Choose(f64, f64),
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Mode {
    #[default]
    None,
    /// A press, or the beginning of a drag of the lanes.
    Undecided,
    Seeking(f64),
    Guessing(f64),
    Panning,
    Measuring(f64),
    Pinching,
    /// Two fingers were there; the one that is left does nothing.
    Over,
}

/// The pointers that are down, and what they are about.
#[derive(Clone, Debug, Default)]
pub struct Gesture {
    mode: Mode,
    /// Where each began, and is.
    pointers: Vec<(Pointer, Pointer)>,
    /// Whether a drag moves the window.
    pans: bool,
}

impl Gesture {
    /// Whether any pointer is down.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !self.pointers.is_empty()
    }

    /// A pointer goes down. `pans`: whether there is a window that can be moved.
    pub fn down(&mut self, pointer: Pointer, zone: Zone, touch: bool, pans: bool) -> Option<Deed> {
        self.pointers.retain(|(_, known)| known.id != pointer.id);
        self.pointers.push((pointer, pointer));
        self.pans = pans;
        if self.pointers.len() > 1 {
            self.mode = if self.pointers.len() == 2 && touch { Mode::Pinching } else { Mode::Over };
            return None;
        }
        self.mode = match zone {
            Zone::Flag(grip) => Mode::Seeking(grip),
            Zone::Guess(grip) => Mode::Guessing(grip),
            Zone::Axis => Mode::Measuring(pointer.x),
            Zone::Plot => Mode::Undecided,
        };
        // A mouse shows at once what it does; a finger may be about to scroll the page.
        (zone == Zone::Plot && !touch && !pans).then_some(Deed::Seek(pointer.x))
    }

    /// A pointer moves.
    pub fn moved(&mut self, pointer: Pointer) -> Option<Deed> {
        let (first, last) = self.pointers.iter_mut().find(|(_, last)| last.id == pointer.id)?;
        let (first, before) = (*first, core::mem::replace(last, pointer));
        if self.mode == Mode::Undecided {
            let (across, along) = ((pointer.x - first.x).abs(), (pointer.y - first.y).abs());
            if across < SLOP.max(along) {
                return None;
            }
            self.mode = if self.pans { Mode::Panning } else { Mode::Seeking(0.0) };
        }
        match self.mode {
            Mode::Seeking(grip) => Some(Deed::Seek(pointer.x - grip)),
            Mode::Guessing(grip) => Some(Deed::Guess(pointer.x - grip)),
            Mode::Panning => Some(Deed::Move { from: before.x, to: pointer.x, times: 1.0 }),
            Mode::Measuring(from) => (pointer.x - from).abs().ge(&2.0).then_some(Deed::Measure(from, pointer.x)),
            Mode::Pinching => self.pinched(pointer.id, before),
            Mode::None | Mode::Undecided | Mode::Over => None,
        }
    }

    /// A pointer goes up.
    pub fn up(&mut self, pointer: Pointer) -> Vec<Deed> {
        let Some(at) = self.pointers.iter().position(|(_, last)| last.id == pointer.id) else { return Vec::new() };
        let (first, _) = self.pointers.remove(at);
        let mode = self.mode;
        self.mode = if self.pointers.is_empty() { Mode::None } else { Mode::Over };
        let still = (pointer.x - first.x).abs() < SLOP && (pointer.y - first.y).abs() < SLOP;
        match mode {
            Mode::Undecided if still => alloc::vec![Deed::Seek(pointer.x), Deed::Choose(pointer.x, pointer.y)],
            Mode::Measuring(_) if still => alloc::vec![Deed::Forget],
            _ => Vec::new(),
        }
    }

    /// The browser took a pointer away.
    pub fn cancel(&mut self, id: i32) {
        self.pointers.retain(|(_, last)| last.id != id);
        self.mode = if self.pointers.is_empty() { Mode::None } else { Mode::Over };
    }

    /// Two fingers: what was between them stays between them.
    fn pinched(&self, moved: i32, before: Pointer) -> Option<Deed> {
        let [(_, one), (_, other)] = *self.pointers.as_slice() else { return None };
        let still = if one.id == moved { other } else { one };
        let now = if one.id == moved { one } else { other };
        let distance = |pointer: Pointer| (pointer.x - still.x).abs().max(8.0);
        let middle = |pointer: Pointer| f64::midpoint(pointer.x, still.x);
        Some(Deed::Move { from: middle(before), to: middle(now), times: distance(before) / distance(now) })
    }
}

#[cfg(test)]
mod tests {
    use super::{Deed, Gesture, Pointer, Zone};

    fn at(id: i32, x: f64, y: f64) -> Pointer {
        Pointer { id, x, y }
    }

    /// A pointer's way, in one gesture.
    fn drag(zone: Zone, touch: bool, pans: bool, way: &[(f64, f64)]) -> Vec<Deed> {
        let mut gesture = Gesture::default();
        let mut deeds: Vec<Deed> = gesture.down(at(1, way[0].0, way[0].1), zone, touch, pans).into_iter().collect();
        deeds.extend(way[1..].iter().filter_map(|&(x, y)| gesture.moved(at(1, x, y))));
        let &(x, y) = way.last().unwrap();
        deeds.extend(gesture.up(at(1, x, y)));
        assert!(!gesture.is_on());
        deeds
    }

    #[test]
    fn a_press_moves_the_playhead_and_chooses_a_bar() {
        for (touch, pans) in [(false, false), (true, false), (false, true), (true, true)] {
            let deeds = drag(Zone::Plot, touch, pans, &[(100.0, 50.0), (101.0, 51.0)]);
            assert_eq!(deeds.first(), Some(&Deed::Seek(if touch || pans { 101.0 } else { 100.0 })));
            assert_eq!(deeds.last(), Some(&Deed::Choose(101.0, 51.0)));
        }
    }

    #[test]
    fn a_drag_moves_the_playhead_or_the_window() {
        let way = [(100.0, 50.0), (140.0, 52.0), (150.0, 52.0)];
        let sought = drag(Zone::Plot, false, false, &way);
        assert_eq!(sought, [Deed::Seek(100.0), Deed::Seek(140.0), Deed::Seek(150.0)]);
        assert_eq!(drag(Zone::Plot, true, false, &way), [Deed::Seek(140.0), Deed::Seek(150.0)]);
        let moved = |from, to| Deed::Move { from, to, times: 1.0 };
        assert_eq!(drag(Zone::Plot, true, true, &way), [moved(100.0, 140.0), moved(140.0, 150.0)]);
        // The flag is the playhead's even then.
        assert_eq!(drag(Zone::Flag(4.0), true, true, &way), [Deed::Seek(136.0), Deed::Seek(146.0)]);
        assert_eq!(drag(Zone::Guess(-1.0), true, true, &way), [Deed::Guess(141.0), Deed::Guess(151.0)]);
    }

    #[test]
    fn up_and_down_belongs_to_the_page() {
        let mut gesture = Gesture::default();
        gesture.down(at(1, 100.0, 50.0), Zone::Plot, true, false);
        assert_eq!(gesture.moved(at(1, 105.0, 90.0)), None);
        gesture.cancel(1);
        assert!(!gesture.is_on());
        assert_eq!(gesture.moved(at(1, 300.0, 90.0)), None);
    }

    #[test]
    fn the_axis_measures_and_a_press_on_it_forgets() {
        let measured = drag(Zone::Axis, true, true, &[(100.0, 5.0), (101.0, 5.0), (160.0, 5.0)]);
        assert_eq!(measured, [Deed::Measure(100.0, 160.0)]);
        assert_eq!(drag(Zone::Axis, false, false, &[(100.0, 5.0), (100.0, 5.0)]), [Deed::Forget]);
    }

    #[test]
    fn two_fingers_zoom_around_what_is_between_them() {
        let mut gesture = Gesture::default();
        assert_eq!(gesture.down(at(1, 100.0, 50.0), Zone::Plot, true, false), None);
        assert_eq!(gesture.down(at(2, 200.0, 50.0), Zone::Plot, true, false), None);
        let closer = gesture.moved(at(2, 300.0, 50.0));
        assert_eq!(closer, Some(Deed::Move { from: 150.0, to: 200.0, times: 0.5 }));
        let wider = gesture.moved(at(1, 200.0, 50.0));
        assert_eq!(wider, Some(Deed::Move { from: 200.0, to: 250.0, times: 2.0 }));
        // The finger that is left over does nothing, and no press comes of it.
        assert_eq!(gesture.up(at(2, 300.0, 50.0)), []);
        assert_eq!(gesture.moved(at(1, 400.0, 50.0)), None);
        assert_eq!(gesture.up(at(1, 400.0, 50.0)), []);
        assert!(!gesture.is_on());
    }

    #[test]
    fn fingers_that_meet_do_no_harm() {
        let mut gesture = Gesture::default();
        gesture.down(at(1, 100.0, 50.0), Zone::Plot, true, false);
        gesture.down(at(2, 101.0, 50.0), Zone::Plot, true, false);
        let Some(Deed::Move { times, .. }) = gesture.moved(at(2, 100.0, 50.0)) else { panic!("a pinch") };
        assert!(times > 0.0 && times.is_finite());
        gesture.down(at(3, 50.0, 50.0), Zone::Plot, true, false);
        assert_eq!(gesture.moved(at(3, 90.0, 50.0)), None, "three fingers mean nothing");
    }
}
