//! Finishes the folder that Trunk has built, so that no page ever meets files of another build.
//!
//! A page that is open while its site is replaced goes on asking for files. Names with a hash in them (the app's script and
//! WebAssembly, the style sheet) are gone then, or are the same. All other files would be another build's under the same
//! name, so they go into a folder named after the build, where a page finds its own files or none.

use std::fs;
use std::io;
use std::path::Path;

/// The name of the folder for this build's files.
const BUILD: &str = env!("TASKLANES_BUILD");

/// Files that the page and its workers ask for by fixed names.
const FIXED: [&str; 7] = [
    "lane.js",
    "interpreter-loader.js",
    "interpreter.js",
    "interpreter_bg.wasm",
    "compiler-loader.js",
    "compiler.js",
    "compiler_bg.wasm",
];
/// What only a reader who edits needs begins so: it is kept once it has been asked for, not before. `sw.js` knows it, too.
const LATER: [&str; 2] = ["compiler", "editor/"];
/// Folders whose files are asked for by fixed names; the last holds what only some views need, and may be missing.
const CATALOGUE: &str = "catalogue";
const EDITOR: &str = "editor";
const VIEWS: &str = "view";
/// Where the listings' pictures go: others link to them, so they keep their addresses.
const POSTERS: &str = "posters";

/// The page, the script that starts it (a hash follows), and the one that keeps it for when there is no connection.
const PAGE: &str = "index.html";
const START: &str = "start-";
const KEEPER: &str = "sw.js";
/// The script of embeds, and what it has to know of the listings.
const EMBED: &str = "embed.js";
const PLATES: &str = "catalogue/plates.txt";

/// What Trunk leaves of what `index.html` tells it, minified and not.
const LEFT_OVER: [&str; 4] =
    [" data-integrity=none", " data-integrity=\"none\"", " data-no-minify=\"\"", " data-no-minify"];

/// What stands for the build's name and for the list of its files in scripts.
const BUILD_TOKEN: &str = "%BUILD%";
const FILES_TOKEN: &str = "%FILES%";
/// What stands for the list of listings in the script of embeds.
const LISTINGS_TOKEN: &str = "'%LISTINGS%': 0";

/// Finishes the folder that Trunk has built.
///
/// # Errors
/// What is not as it should be, where, and what to do.
pub(crate) fn finish(folder: &Path) -> Result<(), String> {
    Site { folder, build: BUILD }.finish()
}

struct Site<'a> {
    folder: &'a Path,
    build: &'a str,
}

