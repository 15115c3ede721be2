//! The browser's driver: the kernel in an interpreter worker, one lane worker per Python thread or process.

pub mod protocol;
