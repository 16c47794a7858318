//! The long explanation of each code.
