//! Luck: draws that depend on the seed, the trial and the subject alone, so that an edit to one subject leaves every
//! other draw as it was. No generator state is carried from one draw to the next.
//!
//! All transforms use `libm` or plain arithmetic, never the platform's mathematics: the same bytes everywhere.

use plan::{DayRange, Range};
use uuid::Uuid;

/// The 90 % point of the standard normal: low and high of a range lie this many σ from likely.
pub(crate) const Z90: f64 = 1.281_551_565_544_600_4;

/// What a draw is for; the same subject draws several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Effort = 1,
    Principal,
    Drag,
    Toil,
    Loss,
    Arrival,
    Chance,
    Rate,
    Delivery,
}

/// Scrambles 64 bits (the finaliser of SplitMix64).
fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// Names a stream of draws: one subject, one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Subject(u64);

impl Subject {
    pub(crate) fn new(id: Uuid, purpose: Purpose) -> Subject {
        let (high, low) = id.as_u64_pair();
        Subject(mix(mix(high ^ 0x9e37_79b9_7f4a_7c15).wrapping_add(low)).wrapping_add(purpose as u64))
    }
}

/// Names one trial under one seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TrialKey(u64);

impl TrialKey {
    pub(crate) fn new(seed: u32, trial: u32) -> TrialKey {
        TrialKey(mix(mix(u64::from(seed) ^ 0xd1b5_4a32_d192_ed03) ^ u64::from(trial)))
    }

    /// The `index`-th uniform of this subject, strictly between 0 and 1.
    #[inline]
    pub(crate) fn uniform(self, subject: Subject, index: u64) -> f64 {
        let bits = mix(mix(self.0 ^ subject.0).wrapping_add(index.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        ((bits >> 12) as f64 + 0.5) * (1.0 / (1u64 << 52) as f64)
    }

    /// A standard normal of this subject.
    #[inline]
    pub(crate) fn normal(self, subject: Subject) -> f64 {
        inverse_normal(self.uniform(subject, 0))
    }
}

/// A quantity known by its P10, P50 and P90: a lognormal with its own width on each side of the median.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lognormal {
    subject: Subject,
    likely: f64,
    below: f64,
    above: f64,
}

impl Lognormal {
    pub(crate) fn new(range: Range, subject: Subject) -> Lognormal {
        if range.likely <= 0.0 {
            return Lognormal { subject, likely: 0.0, below: 0.0, above: 0.0 };
        }
        let low = range.low.max(range.likely * 0.01);
        Lognormal {
            subject,
            likely: range.likely,
            below: libm::log(range.likely / low).max(0.0) / Z90,
            above: libm::log(range.high / range.likely).max(0.0) / Z90,
        }
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.likely == 0.0
    }

    #[inline]
    pub(crate) fn draw(&self, key: TrialKey) -> f64 {
        if self.below == 0.0 && self.above == 0.0 {
            return self.likely;
        }
        let z = key.normal(self.subject);
        self.likely * libm::exp(z * if z < 0.0 { self.below } else { self.above })
    }
}

/// A date known by its P10, P50 and P90, in days from an origin: a normal with its own width on each side, rounded up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Delivery {
    subject: Subject,
    likely: f64,
    below: f64,
    above: f64,
}

impl Delivery {
    pub(crate) fn new(range: DayRange, origin: plan::Day, subject: Subject) -> Delivery {
        Delivery {
            subject,
            likely: f64::from(range.likely.since(origin)),
            below: f64::from(range.likely.since(range.low).max(0)) / Z90,
            above: f64::from(range.high.since(range.likely).max(0)) / Z90,
        }
    }

    #[inline]
    pub(crate) fn draw(&self, key: TrialKey) -> f64 {
        let z = key.normal(self.subject);
        (self.likely + z * if z < 0.0 { self.below } else { self.above }).ceil()
    }
}

