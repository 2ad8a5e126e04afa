//! Numbers as text and back, exactly: the shortest decimal that means a number, and the number nearest to a decimal.
//!
//! The texts are those of `core`, whose own functions are fast and bring 30 kB of code and tables into the wasm. Here a
//! number is written when an address is: digits are found one by one, with whole numbers of any size (Steele and White,
//! 1990; Clinger, 1990).

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::fmt;

/// A number that is written with as few digits as mean it.
#[derive(Clone, Copy, Debug)]
pub struct Shortest<T>(pub T);

impl fmt::Display for Shortest<f64> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&write(self.0, &DOUBLE))
    }
}

impl fmt::Display for Shortest<f32> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&write(f64::from(self.0), &SINGLE))
    }
}

/// The number nearest to what a text says; of two, the even one.
pub fn read(text: &str) -> Option<f64> {
    parse(text, &DOUBLE)
}

/// The number of single precision nearest to what a text says.
pub fn read_single(text: &str) -> Option<f32> {
    parse(text, &SINGLE).map(|x| x as f32)
}

/// A kind of numbers: `m · 2ᵉ` with `m < 2^bits` and `e ≥ least`.
struct Format {
    bits: u32,
    least: i32,
}

const DOUBLE: Format = Format { bits: 53, least: -1074 };
const SINGLE: Format = Format { bits: 24, least: -149 };

/// Digits that are read one by one; of what comes after them only counts whether it is something.
const MOST_DIGITS: usize = 800;

/// Powers of ten beyond which every number is zero or infinite.
const FARTHEST: i32 = 400;

fn write(x: f64, format: &Format) -> String {
    let mut text = String::from(if x.is_sign_negative() && !x.is_nan() { "-" } else { "" });
    if x.is_nan() {
        text += "NaN";
    } else if x.is_infinite() {
        text += "inf";
    } else if x == 0.0 {
        text.push('0');
    } else {
        let (digits, point) = shortest(x, format);
        for place in i32::min(point - 1, 0)..i32::max(point, digits.len() as i32) {
            if place == point {
                text.push('.');
            }
            let digit = usize::try_from(place).ok().and_then(|place| digits.get(place));
            text.push(char::from(b'0' + digit.copied().unwrap_or_default()));
        }
    }
    text
}

/// Digits and where the point stands among them: of 0.012 they are `[1, 2]` and −1.
fn shortest(x: f64, format: &Format) -> (Vec<u8>, i32) {
    let (mantissa, exponent) = split(x, format);
    let even = mantissa.is_multiple_of(2);
    // What lies closer than half a gap means `x` too; below a power of two the gap is half as wide.
    let narrow = mantissa == 1 << (format.bits - 1) && exponent > format.least;
    let (up, down) = (exponent.max(0).unsigned_abs(), if narrow { 1 } else { 2 });
    let mut rest = Whole::from(4 * mantissa).shifted(up);
    let (mut above, mut below) = (Whole::from(2).shifted(up), Whole::from(down).shifted(up));
    let mut one = Whole::from(4).shifted(exponent.min(0).unsigned_abs());
    // A bound itself means `x` where `x` is even.
    let reaches = |rest: &Whole, above: &Whole, one: &Whole| {
        let order = rest.plus(above).compare(one);
        order == Ordering::Greater || even && order == Ordering::Equal
    };
    let mut point = 0;
    while reaches(&rest, &above, &one) {
        one.times_plus(10, 0);
        point += 1;
    }
    let mut digits = Vec::new();
    loop {
        for number in [&mut rest, &mut above, &mut below] {
            number.times_plus(10, 0);
        }
        if digits.is_empty() && !reaches(&rest, &above, &one) {
            point -= 1;
            continue;
        }
        let mut digit = 0;
        while rest.compare(&one) != Ordering::Less {
            rest.subtract(&one);
            digit += 1;
        }
        digits.push(digit);
        let order = rest.compare(&below);
        let low = order == Ordering::Less || even && order == Ordering::Equal;
        let high = reaches(&rest, &above, &one);
        if low || high {
            if high && (!low || rest.plus(&rest).compare(&one) != Ordering::Less) {
                point += carry(&mut digits);
            }
            return (digits, point);
        }
    }
}

/// Adds one to the last digit. Returns how many digits the number becomes longer.
fn carry(digits: &mut Vec<u8>) -> i32 {
    while let Some(digit) = digits.pop() {
        if digit < 9 {
            digits.push(digit + 1);
            return 0;
        }
    }
    digits.push(1);
    1
}

