//! Values as pictures: colors through a palette, and contours as lines.

use alloc::vec::Vec;

/// Colors to paint with. A color is a `u32` whose bytes in memory are red, green, blue and alpha.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// From −1 to 1.
    pub diverging: Vec<u32>,
    /// One for each class.
    pub classes: Vec<u32>,
    /// Where nothing is said.
    pub paper: u32,
}

/// How strongly a certain class is colored, so that points in full color stand out.
const CERTAIN: f32 = 0.64;

impl Palette {
    /// The color of a value from −1 to 1; NaN is paper.
    fn signed(&self, x: f32) -> u32 {
        let last = self.diverging.len() as f32 - 1.0;
        let i = (x + 1.0) / 2.0 * last + 0.5;
        if i.is_nan() {
            return self.paper;
        }
        // A cast saturates, so values beyond the ends take the end's color.
        let i = usize::min(i as usize, self.diverging.len() - 1);
        self.diverging[i]
    }

    /// Paints values from −1 to 1, divided by `scale` first; `hard` shows their sign only.
    ///
    /// # Panics
    /// If the lengths differ, or the palette has no diverging colors.
    pub fn paint_signed(&self, values: &[f32], scale: f32, hard: bool, pixels: &mut [u32]) {
        assert_eq!(values.len(), pixels.len(), "a pixel for each value");
        assert!(!self.diverging.is_empty(), "a palette with colors");
        for (pixel, &value) in pixels.iter_mut().zip(values) {
            let value = value / scale;
            let sign = if value > 0.0 { 1.0 } else { -1.0 };
            *pixel = self.signed(if hard && !value.is_nan() { sign } else { value });
        }
    }

    /// Paints probabilities of several classes, `[classes, pixels]`: the likeliest class's color, the paler the less sure;
    /// `hard` shows the class only.
    ///
    /// # Panics
    /// If the lengths differ, or the palette has no colors for classes.
    pub fn paint_classes(&self, values: &[f32], hard: bool, pixels: &mut [u32]) {
        let points = pixels.len();
        assert!(points > 0 && values.len().is_multiple_of(points), "a probability for each class and pixel");
        assert!(!self.classes.is_empty(), "a palette with colors");
        let classes = values.len() / points;
        for (point, pixel) in pixels.iter_mut().enumerate() {
            let at = |class: usize| values[class * points + point];
            let best = largest(classes, at);
            let chance = 1.0 / classes as f32;
            let sure = if hard { 1.0 } else { (at(best) - chance) / (1.0 - chance) };
            let color = self.classes[best % self.classes.len()];
            *pixel = mix(self.paper, color, if sure > 0.0 { sure * CERTAIN } else { 0.0 });
        }
    }
}

/// The class with the largest value; the first of equals.
fn largest(classes: usize, at: impl Fn(usize) -> f32) -> usize {
    (1..classes).fold(0, |best, class| if at(class) > at(best) { class } else { best })
}

/// A share of the way from one color to another.
fn mix(from: u32, to: u32, share: f32) -> u32 {
    let (from, to) = (from.to_le_bytes(), to.to_le_bytes());
    let blend = |i: usize| {
        let (a, b) = (f32::from(from[i]), f32::from(to[i]));
        (a + (b - a) * share + 0.5) as u8
    };
    u32::from_le_bytes(core::array::from_fn(blend))
}

/// The largest size of a finite value, but at least 1: what to divide by so that a picture shows a unit's shape.
pub fn scale_of(values: &[f32]) -> f32 {
    values.iter().fold(1.0, |max, x| if x.is_finite() && x.abs() > max { x.abs() } else { max })
}

/// Where values on a square grid pass a level, as pieces of lines: x₀, y₀, x₁, y₁ of each, from 0 to 1 from the lower left
/// corner. Rows go from the top down; a value stands at the middle of its pixel. Marching squares (Lorensen and Cline,
/// 1987), with linear interpolation.
pub fn contour(values: &[f32], size: usize, level: f32, lines: &mut Vec<f32>) {
    march(size, |i| values[i] - level, |_| true, lines);
}

