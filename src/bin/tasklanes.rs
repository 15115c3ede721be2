//! STAND-IN for the command line: only `tasklanes catalogue DIRECTORY`.
#[cfg(not(target_arch = "wasm32"))]
use std::{env, error::Error, fs, path::Path};

#[cfg(not(target_arch = "wasm32"))]
use tasklanes::catalogue::{LISTINGS, build};

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [command, directory] = arguments.as_slice() else { return Err("usage: tasklanes catalogue DIRECTORY".into()) };
    if command != "catalogue" {
        return Err("usage: tasklanes catalogue DIRECTORY".into());
    }
    let directory = Path::new(directory);
    fs::create_dir_all(directory)?;
    fs::write(directory.join("index.bin"), postcard::to_allocvec(&build::index())?)?;
    for listing in LISTINGS {
        let built = build::build(listing)?;
        fs::write(directory.join(format!("{}.bin", listing.id)), postcard::to_allocvec(&built)?)?;
        fs::write(directory.join(format!("{}.svg", listing.id)), "<svg xmlns='http://www.w3.org/2000/svg'/>")?;
    }
    Ok(())
}
