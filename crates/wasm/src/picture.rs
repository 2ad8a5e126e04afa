//! What a picture of a run shows: values through the palette, with contours.

use playgrad_train::data::Task;
use playgrad_train::paint::{Palette, borders, contour, scale_of};
use playgrad_train::probe::Place;
use playgrad_train::run::Run;

use crate::run::{Atlas, Grid};

/// How far apart the contours of a regression are, as a share of what the colors reach over.
const LEVEL: f32 = 0.2;

/// How many contours there are on either side of zero.
const LEVELS: i32 = 4;

/// The most pixels along an edge of an atlas that every browser can take.
const LONGEST: usize = 16_384;

/// Makes pictures, and keeps the room for them.
#[derive(Debug)]
pub(crate) struct Pictures {
    pub(crate) palette: Palette,
    values: Vec<f32>,
    tile: Vec<u32>,
    /// The picture that was made last, row by row.
    pub(crate) pixels: Vec<u32>,
    /// Its contours: x₀, y₀, x₁, y₁ of each piece.
    pub(crate) lines: Vec<f32>,
}

impl Pictures {
    pub(crate) fn new(palette: Palette) -> Self {
        Self { palette, values: Vec::new(), tile: Vec::new(), pixels: Vec::new(), lines: Vec::new() }
    }

    /// Paints a field and finds its contours.
    pub(crate) fn field(&mut self, run: &mut Run, grid: &Grid) {
        let &Grid { ref plane, size, place, hard, threshold } = grid;
        let points = size * size;
        self.values.resize(run.field_units(place) * points, 0.0);
        self.pixels.resize(points, 0);
        self.lines.clear();
        run.field(plane, size, place, &mut self.values);
        let Self { palette, values, pixels, lines, .. } = self;
        match (place, run.data().task) {
            (Place::Prediction, Task::Classes) => {
                palette.paint_classes(values, hard, pixels);
                borders(values, size, lines);
            }
            (Place::Prediction, Task::Regression) => {
                spread(run, 0, &mut values[..points]);
                palette.paint_signed(&values[..points], 1.0, hard, pixels);
                (-LEVELS..=LEVELS).for_each(|k| contour(values, size, k as f32 * LEVEL, lines));
            }
            (Place::Prediction, Task::Binary) => {
                let (first, second) = values.split_at_mut(points);
                if second.is_empty() {
                    spread(run, 0, first);
                } else {
                    first.iter_mut().zip(second).for_each(|(p, q)| *p = *q - *p);
                }
                // From −1 to 1, as the threshold goes from 0 to 1.
                let level = 2.0 * threshold - 1.0;
                contour(first, size, level, lines);
                if hard {
                    first.iter_mut().for_each(|value| *value -= level);
                }
                palette.paint_signed(first, 1.0, hard, pixels);
            }
            _ => {
                let scale = unit_scale(run, place, values);
                palette.paint_signed(values, scale, hard, pixels);
                contour(values, size, 0.0, lines);
            }
        }
    }

    /// Paints the pictures of some inputs and units into one: column `layer + 1`, one below the other as they are listed.
    pub(crate) fn maps(&mut self, run: &mut Run, Atlas { plane, size, shown }: &Atlas) {
        let (size, points) = (*size, size * size);
        let [width, height] = extent(shown, size);
        self.values.resize(shown.iter().map(Vec::len).sum::<usize>() * points, 0.0);
        self.tile.resize(points, 0);
        self.pixels.clear();
        self.pixels.resize(width * height, 0);
        run.maps(plane, size, shown, &mut self.values);
        let mut maps = self.values.chunks_exact_mut(points);
        for (column, units) in shown.iter().enumerate() {
            for ((row, &unit), values) in units.iter().enumerate().zip(&mut maps) {
                if (row + 1) * size > height {
                    continue;
                }
                let scale = unit_scale(run, place(column, unit), values);
                self.palette.paint_signed(values, scale, false, &mut self.tile);
                for (line, tile) in self.tile.chunks_exact(size).enumerate() {
                    self.pixels[(row * size + line) * width + column * size..][..size].copy_from_slice(tile);
                }
            }
        }
    }
}

/// Width and height of the picture of these units. What is beyond what every browser can show is left out.
pub(crate) fn extent(shown: &[Vec<usize>], size: usize) -> [usize; 2] {
    let most = shown.iter().map(Vec::len).max().unwrap_or_default();
    [size * shown.len(), size * usize::min(most, LONGEST / size)]
}

fn place(column: usize, unit: usize) -> Place {
    match column.checked_sub(1) {
        None => Place::Input { unit },
        Some(layer) => Place::Unit { layer, unit },
    }
}

/// What to divide a unit's values by; those of the output are brought to where its predictions have them.
fn unit_scale(run: &Run, place: Place, values: &mut [f32]) -> f32 {
    let last = run.network().layers.len() - 1;
    match place {
        Place::Unit { layer, unit } if layer == last => {
            spread(run, unit, values);
            1.0
        }
        _ => scale_of(values),
    }
}

/// How many standard deviations of a target the colors reach over on either side of its mean.
const DEVIATIONS: f32 = 2.0;

/// Brings predictions of an output to −1 to 1: two classes from one to the other, numbers by how far they are spread.
fn spread(run: &Run, output: usize, values: &mut [f32]) {
    let data = run.data();
    let [middle, half] = match data.spreads.get(output) {
        Some(spread) => [spread.shift, DEVIATIONS * spread.factor],
        None => [data.threshold(), 1.0 - data.threshold()],
    };
    values.iter_mut().for_each(|value| *value = (*value - middle) / half);
}
