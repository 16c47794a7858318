//! What a start does not do.

#[cfg(all(
    target_os = "linux",
    target_env = "gnu",
    not(target_feature = "crt-static")
))]
#[test]
fn the_mathematics_of_c_are_not_loaded() {
    let program = std::fs::read(env!("CARGO_BIN_EXE_commsop")).unwrap();
    let names = |library: &[u8]| program.windows(library.len()).any(|bytes| bytes == library);
    // As the table of what the loader needs has it.
    assert!(names(b"\0libc.so"), "the program says what it loads");
    assert!(!names(b"\0libm.so"), "see src/linker.rs");
}