/// Mantissa and exponent of `|x|`, which is neither zero nor infinite.
fn split(x: f64, format: &Format) -> (u64, i32) {
    let (biased, fraction) = ((x.to_bits() >> 52 & 0x7ff) as i32, x.to_bits() & ((1 << 52) - 1));
    let (mantissa, exponent) = if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
    // A number of single precision ends in zeros.
    let narrower = i32::max(format.least - exponent, (DOUBLE.bits - format.bits) as i32 * i32::from(biased > 0));
    (mantissa >> narrower, exponent + narrower)
}

fn parse(text: &str, format: &Format) -> Option<f64> {
    let (negative, text) = signed(text);
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    let size = if is("nan") {
        f64::NAN
    } else if is("inf") || is("infinity") {
        f64::INFINITY
    } else {
        size(text, format)?
    };
    Some(if negative { -size } else { size })
}

/// What digits with a point and an exponent mean.
fn size(text: &str, format: &Format) -> Option<f64> {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, power)) => (number, exponent(power)?),
        None => (text, 0),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut places = exponent.saturating_sub(i32::try_from(fraction.len()).ok()?);
    let (mut digits, mut count) = (Whole::from(0), 0);
    let mut more = false;
    for digit in whole.bytes().chain(fraction.bytes()) {
        let digit = char::from(digit).to_digit(10)?;
        if count < MOST_DIGITS {
            digits.times_plus(10, digit);
            count += usize::from(!digits.0.is_empty());
        } else {
            places = places.saturating_add(1);
            more |= digit > 0;
        }
    }
    if more {
        digits.times_plus(10, 1);
        places = places.saturating_sub(1);
    }
    (!number.is_empty() && number != ".").then(|| nearest(digits, count as i32, places, format))
}

/// A whole number; one that is too large is as large as can be.
fn exponent(text: &str) -> Option<i32> {
    let (negative, digits) = signed(text);
    let add = |sum: i32, c: char| Some(sum.saturating_mul(10).saturating_add(c.to_digit(10)? as i32));
    let size = digits.chars().try_fold(0, add)?;
    (!digits.is_empty()).then_some(if negative { -size } else { size })
}

/// Whether a text begins with a minus, and what follows the sign.
fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// The number nearest to `digits · 10^places`, where there are `count` digits.
fn nearest(mut digits: Whole, count: i32, places: i32, format: &Format) -> f64 {
    let top = places.saturating_add(count);
    if digits.0.is_empty() || top < -FARTHEST {
        return 0.0;
    }
    if top > FARTHEST {
        return f64::INFINITY;
    }
    let mut one = Whole::from(1);
    for _ in 0..places.abs() {
        if places < 0 { &mut one } else { &mut digits }.times_plus(10, 0);
    }
    // As many bits as there may be, or one more.
    let mut exponent = i32::max(digits.bits() - one.bits() - format.bits as i32, format.least);
    loop {
        let rest = digits.shifted(exponent.min(0).unsigned_abs());
        let (quotient, rounding) = divide(rest, &one.shifted(exponent.max(0) as u32), format.bits + 1);
        if quotient >> format.bits == 0 {
            let up = rounding == Ordering::Greater || rounding == Ordering::Equal && quotient % 2 == 1;
            return (quotient + u64::from(up)) as f64 * power_of_two(exponent);
        }
        exponent += 1;
    }
}

/// A quotient of at most so many bits, and how what is left compares with one half.
fn divide(mut rest: Whole, by: &Whole, bits: u32) -> (u64, Ordering) {
    let by = by.shifted(bits);
    let mut quotient = 0;
    for _ in 0..=bits {
        quotient *= 2;
        if rest.compare(&by) != Ordering::Less {
            rest.subtract(&by);
            quotient += 1;
        }
        rest.times_plus(2, 0);
    }
    (quotient, rest.compare(&by))
}

fn power_of_two(exponent: i32) -> f64 {
    match exponent {
        1024.. => f64::INFINITY,
        -1022.. => f64::from_bits(((exponent + 1023) as u64) << 52),
        _ => f64::from_bits(1 << (exponent + 1074)),
    }
}

/// A whole number of any size: words of 32 bits, the lowest first, none of them a leading zero.
struct Whole(Vec<u32>);

impl From<u64> for Whole {
    fn from(x: u64) -> Self {
        let mut whole = Self(vec![x as u32, (x >> 32) as u32]);
        whole.trim();
        whole
    }
}

impl Whole {
    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn bits(&self) -> i32 {
        32 * self.0.len() as i32 - self.0.last().map_or(0, |word| word.leading_zeros() as i32)
    }

