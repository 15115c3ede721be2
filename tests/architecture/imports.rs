//! Reads what a Rust source file imports: a small lexer and a reader of paths, enough for code that compiles.

/// What a source file imports.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// Its path below `src/`.
    pub(crate) path: String,
    /// Its module, `kernel::interface`; empty for `lib.rs`.
    pub(crate) module: String,
    /// What it names of this crate, outside of tests.
    pub(crate) imports: Vec<Name>,
    /// What it names of other crates, outside of tests: every path that does not begin in this crate.
    pub(crate) outside: Vec<Name>,
    /// Modules that are there for tests only (`#[cfg(test)] mod name;`).
    pub test_modules: Vec<String>,
}

/// A path, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// The whole path, without a leading `crate`.
    pub(crate) path: String,
    /// The line, from 1.
    pub(crate) line: usize,
}

/// Reads a file, by its path below `src/`.
pub(crate) fn read(path: &str, text: &str) -> Source {
    let module: Vec<&str> =
        path.trim_end_matches(".rs").split('/').filter(|part| !["mod", "lib"].contains(part)).collect();
    let tokens = tokens(text);
    let mut reader = Reader {
        tokens: &tokens,
        next: 0,
        module: module.iter().map(|&part| part.to_owned()).collect(),
        open: Vec::new(),
        source: Source { path: path.to_owned(), module: module.join("::"), ..Source::default() },
    };
    while reader.next < tokens.len() {
        reader.step();
    }
    reader.source
}

#[derive(Clone, Debug, PartialEq)]
struct Token {
    text: String,
    line: usize,
}

struct Reader<'a> {
    tokens: &'a [Token],
    next: usize,
    /// The module that the next token stands in.
    module: Vec<String>,
    /// For each open brace, whether it opened an inline module.
    open: Vec<bool>,
    source: Source,
}

impl Reader<'_> {
    fn at(&self, offset: usize) -> &str {
        self.tokens.get(self.next + offset).map_or("", |token| token.text.as_str())
    }

    fn step(&mut self) {
        match self.at(0) {
            "#" if self.at(1) == "[" || self.at(2) == "[" => self.attribute(),
            "mod" if is_name(self.at(1)) && self.at(2) == "{" => {
                self.module.push(self.at(1).to_owned());
                self.open.push(true);
                self.next += 3;
            }
            "{" => {
                self.open.push(false);
                self.next += 1;
            }
            "}" => {
                if self.open.pop() == Some(true) {
                    self.module.pop();
                }
                self.next += 1;
            }
            name if is_name(name) && self.at(1) == "::" => self.tree(&[]),
            _ => self.next += 1,
        }
    }

    /// Skips an attribute, and what it stands before where that is only there for tests.
    fn attribute(&mut self) {
        let start = self.next;
        self.next += if self.at(1) == "!" { 2 } else { 1 };
        self.skip_group();
        if self.tokens[start..self.next].iter().any(|token| token.text == "!")
            || !only_for_tests(&self.tokens[start..self.next])
        {
            return;
        }
        while self.at(0) == "#" {
            self.next += 1;
            self.skip_group();
        }
        // The item ends with its first semicolon or its first braces; those of a `use` come before its semicolon.
        let is_use = self.at(0) == "use"
            || self.at(0) == "pub" && self.tokens[self.next..].iter().take(6).any(|t| t.text == "use");
        let mut words = Vec::new();
        while self.next < self.tokens.len() {
            match self.at(0) {
                ";" => {
                    self.next += 1;
                    break;
                }
                "{" => {
                    self.skip_group();
                    if !is_use {
                        break;
                    }
                }
                "(" | "[" => self.skip_group(),
                word => {
                    words.push(word.to_owned());
                    self.next += 1;
                }
            }
        }
        if let Some(at) = words.iter().position(|word| word == "mod")
            && let Some(name) = words.get(at + 1)
        {
            let module: Vec<&str> = self.module.iter().map(String::as_str).chain([name.as_str()]).collect();
            self.source.test_modules.push(module.join("::"));
        }
    }

    /// Skips from an opening bracket to behind its closing one.
    fn skip_group(&mut self) {
        let mut depth = 0_usize;
        while self.next < self.tokens.len() {
            match self.at(0) {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.next += 1;
            if depth == 0 {
                return;
            }
        }
    }

    /// Reads a path, or a tree of paths (`a::{b, c::d}`) that go on from the given one.
    fn tree(&mut self, before: &[String]) {
        let line = self.tokens[self.next].line;
        let mut path = before.to_vec();
        loop {
            match self.at(0) {
                "{" => {
                    self.next += 1;
                    while !["}", ""].contains(&self.at(0)) {
                        if is_name(self.at(0)) || ["{", "*"].contains(&self.at(0)) {
                            self.tree(&path);
                        } else {
                            self.next += 1;
                        }
                    }
                    self.next += 1;
                    return;
                }
                "*" => {
                    self.next += 1;
                    break;
                }
                name if is_name(name) => {
                    path.push(name.to_owned());
                    self.next += 1;
                    if self.at(0) == "as" {
                        self.next += 2;
                    }
                }
                _ => break,
            }
            if self.at(0) != "::" {
                break;
            }
            self.next += 1;
        }
        self.found(&path, line);
    }

    fn found(&mut self, path: &[String], line: usize) {
        let mut rest = path.iter().map(String::as_str).filter(|&name| name != "self").peekable();
        let mut resolved: Vec<&str> = match path.first().map(String::as_str) {
            Some("crate" | "tasklanes") => {
                rest.next();
                Vec::new()
            }
            Some("self") => self.module.iter().map(String::as_str).collect(),
            Some("super") => {
                let mut module: Vec<&str> = self.module.iter().map(String::as_str).collect();
                while rest.next_if_eq(&"super").is_some() {
                    module.pop();
                }
                module
            }
            _ => {
                self.source.outside.push(Name { path: rest.collect::<Vec<_>>().join("::"), line });
                return;
            }
        };
        resolved.extend(rest);
        self.source.imports.push(Name { path: resolved.join("::"), line });
    }
}

