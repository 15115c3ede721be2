//! From a trace to things to draw: a pure function. The page, the posters and the SVG export draw the
//! same items, so they cannot differ.

pub mod scene;
