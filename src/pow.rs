//! The power function, so that the C library's mathematics need not be loaded at every start.
//!
//! `indicatif` weighs the rate of a progress line with one power. For that function alone the
//! dynamic loader would map `libm.so`, bind it and run its initialisers at each start, seen or
//! not: a twelfth of the time that one small file takes, and 0.4 MiB. A static program does not
//! need it.

/// `base` to the power of `exponent`, as C has it (C17 7.12.7.4) but for `errno`.
//
// SAFETY: what is unsafe is the name, under which the linker hands this function to whoever calls
// C's: where the compiler writes `f64::powf` as a call of C, and in libraries that are loaded
// into the process. C reserves the name for a function of this type and meaning, so any caller
// gets what it asks for. The body is safe code.
#[allow(unsafe_code, reason = "the name is for the linker")]
#[unsafe(no_mangle)]
extern "C" fn pow(base: f64, exponent: f64) -> f64 {
    libm::pow(base, exponent)
}

#[cfg(test)]
mod tests {
    use super::pow;

    #[test]
    fn powers_are_those_of_c() {
        for (base, exponent, power) in [
            (0.1, 1.0 / 15.0, 0.857_695_898_590_894_1),
            (2.0, 10.0, 1024.0),
            (2.0, -1074.0, 5e-324),
            (-8.0, 3.0, -512.0),
            (0.0, -1.0, f64::INFINITY),
            (1.0, f64::NAN, 1.0),
            (f64::NAN, 0.0, 1.0),
        ] {
            assert_eq!(
                pow(base, exponent).to_bits(),
                f64::to_bits(power),
                "{base} ^ {exponent}"
            );
        }
        assert!(pow(-8.0, 0.5).is_nan());
    }
}
