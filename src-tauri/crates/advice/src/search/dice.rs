//! Chance for the search: numbers that follow from a seed alone and are the same on every machine.

/// A generator that is seeded once and then only asked.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The dice of a seed; two different streams of one seed have nothing in common.
    pub fn new(seed: u32, stream: u32) -> Dice {
        Dice((u64::from(seed) << 32) | u64::from(stream))
    }

    /// 64 fresh bits (SplitMix64).
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `n`; 0 if `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }

    /// A number from 0 up to 1, 1 excluded.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Yes, this often.
    pub fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }
}
