//! Modules of the library that CPython cannot judge: its random numbers are others, and numpy need not be installed.

use super::*;
use crate::kernel::Config;
use crate::python::compile_and_link;
use crate::simulate::simulate;

fn printed(source: &str, seed: u32) -> String {
    let program = compile_and_link("a.py", &flush(source), Options::default()).unwrap();
    let trace = simulate(program, Config { seed, ..Config::default() }).unwrap();
    let pieces: Vec<&str> = trace.output.iter().map(|piece| piece.text.as_str()).collect();
    pieces.concat()
}

#[track_caller]
fn check_printed(source: &str, expected: &str) {
    assert_eq!(printed(source, 0).trim_end(), flush(expected));
}

#[test]
fn random_numbers_are_those_of_the_seed() {
    let program = "import random\nprint([random.randint(0, 999) for _ in range(5)], random.random())";
    assert_eq!(printed(program, 1), printed(program, 1));
    assert_ne!(printed(program, 1), printed(program, 2));
    check_printed(
        "
        import random
        random.seed(7)
        first = [random.random(), random.randint(1, 6), random.sample(range(50), 3)]
        random.seed(7)
        second = [random.random(), random.randint(1, 6), random.sample(range(50), 3)]
        own = random.Random(7)
        print(first == second, own.random() == first[0], random.Random('a').random() == random.Random('a').random())
        ",
        "True True True",
    );
}

#[test]
fn random_numbers_are_spread_and_within_their_bounds() {
    check_printed(
        "
        import random
        random.seed(3)
        dice = [random.randint(1, 6) for _ in range(6000)]
        print(sorted(set(dice)), all(850 < dice.count(side) < 1150 for side in range(1, 7)))
        floats = [random.random() for _ in range(1000)]
        print(all(0 <= number < 1 for number in floats), 0.45 < sum(floats) / 1000 < 0.55)
        print(all(2 <= random.uniform(2, 3) <= 3 for _ in range(100)), {random.randrange(0, 10, 5) for _ in range(50)})
        cards = list(range(20))
        random.shuffle(cards)
        print(sorted(cards) == list(range(20)), cards != list(range(20)), len(set(random.sample(cards, 20))))
        print(set(random.choices('ab', weights=[1, 0], k=20)), random.choice([5]), 0 <= random.getrandbits(40) < 2**40)
        normal = [random.gauss(10, 2) for _ in range(1000)]
        print(9.7 < sum(normal) / 1000 < 10.3, all(random.expovariate(2) >= 0 for _ in range(50)))
        for call in [lambda: random.choice([]), lambda: random.randint(3, 1), lambda: random.sample([1], 2)]:
            try:
                call()
            except (IndexError, ValueError) as error:
                print(type(error).__name__, error)
        ",
        "
        [1, 2, 3, 4, 5, 6] True
        True True
        True {0, 5}
        True True 20
        {'a'} 5 True
        True True
        IndexError Cannot choose from an empty sequence
        ValueError empty range for randrange() (3, 2, -1)
        ValueError Sample larger than population or is negative
        ",
    );
}

/// The texts are numpy's, version 1.26.
#[test]
fn arrays_are_written_as_numpy_writes_them() {
    check_printed(
        "
        import numpy as np
        print(np.arange(1, 5), repr(np.arange(3)), [n * 2 for n in np.arange(1, 4)], len(np.arange(0, 10, 3)))
        print(np.arange(0, 1, 0.25), np.array([1.5, 20, 3]), np.zeros(3), np.arange(5)[1:3], np.arange(5)[-1])
        print(np.arange(4) * 2 + 1, np.arange(3) - 1, 10 / np.array([2, 4]), np.arange(4) > 1, -np.arange(3))
        print(np.arange(5).sum(), np.array([1, 2]).mean(), np.arange(5).tolist(), np.arange(9).max(), np.arange(3).dtype)
        print(np.arange(30))
        for n in np.arange(1, 3):
            print('task', n, f'{n:>3}', '%s' % n, list(range(n)))
        ",
        "
        [1 2 3 4] array([0, 1, 2]) [2, 4, 6] 4
        [0.   0.25 0.5  0.75] [ 1.5 20.   3. ] [0. 0. 0.] [1 2] 4
        [1 3 5 7] [-1  0  1] [5.  2.5] [False False  True  True] [ 0 -1 -2]
        10 1.5 [0, 1, 2, 3, 4] 8 int64
        [ 0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23
         24 25 26 27 28 29]
        task 1   1 1 [0]
        task 2   2 2 [0, 1]
        ",
    );
    let program = "import numpy as np\nprint(np.random.randint(2, 8, size=4), np.random.randint(5))";
    assert_eq!(printed(program, 4), printed(program, 4));
    check_printed("import numpy\nprint(all(2 <= n < 8 for n in numpy.random.randint(2, 8, 100)))", "True");
}
