//! Whatever stands in a link, opening it ends at once, within the limits of what a link may hold, and without a panic; and
//! what it opens to comes out again of the link that is made of it.
//!
//! The first byte chooses what the others are: a link, packed bytes in a link whose checksum is right, or what is packed.
//! `scripts/fuzz` runs it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use miniz_oxide::deflate::compress_to_vec;
use tasklanes::share::{MAX_SOURCE, pack, seal, unpack};

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let link = match kind % 3 {
        0 => String::from_utf8_lossy(bytes).into_owned(),
        1 => seal(bytes),
        _ => seal(&compress_to_vec(bytes, 6)),
    };
    if let Ok(shared) = unpack(&link) {
        assert!(shared.source.len() <= MAX_SOURCE);
        assert_eq!(shared.cleaned(), shared, "what is opened is within the limits");
        assert_eq!(unpack(&pack(&shared).expect("it is short enough")), Ok(shared));
    }
});
