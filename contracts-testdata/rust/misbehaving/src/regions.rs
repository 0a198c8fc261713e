//! Broken regions and pointers, for any argument of any import and for the result.

use alloc::string::{String, ToString};

use rawabi::imports::*;
use rawabi::message::Message;
use rawabi::region::{Region, pass};

use crate::Outcome;

/// Room given to imports that write into a region of the contract, unless the message replaces it.
const OUT_ROOM_BYTES: u32 = 256;

pub fn run(message: &Message) -> Option<Outcome> {
    Some(match message.name {
        "import_region" => Outcome::Text(import(message, described(message))),
        "import_pointer" => Outcome::Text(import(message, message.number_u32("pointer"))),
        "result_region" => Outcome::Address(described(message)),
        "result_pointer" => Outcome::Address(message.number_u32("pointer")),
        _ => return None,
    })
}

/// A region with fields of the message; a field not given is that of a valid 4-byte region.
fn described(message: &Message) -> u32 {
    let valid = Region::over(b"data");
    Region {
        offset: message.number_or("offset", valid.offset),
        capacity: message.number_or("capacity", valid.capacity),
        length: message.number_or("length", valid.length),
    }
    .address()
}

/// Calls an import whose arguments are all valid regions but the one the message names.
fn import(message: &Message, broken: u32) -> String {
    let place = message.number_or("argument", 0) as usize;
    let argument = |position: usize, otherwise: &'static [u8]| {
        if position == place { broken } else { pass(otherwise) }
    };
    let input = |position| argument(position, b"data");
    let out = |position| {
        if position == place { broken } else { Region::with_room(OUT_ROOM_BYTES).address() }
    };
    let no_list = |position| argument(position, b"");
    let hash = |position| argument(position, &[7; 32]);
    let signature = |position| argument(position, &[7; 64]);
    let key = |position| argument(position, &[2; 33]);
    let answer: u64 = unsafe {
        match message.text("import") {
            "abort" => none(abort(input(0))),
            "debug" => none(debug(input(0))),
            "db_read" => db_read(input(0)).into(),
            "db_write" => none(db_write(input(0), input(1))),
            "db_remove" => none(db_remove(input(0))),
            "db_scan" => db_scan(input(0), input(1), 1).into(),
            "addr_validate" => addr_validate(input(0)).into(),
            "addr_canonicalize" => addr_canonicalize(input(0), out(1)).into(),
            "addr_humanize" => addr_humanize(input(0), out(1)).into(),
            "query_chain" => query_chain(input(0)).into(),
            "secp256k1_verify" => secp256k1_verify(hash(0), signature(1), key(2)).into(),
            "secp256k1_recover_pubkey" => secp256k1_recover_pubkey(hash(0), signature(1), 0),
            "secp256r1_verify" => secp256r1_verify(hash(0), signature(1), key(2)).into(),
            "secp256r1_recover_pubkey" => secp256r1_recover_pubkey(hash(0), signature(1), 0),
            "ed25519_verify" => ed25519_verify(input(0), signature(1), hash(2)).into(),
            "ed25519_batch_verify" => ed25519_batch_verify(no_list(0), no_list(1), no_list(2)).into(),
            "bls12_381_aggregate_g1" => bls12_381_aggregate_g1(no_list(0), out(1)).into(),
            "bls12_381_aggregate_g2" => bls12_381_aggregate_g2(no_list(0), out(1)).into(),
            "bls12_381_pairing_equality" => {
                bls12_381_pairing_equality(no_list(0), no_list(1), input(2), input(3)).into()
            }
            // The first argument of both is a number, so regions are counted from there.
            "bls12_381_hash_to_g1" => bls12_381_hash_to_g1(0, input(0), input(1), out(2)).into(),
            "bls12_381_hash_to_g2" => bls12_381_hash_to_g2(0, input(0), input(1), out(2)).into(),
            unknown => panic!("unknown import: {unknown}"),
        }
    };
    // Addresses depend on the layout of this build; what matters is whether there is one.
    if answer > u64::from(u8::MAX) { "region".into() } else { answer.to_string() }
}

/// For imports that answer nothing.
fn none((): ()) -> u64 {
    0
}