    /// `self ← self · factor + more`
    fn times_plus(&mut self, factor: u32, more: u32) {
        let mut carry = u64::from(more);
        for word in &mut self.0 {
            carry += u64::from(*word) * u64::from(factor);
            *word = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// `self · 2^bits`
    fn shifted(&self, bits: u32) -> Self {
        let mut words = vec![0; bits as usize / 32];
        words.extend_from_slice(&self.0);
        let mut shifted = Self(words);
        shifted.times_plus(1 << (bits % 32), 0);
        shifted
    }

    fn plus(&self, other: &Self) -> Self {
        let mut carry = 0;
        let word = |words: &[u32], i: usize| words.get(i).copied().map_or(0, u64::from);
        let mut sum = |i: usize| {
            carry += word(&self.0, i) + word(&other.0, i);
            let low = carry as u32;
            carry >>= 32;
            low
        };
        let mut sum = Self((0..=usize::max(self.0.len(), other.0.len())).map(&mut sum).collect());
        sum.trim();
        sum
    }

    /// `self ← self − other`, which is not larger.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = 0;
        for (i, word) in self.0.iter_mut().enumerate() {
            let difference = i64::from(*word) - other.0.get(i).copied().map_or(0, i64::from) + borrow;
            *word = difference as u32;
            borrow = difference >> 32;
        }
        self.trim();
    }

    fn compare(&self, other: &Self) -> Ordering {
        let by_length = self.0.len().cmp(&other.0.len());
        by_length.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::ToString;
    use proptest::prelude::*;

    const TEXTS: [&str; 34] = [
        "",
        "-",
        "+",
        ".",
        "e5",
        "1e",
        "1e+",
        "1.5.2",
        "0x10",
        "1_0",
        " 1",
        "1 ",
        "٣",
        "infin",
        "nano",
        "5.",
        ".5",
        "-.5e-3",
        "+7",
        "1E5",
        "1e400",
        "-1e-400",
        "inf",
        "-Infinity",
        "NaN",
        "-nan",
        "1e99999999999",
        "0e99999999999",
        "2.2250738585072011e-308",
        "4.9406564584124654e-324",
        "2.4703282292062327e-324",
        "1.7976931348623159e308",
        "9007199254740993",
        "16777217",
    ];

    fn same(text: &str) {
        let (double, single) = (text.parse::<f64>().ok(), text.parse::<f32>().ok());
        let plain = |x: f64| if x.is_nan() { f64::NAN.to_bits() } else { x.to_bits() };
        assert_eq!(read(text).map(plain), double.map(plain), "{text}");
        let plain = |x: f32| if x.is_nan() { f32::NAN.to_bits() } else { x.to_bits() };
        assert_eq!(read_single(text).map(plain), single.map(plain), "{text} as a single");
    }

    #[test]
    fn texts_are_read_as_core_reads_them() {
        TEXTS.into_iter().for_each(same);
        // Half way between two numbers, and a little more, a thousand digits on.
        let half =
            format!("{}", 1.0 + f64::EPSILON / 2.0 * 0.0) + ".00000000000000011102230246251565404236316680908203125";
        same(&half);
        same(&format!("{half}{}", "0".repeat(1000)));
        same(&format!("{half}{}1", "0".repeat(1000)));
        same(&format!("1{}e-2000", "0".repeat(2000)));
    }

    #[test]
    fn numbers_are_written_as_core_writes_them() {
        let powers = (-1074..1024).map(power_of_two);
        let singles = (-149..128).map(power_of_two);
        let round = [0.0, -0.0, 0.1, 0.3, 1.0, 9.5, 100.0, 1e15, 1e16, 1e21, 5e-324, f64::MAX, f64::MIN_POSITIVE];
        for x in powers.chain(round).chain([f64::NAN, f64::INFINITY, f64::NEG_INFINITY]) {
            assert_eq!(Shortest(x).to_string(), x.to_string());
        }
        for x in singles.chain(round).map(|x| x as f32) {
            assert_eq!(Shortest(x).to_string(), x.to_string());
        }
    }

    proptest! {
        #[test]
        fn every_number_is_written_as_core_writes_it(bits: u64) {
            let (double, single) = (f64::from_bits(bits), f32::from_bits(bits as u32));
            prop_assert_eq!(Shortest(double).to_string(), double.to_string());
            prop_assert_eq!(Shortest(single).to_string(), single.to_string());
        }

        #[test]
        fn every_text_is_read_as_core_reads_it(text in "[+-]?[0-9]{0,25}(\\.[0-9]{0,25})?(e[+-]?[0-9]{1,3})?") {
            same(&text);
        }

        #[test]
        fn what_was_written_is_read_back(bits: u64) {
            let (double, single) = (f64::from_bits(bits), f32::from_bits(bits as u32));
            prop_assert!(double.is_nan() || read(&Shortest(double).to_string()) == Some(double));
            prop_assert!(single.is_nan() || read_single(&Shortest(single).to_string()) == Some(single));
        }
    }
}
