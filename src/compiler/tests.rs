use super::*;
use crate::program::Program;
use crate::python::Diagnostic;
use crate::trace::Outcome;

fn draft(source: &str) -> Draft<'_> {
    Draft {
        id: "own",
        title: "Own",
        lead: "A program.",
        file: "own.py",
        source,
        original: None,
        notebook: false,
        cpus: 4,
        seed: 0,
    }
}

fn compiled(source: &str) -> (Built, Compiled) {
    let compiled = compile(draft(source)).unwrap();
    (Built::decode(&compiled.built).unwrap(), compiled)
}

/// How the prediction of a program ends.
fn end(source: &str) -> String {
    let (built, _) = compiled(source);
    match built.prediction.end.unwrap().outcome {
        Outcome::Aborted(message) => message,
        other => format!("{other:?}"),
    }
}

#[test]
fn a_program_becomes_the_files_of_a_listing() {
    let source = "import time\ntime.sleep(2)\nprint('done')\n";
    let draft = Draft { original: Some("import time\ntime.sleep(1)\nprint('done')\n"), ..draft(source) };
    let compiled = compile(draft).unwrap();
    let built = Built::decode(&compiled.built).unwrap();
    assert_eq!((built.id.as_str(), built.title.as_str(), built.file.as_str()), ("own", "Own", "own.py"));
    assert_eq!((built.cpus, built.seed, built.changed), (4, 0, vec![2]));
    assert_eq!(built.prediction.stdout(), "done\n");
    assert_eq!(built.prediction.latest(), Micros::from_secs(2));
    assert_eq!((built.article, built.written, built.tries.len(), built.watch.len()), (None, None, 0, 0));
    assert_eq!(Program::decode(&compiled.program).unwrap().source, source);
    assert_eq!(compiled.knobs.len(), 1);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let Err(Error::Diagnostics(_, diagnostics)) = compile(draft("x = 1\ny = (\n")) else { panic!("it compiled") };
    assert_eq!(diagnostics.iter().map(|Diagnostic { line, .. }| *line).collect::<Vec<_>>().first(), Some(&3));
    assert!(compile(draft("await x")).is_err());
    assert!(compile(Draft { notebook: true, ..draft("import asyncio\nawait asyncio.sleep(1)") }).is_ok());
}

#[test]
fn programs_without_an_end_are_predicted_to_a_limit() {
    for (source, words) in [
        ("while True:\n    pass", "2000000 instructions"),
        ("import time\nwhile True:\n    time.sleep(1)", "after 3600 seconds"),
        ("import time\nwhile True:\n    time.sleep(0.001)", "50000 things"),
        ("import time\ntime.sleep(10 ** 12)", "after 3600 seconds"),
        ("while True:\n    print('x')", "50000 things"),
        ("while True:\n    print('x' * 10_000)", "1024 KiB"),
        ("import asyncio\nasync def f():\n    while True:\n        await asyncio.sleep(0)\nasyncio.run(f())", "limit"),
        (
            "import asyncio\nasync def f():\n    await asyncio.sleep(1)\nasync def main():\n    \
             await asyncio.gather(*[f() for i in range(1_000_000)])\nasyncio.run(main())",
            "limit",
        ),
        (
            "import asyncio\nasync def f():\n    asyncio.create_task(f())\n    asyncio.create_task(f())\n    \
             await asyncio.sleep(0)\nasync def main():\n    await f()\n    await asyncio.sleep(1)\nasyncio.run(main())",
            "limit",
        ),
        ("import threading\ndef f():\n    threading.Thread(target=f).start()\nf()", "limit"),
        ("a = [1]\nwhile True:\n    try:\n        a = a + a\n    except MemoryError:\n        pass", "limit"),
    ] {
        let end = end(source);
        assert!(end.contains(words), "{source}\n{end}");
    }
}

#[test]
fn what_is_nested_too_deeply_is_a_diagnostic() {
    let blocks: String = (0..600).flat_map(|depth| [" ".repeat(depth), "if x:\n".to_owned()]).collect();
    for source in ["(".repeat(5_000), format!("x = {}1{}", "(".repeat(5_000), ")".repeat(5_000)), blocks] {
        let Err(Error::Diagnostics(_, diagnostics)) = compile(draft(&source)) else { panic!("it compiled") };
        assert!(diagnostics[0].message.contains("deep"), "{}", diagnostics[0]);
    }
}

#[test]
fn a_listing_is_read_as_it_was_written() {
    let source = "import time\n\n\nprint('é')\ntime.sleep(1)\n";
    let (_, compiled) = compiled(source);
    let expected = Listing { title: "Own".into(), file: "own.py".into(), source: source.into(), cpus: 4, seed: 0 };
    assert_eq!(read(&compiled.built), Ok(expected));
    assert!(read(b"no listing").is_err());
}
