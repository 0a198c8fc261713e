//! The contracts as cw-orch sees them; their messages are plain JSON.

use cw_orch::interface;
use cw_orch::prelude::*;
use serde_json::Value;

#[interface(Value, Value, Value, Value, id = "escrow")]
pub struct Escrow;

impl<Chain> Uploadable for Escrow<Chain> {
    fn wasm(_chain: &ChainInfoOwned) -> WasmPath {
        built("escrow")
    }
}

#[interface(Value, Value, Value, Value, id = "mover")]
pub struct MigrateOne;

impl<Chain> Uploadable for MigrateOne<Chain> {
    fn wasm(_chain: &ChainInfoOwned) -> WasmPath {
        built("migrate-one")
    }
}

/// What `MigrateOne` becomes: the same instance, so the same id.
#[interface(Value, Value, Value, Value, id = "mover")]
pub struct MigrateTwo;

impl<Chain> Uploadable for MigrateTwo<Chain> {
    fn wasm(_chain: &ChainInfoOwned) -> WasmPath {
        built("migrate-two")
    }
}

fn built(name: &str) -> WasmPath {
    let path = format!("{}/../../contracts-testdata/built/rust/{name}.wasm", env!("CARGO_MANIFEST_DIR"));
    WasmPath::new(path).expect("the repository has the built contracts")
}