/// The standard normal's quantile function (Wichura's AS 241), good to about 1e-15.
#[inline]
fn inverse_normal(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        let num = ((((((2_509.080_928_730_122_7 * r + 33_430.575_583_588_13) * r + 67_265.770_927_008_7) * r
            + 45_921.953_931_549_87)
            * r
            + 13_731.693_765_509_46)
            * r
            + 1_971.590_950_306_551_3)
            * r
            + 133.141_667_891_784_38)
            * r
            + 3.387_132_872_796_366_5;
        let den = ((((((5_226.495_278_852_545 * r + 28_729.085_735_721_943) * r + 39_307.895_800_092_71) * r
            + 21_213.794_301_586_597)
            * r
            + 5_394.196_021_424_751)
            * r
            + 687.187_007_492_057_9)
            * r
            + 42.313_330_701_600_91)
            * r
            + 1.0;
        return q * num / den;
    }
    let tail = libm::sqrt(-libm::log(if q < 0.0 { p } else { 1.0 - p }));
    let value = if tail <= 5.0 {
        let r = tail - 1.6;
        let num = ((((((7.745_450_142_783_414e-4 * r + 0.022_723_844_989_269_184) * r + 0.241_780_725_177_450_6)
            * r
            + 1.270_458_252_452_368_4)
            * r
            + 3.647_848_324_763_204_5)
            * r
            + 5.769_497_221_460_691)
            * r
            + 4.630_337_846_156_545)
            * r
            + 1.423_437_110_749_683_5;
        let den = ((((((1.050_750_071_644_416_9e-9 * r + 5.475_938_084_995_345e-4) * r + 0.015_198_666_563_616_457)
            * r
            + 0.148_103_976_427_480_08)
            * r
            + 0.689_767_334_985_1)
            * r
            + 1.676_384_830_183_803_8)
            * r
            + 2.053_191_626_637_759)
            * r
            + 1.0;
        num / den
    } else {
        let r = tail - 5.0;
        let num = ((((((2.010_334_399_292_288_1e-7 * r + 2.711_555_568_743_487_6e-5) * r
            + 0.001_242_660_947_388_078_4)
            * r
            + 0.026_532_189_526_576_124)
            * r
            + 0.296_560_571_828_504_87)
            * r
            + 1.784_826_539_917_291_3)
            * r
            + 5.463_784_911_164_114)
            * r
            + 6.657_904_643_501_103;
        let den = ((((((2.044_263_103_389_94e-15 * r + 1.421_511_758_316_446e-7) * r + 1.846_318_317_510_054_8e-5)
            * r
            + 7.868_691_311_456_133e-4)
            * r
            + 0.014_875_361_290_850_615)
            * r
            + 0.136_929_880_922_735_8)
            * r
            + 0.599_832_206_555_888)
            * r
            + 1.0;
        num / den
    };
    if q < 0.0 { -value } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(number: u128) -> Subject {
        Subject::new(Uuid::from_u128(number), Purpose::Effort)
    }

    #[test]
    fn quantile_function_hits_known_points() {
        for (p, z) in
            [(0.5, 0.0), (0.9, Z90), (0.1, -Z90), (0.975, 1.959_963_984_540_054), (1e-10, -6.361_340_902_404_056)]
        {
            assert!((inverse_normal(p) - z).abs() < 1e-12, "{p}: {} is not {z}", inverse_normal(p));
        }
    }

    #[test]
    fn range_is_p10_p50_p90() {
        let range = Range { low: 2.0, likely: 5.0, high: 20.0 };
        let law = Lognormal::new(range, subject(7));
        let mut draws: Vec<f64> = (0..40_000).map(|trial| law.draw(TrialKey::new(1, trial))).collect();
        draws.sort_by(f64::total_cmp);
        let at = |share: f64| draws[(share * draws.len() as f64) as usize];
        for (share, value) in [(0.1, 2.0), (0.5, 5.0), (0.9, 20.0)] {
            assert!((at(share) / value - 1.0).abs() < 0.04, "P{share} is {} and not {value}", at(share));
        }
    }

    #[test]
    fn tiny_low_counts_as_a_hundredth_and_single_number_has_no_spread() {
        let zero_low = Lognormal::new(Range { low: 0.0, likely: 5.0, high: 6.0 }, subject(1));
        let hundredth = Lognormal::new(Range { low: 0.05, likely: 5.0, high: 6.0 }, subject(1));
        let single = Lognormal::new(Range::exactly(3.0), subject(1));
        for trial in 0..100 {
            let key = TrialKey::new(9, trial);
            assert_eq!(zero_low.draw(key), hundredth.draw(key));
            assert_eq!(single.draw(key), 3.0);
        }
    }

    #[test]
    fn subjects_trials_and_purposes_are_unrelated() {
        let a = subject(1);
        let b = subject(2);
        let n = 20_000;
        let mean = |f: &dyn Fn(u32) -> f64| (0..n).map(f).sum::<f64>() / f64::from(n);
        let key = |trial| TrialKey::new(3, trial);
        let pairs: [&dyn Fn(u32) -> f64; 3] =
            [&|t| key(t).normal(a) * key(t).normal(b), &|t| key(t).normal(a) * key(t + 1).normal(a), &|t| {
                inverse_normal(key(t).uniform(a, 0)) * inverse_normal(key(t).uniform(a, 1))
            }];
        for (which, product) in pairs.iter().enumerate() {
            assert!(mean(product).abs() < 0.03, "correlation {which} is {}", mean(product));
        }
    }
}
