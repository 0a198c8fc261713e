//! The contract ABI without a standard library on top: regions, imports, a reader for small JSON
//! messages and a writer for answers.
//!
//! Test contracts use this instead of `cosmwasm-std` where they must pass the host exactly what a
//! message asks for (broken regions, undersized buffers) and see exactly what the host answers.
#![no_std]

extern crate alloc;

pub mod answer;
pub mod encoding;
pub mod imports;
pub mod message;
pub mod region;

mod heap;
mod panic;