/// Where the likeliest of several classes changes, `values` being `[classes, size · size]`; each border once.
pub fn borders(values: &[f32], size: usize, lines: &mut Vec<f32>) {
    let points = size * size;
    let classes = values.len() / points;
    for class in 0..classes.saturating_sub(1) {
        let rival = |i: usize| {
            let at = |k: usize| if k == class { f32::NEG_INFINITY } else { values[k * points + i] };
            largest(classes, at)
        };
        let margin = |i: usize| values[class * points + i] - values[rival(i) * points + i];
        march(size, margin, |i| rival(i) > class, lines);
    }
}

/// Follows the zero of `f` through every cell that has a wanted corner on its negative side.
fn march(size: usize, f: impl Fn(usize) -> f32, wanted: impl Fn(usize) -> bool, lines: &mut Vec<f32>) {
    let place = |col: f32, row: f32| [(col + 0.5) / size as f32, 1.0 - (row + 0.5) / size as f32];
    for row in 0..size.saturating_sub(1) {
        for col in 0..size - 1 {
            let i = row * size + col;
            // The corners clockwise from the upper left.
            let places = [i, i + 1, i + size + 1, i + size];
            let corners = places.map(&f);
            let inside = corners.iter().filter(|&&x| x > 0.0).count();
            if inside == 0 || inside == 4 || corners.iter().any(|x| x.is_nan()) {
                continue;
            }
            if !places.iter().zip(corners).any(|(&i, x)| x <= 0.0 && wanted(i)) {
                continue;
            }
            let (x, y) = (col as f32, row as f32);
            let ends = [[x, y], [x + 1.0, y], [x + 1.0, y + 1.0], [x, y + 1.0]];
            for k in 0..4 {
                let (a, b) = (corners[k], corners[(k + 1) % 4]);
                if (a > 0.0) != (b > 0.0) {
                    let (from, to, t) = (ends[k], ends[(k + 1) % 4], a / (a - b));
                    lines.extend(place(from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn palette() -> Palette {
        Palette { diverging: (0..256).collect(), classes: vec![0xff00_00c8, 0xff00_c800], paper: 0xff00_0000 }
    }

    #[test]
    fn values_take_their_place_in_the_palette() {
        let mut pixels = [9; 6];
        palette().paint_signed(&[-1.0, 0.0, 1.0, 5.0, f32::NAN, f32::NEG_INFINITY], 1.0, false, &mut pixels);
        assert_eq!(pixels, [0, 128, 255, 255, 0xff00_0000, 0]);
        palette().paint_signed(&[-0.1, 0.2, 0.0, 1.0, -3.0, 4.0], 2.0, true, &mut pixels);
        assert_eq!(pixels, [0, 255, 0, 255, 0, 255]);
    }

    #[test]
    fn classes_are_the_paler_the_less_sure() {
        let mut pixels = [0; 3];
        palette().paint_classes(&[1.0, 0.5, 0.0, 0.0, 0.5, 1.0], false, &mut pixels);
        assert_eq!(pixels, [0xff00_0080, 0xff00_0000, 0xff00_8000]);
    }

    #[test]
    fn a_contour_lies_where_the_level_is_passed() {
        // A slope from left to right: the level 0.6 is passed at the same x in every row.
        let values: Vec<f32> = (0..16).map(|i| (i % 4) as f32).collect();
        let mut lines = Vec::new();
        contour(&values, 4, 0.6, &mut lines);
        assert_eq!(lines.len(), 3 * 4);
        assert!(lines.iter().step_by(2).all(|x| (x - 1.1 / 4.0).abs() < 1e-6), "{lines:?}");
    }

    #[test]
    fn each_border_of_classes_is_drawn_once() {
        // Three classes in three columns of four.
        let values: Vec<f32> = (0..3).flat_map(|k| (0..16).map(move |i| if i % 4 == k { 1.0 } else { 0.1 })).collect();
        let mut lines = Vec::new();
        borders(&values, 4, &mut lines);
        let columns: Vec<u32> = lines.chunks(4).map(|line| (line[0] * 4.0) as u32).collect();
        assert_eq!(columns.iter().filter(|&&x| x == 1).count(), 3, "{lines:?}");
        assert_eq!(columns.iter().filter(|&&x| x == 2).count(), 3, "{lines:?}");
    }
}
