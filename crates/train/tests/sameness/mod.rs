//! Runs whose bits are the same on every target. The table is `sameness.txt`; this file runs it, natively and in the
//! suites of the wasm crate.

use playgrad_train::config::from_address;
use playgrad_train::data::{Table, Target};
use playgrad_train::dataset::Dataset;
use playgrad_train::journal::from_text;
use playgrad_train::run::{Given, Run, Status, Unit};

const TABLE: &str = include_str!("sameness.txt");

/// A line of the table.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) steps: u64,
    pub(crate) result: Outcome,
    pub(crate) address: &'static str,
    /// The journal, a line for each entry.
    pub(crate) journal: String,
}

/// What must be the same to the bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Hash of all parameters.
    pub(crate) fingerprint: u64,
    /// Bits of the last epoch's training loss and validation loss.
    pub(crate) losses: [u32; 2],
}

impl Outcome {
    fn of(run: &Run) -> Self {
        let last = run.last();
        Self { fingerprint: run.fingerprint(), losses: [last.train, last.validation].map(f32::to_bits) }
    }
}

/// Every line of the table.
pub(crate) fn cases() -> Vec<Case> {
    TABLE.lines().filter(|line| !line.starts_with('#')).map(|line| read(line).expect(line)).collect()
}

fn read(line: &'static str) -> Option<Case> {
    let mut parts = line.split(" | ");
    let mut words = parts.next()?.split(' ');
    let hex = |digits: &str| u64::from_str_radix(digits, 16).ok();
    let (name, steps) = (words.next()?, words.next()?.parse().ok()?);
    let fingerprint = hex(words.next()?)?;
    let losses = hex(words.next()?)?;
    let result = Outcome { fingerprint, losses: [(losses >> 32) as u32, losses as u32] };
    let address = words.next()?;
    Some(Case { name, steps, result, address, journal: parts.map(|entry| entry.to_string() + "\n").collect() })
}

/// The line of a case as it would be with another result.
pub(crate) fn line(case: &Case, result: Outcome) -> String {
    let Case { name, steps, address, journal, .. } = case;
    let Outcome { fingerprint, losses: [train, validation] } = result;
    let journal: String = journal.lines().map(|entry| format!(" | {entry}")).collect();
    format!("{name} {steps} {fingerprint:016x} {train:08x}{validation:08x} {address}{journal}\n")
}

impl Case {
    pub(crate) fn open(&self) -> Run {
        let config = from_address(self.address).expect(self.name);
        let journal = from_text(&self.journal).expect(self.name);
        Run::open(&config, self.table(), Given::default(), journal).expect(self.name)
    }

    /// The rows of a table, made of whole numbers so that they are the same everywhere.
    fn table(&self) -> Option<Table> {
        let config = from_address(self.address).expect(self.name);
        let Dataset::NamedTable(named) = config.data else { return None };
        let number =
            |row: usize, column: usize| ((row * 7919 + column * 1543 + row * row * 31) % 211) as f32 / 105.0 - 1.0;
        let (rows, columns) = (120, 5);
        let x: Vec<f32> = (0..rows * columns).map(|i| number(i / columns, i % columns)).collect();
        let names = |n: usize| (0..n).map(|i| format!("n{i}")).collect();
        let of = |row: usize, k: usize| x[row * columns + k] + 0.5 * x[row * columns + k + 1];
        let target = match named.name.as_str() {
            "numbers" => Target::Numbers(names(2), (0..rows * 2).map(|i| of(i / 2, i % 2)).collect()),
            _ => {
                let class = |row| u32::from(of(row, 0) > 0.0) + u32::from(of(row, 2) > 0.0);
                Target::Classes(names(3), (0..rows).map(class).collect())
            }
        };
        let groups = (0..columns as u32).collect();
        Some(Table { columns: names(columns), x, target, train: 100, groups })
    }

    /// Runs it from start to end.
    pub(crate) fn measure(&self) -> Outcome {
        let mut run = self.open();
        let first = run.fingerprint();
        run.advance(self.steps);
        assert_eq!((run.status(), run.steps()), (Status::Training, self.steps), "{} stopped", self.name);
        assert_ne!(run.fingerprint(), first, "{} learned nothing", self.name);
        Outcome::of(&run)
    }

    /// Saves and loads it in the middle of a step, and goes back to every part of it: the end is the same.
    pub(crate) fn travel(&self, wanted: Outcome) {
        let mut run = self.open();
        run.advance(self.steps / 2);
        for _ in 0..5 {
            run.step(Unit::Layer);
        }
        let mut loaded = Run::load(&run.save(), self.table()).expect(self.name);
        assert_eq!((loaded.phase(), loaded.steps()), (run.phase(), run.steps()), "{} was loaded elsewhere", self.name);
        loaded.advance(self.steps - loaded.steps());
        assert_eq!(Outcome::of(&loaded), wanted, "{} after loading", self.name);
        for eighth in [7, 1, 4, 0, 3] {
            loaded.seek(self.steps * eighth / 8 + eighth);
            assert_eq!(loaded.steps(), self.steps * eighth / 8 + eighth, "{} went elsewhere", self.name);
            loaded.seek(self.steps);
            assert_eq!(loaded.fingerprint(), wanted.fingerprint, "{} after going back to {eighth}/8", self.name);
        }
    }
}
