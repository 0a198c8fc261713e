//! Typed storage and plain error texts, so that a contract's own file is about the contract.

mod failure;
mod storage;

pub use failure::{Failure, ensure, fail};
pub use storage::{Item, Map};
