//! Names the build: `TASKLANES_BUILD` is a hash of everything that a build is made of. It is the name of the folder in which
//! the site has its files (`tasklanes site`), so that files of another build never meet the page.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What the site is made of, and what makes it: the tools' versions are in some of these.
const SOURCES: [&str; 12] = [
    "build.rs",
    "Cargo.lock",
    "Cargo.toml",
    "index.html",
    "rust-toolchain.toml",
    "scripts/build",
    "scripts/small",
    "scripts/tools",
    "src",
    "stand-ins",
    "static",
    "Trunk.toml",
];

fn main() -> io::Result<()> {
    let mut files = BTreeSet::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        collect(Path::new(source), &mut files)?;
    }
    let mut hash = Fnv::default();
    for file in files {
        hash.write(file.to_string_lossy().as_bytes());
        hash.write(&[0]);
        hash.write(&fs::read(&file)?);
        hash.write(&[0]);
    }
    println!("cargo::rustc-env=TASKLANES_BUILD={:016x}", hash.0);
    Ok(())
}

/// Adds a file, or all files of a folder and of its folders.
fn collect(path: &Path, files: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else {
        files.insert(path.to_owned());
    }
    Ok(())
}

/// FNV-1a, 64 bits: the same on every machine, which the standard library's hasher does not promise.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
