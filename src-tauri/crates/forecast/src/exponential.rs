//! The exponential function in plain arithmetic: no table, no branch and nothing of the platform's, so that it gives the
//! same bytes everywhere and a row of it is worked out side by side.

/// 1/ln 2.
const LOG2_E: f64 = std::f64::consts::LOG2_E;

/// ln 2 in two parts; the first has so few digits that its product with a small whole number is exact (as in fdlibm).
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_588e-10;

/// 1/n! by n.
const INVERSE: [f64; 14] = {
    let mut inverse = [1.0; 14];
    let (mut n, mut factorial) = (1, 1.0);
    while n < inverse.len() {
        factorial *= n as f64;
        inverse[n] = 1.0 / factorial;
        n += 1;
    }
    inverse
};

/// Added and taken away again, it rounds to a whole number: beyond it a double has no digits after the point.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// Where the function is 0 or infinite to a double, short of what its exponent can hold.
const LEAST: f64 = -708.0;
const MOST: f64 = 709.0;

/// e to the power of `x`, within two units in the last place for |x| below 700; beyond that it stops at the least and the
/// largest value that it knows.
// The Taylor polynomial of degree 13 on |r| ≤ ln 2 / 2: its remainder is below 1e-17. Its terms are added in groups of
// four, so that the processor need not wait for one to begin the next.
#[inline]
pub(crate) fn exp(x: f64) -> f64 {
    let x = x.clamp(LEAST, MOST);
    let rounded = x * LOG2_E + ROUND;
    let whole = rounded - ROUND;
    let r = x - whole * LN_2_HIGH - whole * LN_2_LOW;
    let (r2, r4) = (r * r, (r * r) * (r * r));
    let low = 1.0 + (r + r2 * (INVERSE[2] + r * INVERSE[3]));
    let middle = (INVERSE[4] + r * INVERSE[5]) + r2 * (INVERSE[6] + r * INVERSE[7]);
    let high = (INVERSE[8] + r * INVERSE[9]) + r2 * (INVERSE[10] + r * INVERSE[11]);
    let highest = INVERSE[12] + r * INVERSE[13];
    let sum = low + r4 * (middle + r4 * (high + r4 * highest));
    // The last bits of `rounded` are the whole number: moved up, they are added to the exponent.
    f64::from_bits(sum.to_bits().wrapping_add(rounded.to_bits() << 52))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_agrees_with_the_library_to_the_last_places() {
        for step in -70_000..70_000 {
            let x = f64::from(step) * 0.01;
            let (ours, theirs) = (exp(x), libm::exp(x));
            assert!((ours / theirs - 1.0).abs() < 4.5e-16, "e^{x} is {theirs}, not {ours}");
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(-1e9) < 1e-300 && exp(1e9) > 1e300);
    }
}