/// Whether an attribute is `cfg(test)`, or `cfg(all(…))` with `test` among what it asks for.
fn only_for_tests(attribute: &[Token]) -> bool {
    let mut around = Vec::new();
    let mut before = "";
    for token in attribute {
        match token.text.as_str() {
            "(" => around.push(before),
            ")" => drop(around.pop()),
            "test" if around.first() == Some(&"cfg") && around[1..].iter().all(|&name| name == "all") => return true,
            _ => {}
        }
        before = &token.text;
    }
    false
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && !["use", "as", "pub", "mod"].contains(&token)
}

/// Names, `::` and single characters, without comments, texts, characters and lifetimes.
fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    let is = |at: usize, expected: char| chars.get(at) == Some(&expected);
    while at < chars.len() {
        let start = at;
        match chars[at] {
            '/' if is(at + 1, '/') => {
                while at < chars.len() && !is(at, '\n') {
                    at += 1;
                }
            }
            '/' if is(at + 1, '*') => at = after_block_comment(&chars, at),
            '"' => at = after_string(&chars, at),
            // A character, or a lifetime.
            '\'' if is(at + 1, '\\') => {
                at += 3;
                while at < chars.len() && !is(at, '\'') {
                    at += 1;
                }
                at += 1;
            }
            '\'' if is(at + 2, '\'') => at += 3,
            first if first.is_alphanumeric() || first == '_' => {
                while chars.get(at).is_some_and(|&c| c.is_alphanumeric() || c == '_') {
                    at += 1;
                }
                let word: String = chars[start..at].iter().collect();
                let prefix = ["r", "b", "br", "c", "cr"].contains(&word.as_str());
                if prefix && word.contains('r') && (is(at, '"') || is(at, '#')) {
                    at = after_raw_string(&chars, at);
                } else if prefix && is(at, '"') {
                    at = after_string(&chars, at);
                } else {
                    found.push(Token { text: word, line });
                }
            }
            ':' if is(at + 1, ':') => {
                found.push(Token { text: "::".to_owned(), line });
                at += 2;
            }
            other => {
                if !other.is_whitespace() {
                    found.push(Token { text: other.to_string(), line });
                }
                at += 1;
            }
        }
        line += chars[start..at.min(chars.len())].iter().filter(|&&c| c == '\n').count();
    }
    found
}

/// Behind a block comment, which may hold others.
fn after_block_comment(chars: &[char], mut at: usize) -> usize {
    let mut depth = 0;
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => {
                depth += 1;
                at += 2;
            }
            ('*', Some('/')) => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    break;
                }
            }
            _ => at += 1,
        }
    }
    at
}

/// Behind a string that begins with the quote at `at`.
fn after_string(chars: &[char], mut at: usize) -> usize {
    at += 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// Behind a raw string, from its first `#` or quote; a raw name (`r#type`) ends there too.
fn after_raw_string(chars: &[char], mut at: usize) -> usize {
    let hashes = chars[at..].iter().take_while(|&&c| c == '#').count();
    at += hashes;
    if chars.get(at) != Some(&'"') {
        return at;
    }
    at += 1;
    while at < chars.len() {
        if chars[at] == '"' && chars[at + 1..].iter().take(hashes).filter(|&&c| c == '#').count() == hashes {
            return at + 1 + hashes;
        }
        at += 1;
    }
    at
}
