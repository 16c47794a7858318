//! Names for the linker, so that less is done before each start.
//!
//! With one small file most of the time passes before the first line of this program runs. Of what
//! happens there on Linux with the GNU C library, three things are of no use here. Each is given to
//! the linker by its name, and is the only unsafe thing about it.

/// Where C begins. That of the standard library looks for the end of the stack in a list of all that is
/// mapped, to be able to name the reason if the stack overflows: a tenth of the time, and 0.5 MiB. What
/// it does besides is done by [`runtime::begin`](commsop::runtime::begin).
//
// SAFETY: C calls `main` once, and may do so without arguments (C17 5.1.2.2.1). Nobody else defines
// it: `main.rs` says `no_main`, but for tests. A panic ends the process before it gets to C (RFC 2945).
#[cfg(not(test))]
#[allow(unsafe_code, reason = "the name is for the linker")]
#[unsafe(no_mangle)]
extern "C" fn main() -> std::ffi::c_int {
    commsop::runtime::begin();
    super::run().code().into()
}

// The unwinder of the compiler's library, linked into the program. It is never used, as a panic
// aborts; but what refers to it would have `libgcc_s.so` loaded: an eighth of the time, and 0.1 MiB.
// A static program has it so anyway.
//
// SAFETY: nothing is declared. These are the functions that the standard library is written for,
// from the same source as those in `libgcc_s.so`, which is not in the process beside them.
#[cfg(all(panic = "abort", not(target_feature = "crt-static")))]
#[allow(unsafe_code, reason = "the library is for the linker")]
#[link(name = "gcc_eh")]
unsafe extern "C" {}

/// `base` to the power of `exponent`, as C has it (C17 7.12.7.4) but for `errno`. `indicatif` weighs
/// the rate of a progress line with one power; for that alone `libm.so` would be loaded: a twelfth of
/// the time, and 0.4 MiB.
//
// SAFETY: whoever calls C's function gets this one: where the compiler writes `f64::powf` as a call
// of C, and in libraries that are loaded into the process. C reserves the name for a function of this
// type and meaning, so any caller gets what it asks for. The body is safe code.
#[cfg(not(target_feature = "crt-static"))]
#[allow(unsafe_code, reason = "the name is for the linker")]
#[unsafe(no_mangle)]
extern "C" fn pow(base: f64, exponent: f64) -> f64 {
    libm::pow(base, exponent)
}

#[cfg(all(test, not(target_feature = "crt-static")))]
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