impl Site<'_> {
    fn finish(&self) -> Result<(), String> {
        let page = self.read(PAGE)?;
        self.check_build()?;
        self.name_build_in_scripts()?;
        self.fill_embed()?;
        self.create(self.build)?;
        for name in FIXED {
            self.rename(name, &self.inside(name))?;
        }
        self.take_posters()?;
        self.rename(CATALOGUE, &self.inside(CATALOGUE))?;
        self.rename(EDITOR, &self.inside(EDITOR))?;
        if self.folder.join(VIEWS).is_dir() {
            self.rename(VIEWS, &self.inside(VIEWS))?;
        }
        let page = self.take_start(&page)?;
        self.list_files(&page)
    }

    /// The app asks for its files by the build's name: it and this program have to be made of the same sources.
    fn check_build(&self) -> Result<(), String> {
        let is_app = |name: &&String| name.starts_with("app-") && has_ending(name, "wasm");
        let names = self.names("")?;
        let app = names.iter().find(is_app).ok_or_else(|| self.missing("app-*.wasm"))?;
        let bytes = fs::read(self.folder.join(app)).map_err(|error| self.failed(app, &error))?;
        if bytes.windows(self.build.len()).any(|part| part == self.build.as_bytes()) {
            return Ok(());
        }
        let (place, build) = (self.folder.join(app), self.build);
        Err(format!(
            "{}: not of the build {build}. The sources changed while it was built: build again",
            place.display()
        ))
    }

    /// Fills the build's name into the scripts that were copied.
    fn name_build_in_scripts(&self) -> Result<(), String> {
        let names = self.names("")?;
        for name in names.iter().filter(|name| has_ending(name, "js") && !name.starts_with("app-")) {
            let script = self.read(name)?;
            if script.contains(BUILD_TOKEN) {
                self.write(name, &script.replace(BUILD_TOKEN, self.build))?;
            }
        }
        Ok(())
    }

    /// Tells the script of embeds which listings there are, and how high they are.
    fn fill_embed(&self) -> Result<(), String> {
        let (script, plates) = (self.read(EMBED)?, self.read(PLATES)?);
        if !script.contains(LISTINGS_TOKEN) {
            let place = self.folder.join(EMBED);
            return Err(format!("{}: has no {LISTINGS_TOKEN} for the list of listings", place.display()));
        }
        self.write(EMBED, &script.replace(LISTINGS_TOKEN, &plates))?;
        fs::remove_file(self.folder.join(PLATES)).map_err(|error| self.failed(PLATES, &error))
    }

    fn take_posters(&self) -> Result<(), String> {
        self.create(POSTERS)?;
        let names = self.names(CATALOGUE)?;
        for name in names.iter().filter(|name| has_ending(name, "svg")) {
            self.rename(&format!("{CATALOGUE}/{name}"), &format!("{POSTERS}/{name}"))?;
        }
        Ok(())
    }

    /// Moves the script that starts the page, and has the page know; gives the page.
    fn take_start(&self, page: &str) -> Result<String, String> {
        let names = self.names("")?;
        let is_start = |name: &&String| name.starts_with(START) && has_ending(name, "js");
        let start = names.iter().find(is_start).ok_or_else(|| self.missing("start-*.js"))?;
        if !page.contains(start) {
            return Err(format!("{}: does not name {start}, by which it starts", self.folder.join(PAGE).display()));
        }
        let inside = self.inside(start);
        self.rename(start, &inside)?;
        let page = LEFT_OVER.iter().fold(page.replace(start, &inside), |page, left| page.replace(left, ""));
        self.write(PAGE, &page)?;
        Ok(page)
    }

    /// Tells the script that keeps the page which files are the build's: those in its folder, and those that the page names.
    fn list_files(&self, page: &str) -> Result<(), String> {
        let keeper = self.read(KEEPER)?;
        if !keeper.contains(FILES_TOKEN) {
            let place = self.folder.join(KEEPER);
            return Err(format!("{}: has no {FILES_TOKEN} for the list of files", place.display()));
        }
        let mut files: Vec<String> = self.names("")?.into_iter().filter(|name| page.contains(name.as_str())).collect();
        self.collect(self.build, &mut files)?;
        let later = LATER.map(|name| self.inside(name));
        files.retain(|file| !later.iter().any(|name| file.starts_with(name)));
        if let Some(odd) = files.iter().find(|file| file.contains([' ', '\'', '\\'])) {
            return Err(format!("{}: no address; rename it", self.folder.join(odd).display()));
        }
        files.sort();
        self.write(KEEPER, &keeper.replace(FILES_TOKEN, &files.join(" ")))
    }

    /// A name in the build's folder.
    fn inside(&self, name: &str) -> String {
        format!("{}/{name}", self.build)
    }

    /// Adds the files of a folder and of its folders.
    fn collect(&self, below: &str, files: &mut Vec<String>) -> Result<(), String> {
        for name in self.entries(below)? {
            let path = format!("{below}/{name}");
            if self.folder.join(&path).is_dir() {
                self.collect(&path, files)?;
            } else {
                files.push(path);
            }
        }
        Ok(())
    }

    /// The names of the files in a folder, in order.
    fn names(&self, below: &str) -> Result<Vec<String>, String> {
        let mut names = self.entries(below)?;
        names.retain(|name| self.folder.join(below).join(name).is_file());
        Ok(names)
    }

    /// The names of what is in a folder, in order.
    fn entries(&self, below: &str) -> Result<Vec<String>, String> {
        let entries = fs::read_dir(self.folder.join(below)).map_err(|error| self.failed(below, &error))?;
        let name =
            |entry: io::Result<fs::DirEntry>| entry.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let names: io::Result<Vec<String>> = entries.map(name).collect();
        let mut names = names.map_err(|error| self.failed(below, &error))?;
        names.sort();
        Ok(names)
    }

    fn read(&self, name: &str) -> Result<String, String> {
        fs::read_to_string(self.folder.join(name)).map_err(|error| self.failed(name, &error))
    }

    fn write(&self, name: &str, text: &str) -> Result<(), String> {
        fs::write(self.folder.join(name), text).map_err(|error| self.failed(name, &error))
    }

    fn create(&self, name: &str) -> Result<(), String> {
        fs::create_dir_all(self.folder.join(name)).map_err(|error| self.failed(name, &error))
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), String> {
        fs::rename(self.folder.join(from), self.folder.join(to)).map_err(|error| self.failed(from, &error))
    }

    fn failed(&self, name: &str, error: &io::Error) -> String {
        let place = self.folder.join(name);
        format!("{}: {error}. `site` finishes what `trunk build` has just made, once: build again", place.display())
    }

    fn missing(&self, pattern: &str) -> String {
        let place = self.folder.display();
        format!("{place}: has no {pattern}. `site` finishes what `trunk build` has just made, once: build again")
    }
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == ending)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::Site;

    const PAGE: &str = "<script src=./start-0a.js></script><link href=./style-1b.css><link href=./app-2c.js><link href=./app-2c_bg.wasm>";
    const FILES: [(&str, &str); 20] = [
        ("index.html", PAGE),
        ("start-0a.js", "view('%BUILD%')"),
        ("style-1b.css", ""),
        ("app-2c.js", "'%BUILD%'"),
        ("app-2c_bg.wasm", "\0asm the-build/lane.js"),
        ("sw.js", "'%BUILD%' '%FILES%'"),
        ("embed.js", "'%BUILD%' and { '%LISTINGS%': 0 }"),
        ("catalogue/plates.txt", "\"one\":[1,2,3,4,\"One\"]"),
        ("lane.js", "lane"),
        ("interpreter-loader.js", "loader"),
        ("interpreter.js", "script"),
        ("interpreter_bg.wasm", "wasm"),
        ("compiler-loader.js", "compiler's loader"),
        ("compiler.js", "compiler's script"),
        ("compiler_bg.wasm", "compiler's wasm"),
        ("catalogue/index.bin", "index"),
        ("catalogue/one.program", "program"),
        ("catalogue/one.svg", "picture"),
        ("editor/editor.js", "editor"),
        ("view/deep/er.js", "view"),
    ];

    /// A folder as Trunk leaves it, removed in the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("site-{}-{name}", std::process::id()));
            for (file, content) in FILES {
                let file = path.join(file);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, content).unwrap();
            }
            Self(path)
        }

        fn finish(&self) -> Result<(), String> {
            Site { folder: &self.0, build: "the-build" }.finish()
        }

        fn text(&self, file: &str) -> String {
            fs::read_to_string(self.0.join(file)).unwrap_or_else(|_| format!("there is no {file}"))
        }

        /// That it cannot be finished, and says so with these words.
        fn refuses(&self, words: &[&str]) {
            let reason = self.finish().unwrap_err();
            for word in words {
                assert!(reason.contains(word), "{word}: {reason}");
            }
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    #[test]
    fn what_has_a_fixed_name_goes_into_the_builds_folder() {
        let folder = Folder::new("fixed");
        folder.finish().unwrap();
        for (file, content) in [
            ("lane.js", "lane"),
            ("interpreter-loader.js", "loader"),
            ("interpreter.js", "script"),
            ("interpreter_bg.wasm", "wasm"),
            ("compiler-loader.js", "compiler's loader"),
            ("compiler.js", "compiler's script"),
            ("compiler_bg.wasm", "compiler's wasm"),
            ("catalogue/index.bin", "index"),
            ("catalogue/one.program", "program"),
            ("editor/editor.js", "editor"),
            ("view/deep/er.js", "view"),
        ] {
            assert_eq!(folder.text(&format!("the-build/{file}")), content);
            assert!(!folder.0.join(file).exists(), "{file} is still where it was");
        }
        assert_eq!(folder.text("app-2c_bg.wasm"), "\0asm the-build/lane.js");
    }

    #[test]
    fn pictures_keep_their_addresses() {
        let folder = Folder::new("posters");
        folder.finish().unwrap();
        assert_eq!(folder.text("posters/one.svg"), "picture");
        assert!(!folder.0.join("the-build/catalogue/one.svg").exists());
    }

    #[test]
    fn the_page_is_started_from_the_builds_folder() {
        let folder = Folder::new("start");
        fs::write(folder.0.join("index.html"), PAGE.replace("<script", "<script data-integrity=none data-no-minify"))
            .unwrap();
        folder.finish().unwrap();
        assert_eq!(folder.text("index.html"), PAGE.replace("start-0a.js", "the-build/start-0a.js"));
        assert_eq!(folder.text("the-build/start-0a.js"), "view('the-build')");
    }

    #[test]
    fn copied_scripts_know_the_build_and_the_apps_is_left_alone() {
        let folder = Folder::new("tokens");
        folder.finish().unwrap();
        assert_eq!(folder.text("embed.js"), "'the-build' and { \"one\":[1,2,3,4,\"One\"] }");
        assert!(!folder.0.join("the-build/catalogue/plates.txt").exists());
        assert_eq!(folder.text("app-2c.js"), "'%BUILD%'");
    }

    #[test]
    fn what_is_kept_is_the_build_and_what_the_page_names() {
        let folder = Folder::new("kept");
        folder.finish().unwrap();
        let files = "app-2c.js app-2c_bg.wasm style-1b.css the-build/catalogue/index.bin the-build/catalogue/one.program \
                     the-build/interpreter-loader.js the-build/interpreter.js the-build/interpreter_bg.wasm the-build/lane.js \
                     the-build/start-0a.js the-build/view/deep/er.js";
        let files: Vec<&str> = files.split_whitespace().collect();
        let kept = folder.text("sw.js");
        let mut found: Vec<&str> = kept.split('\'').nth(3).unwrap().split(' ').collect();
        found.sort_unstable();
        assert_eq!(kept.split('\'').nth(1), Some("the-build"));
        assert_eq!(found, files);
    }

    #[test]
    fn views_may_be_missing() {
        let folder = Folder::new("views");
        fs::remove_dir_all(folder.0.join("view")).unwrap();
        folder.finish().unwrap();
    }

    #[test]
    fn an_app_of_another_build_is_refused() {
        let folder = Folder::new("other");
        fs::write(folder.0.join("app-2c_bg.wasm"), "another-build/lane.js").unwrap();
        folder.refuses(&["app-2c_bg.wasm", "not of the build the-build", "build again"]);
    }

    #[test]
    fn what_is_missing_is_named_with_what_to_do() {
        for (file, name) in [
            ("index.html", "index.html"),
            ("lane.js", "lane.js"),
            ("app-2c_bg.wasm", "app-*.wasm"),
            ("start-0a.js", "start-*.js"),
            ("sw.js", "sw.js"),
        ] {
            let folder = Folder::new(&format!("without-{file}"));
            fs::remove_file(folder.0.join(file)).unwrap();
            folder.refuses(&[name, "trunk build", "build again"]);
        }
    }

    #[test]
    fn a_page_that_is_not_started_is_refused() {
        let folder = Folder::new("unstarted");
        fs::write(folder.0.join("index.html"), "nothing").unwrap();
        folder.refuses(&["index.html", "does not name start-0a.js"]);
    }

    #[test]
    fn twice_is_once_too_often() {
        let folder = Folder::new("twice");
        folder.finish().unwrap();
        folder.refuses(&["once", "build again"]);
    }

    #[test]
    fn a_file_that_is_no_address_is_refused() {
        let folder = Folder::new("odd");
        fs::write(folder.0.join("view/a b.js"), "").unwrap();
        folder.refuses(&["view/a b.js", "rename it"]);
    }
}
