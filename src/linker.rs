//! Names for the linker, so that less is done before each start.
//!
//! With one small file most of the time passes before the first line of this program runs. Three
//! things that happen there on Linux with the GNU C library are of no use here. In place of each the
//! linker finds something of the same name, and the name is all that is unsafe about it.

/// Where C begins. That of the standard library looks for the end of the stack in a list of all that
/// is mapped, to be able to say why if it overflows: a tenth of the time, and 0.5 MiB. What it does
/// besides is done by [`runtime::begin`](commsop::runtime::begin), but for the name of this thread,
/// which only a panic would tell, and for a last look at standard output: whoever writes there
/// flushes it (`streams.rs`). The arguments come without it: the GNU C library hands them to
/// initialisers, and the standard library takes them there (documented at `std::env::args`).
//
// SAFETY: C calls `main` once, and may do so without arguments (C17 5.1.2.2.1). Nobody else defines
// it: `main.rs` says `no_main`, but for tests. A panic that gets here aborts (RFC 2945).
#[cfg(not(test))]
#[allow(unsafe_code, reason = "the name is for the linker")]
#[unsafe(no_mangle)]
extern "C" fn main() -> std::ffi::c_int {
    commsop::runtime::begin();
    super::run().code().into()
}

// The unwinder of the compiler's library, linked into the program. As a panic aborts, nothing but
// the trace of one walks the stack with it; yet for that `libgcc_s.so` would be loaded at each start:
// an eighth of the time, and 0.1 MiB. A static program has it so anyway. It asks the C library for
// `_dl_find_object`, so a program that was built with 2.35 or later does not run with an older one.
//
// SAFETY: nothing is declared. These are the functions that the standard library is written for, from
// the same source as those in `libgcc_s.so`. Should something else bring that in, no harm is done:
// nothing is thrown from one to the other, no thread is cancelled, and each asks the loader where
// frames are described.
#[cfg(all(panic = "abort", not(target_feature = "crt-static")))]
#[allow(unsafe_code, reason = "the library is for the linker")]
#[link(name = "gcc_eh", kind = "static", modifiers = "-bundle")]
unsafe extern "C" {}

/// `base` to the power of `exponent`, as C has it (C17 7.12.7.4) but for `errno`. `indicatif` weighs
/// the rate of a progress line with one power; for that alone `libm.so` would be loaded: a twelfth
/// of the time, and 0.4 MiB.
//
// SAFETY: whoever calls C's function gets this one: where the compiler writes `f64::powf` as a call
// of C, and in libraries that are loaded into the process. C reserves the name for a function of
// this type and meaning, so any caller gets what it asks for. The body is safe code.
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
